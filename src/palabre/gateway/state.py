"""The state of a room as one connection is told it: on entering, on coming back, after it lagged."""

from collections.abc import Callable, Collection

from palabre.domain.cover import Covered
from palabre.domain.presence import CROWDED, Person
from palabre.domain.reaction import Reacted, ReactionKind
from palabre.domain.room import Room
from palabre.gateway.reactions import Told
from palabre.gateway.stream import NOBODY, RoomStream
from palabre.ports.presence import Presence
from palabre.protocol.commands import Since
from palabre.protocol.conversion import cover_info, room_info, sanction_info, wire_held, wire_refused
from palabre.protocol.encoding import encode_with_list
from palabre.protocol.events import RoomEntered
from palabre.protocol.resources import Mode, Roster, You
from palabre.services.directory import RoomDirectory
from palabre.services.entering import Seat
from palabre.services.oneself import Own

# To whom it was too much already, no more than this is queued at once: a snapshot is a tenth of it.
CATCH_UP_BYTES = 256 * 1024
NOTHING: frozenset[str] = frozenset()
# In a conversation nobody is told when the other is there.
NOBODY_TOLD = Roster(present=0, spectators=0, people=())


class RoomStates:
    """Composes `room.entered`."""

    def __init__(
        self,
        directory: RoomDirectory,
        presence: Presence,
        own: Callable[[Seat], Own | None],
        cover: Callable[[Room], Covered | None],
        keep_seconds: int,
    ) -> None:
        self._directory = directory
        self._presence = presence
        self._own = own
        self._cover = cover
        self._keep_seconds = keep_seconds

    def hidden_tags(self, seat: Seat) -> frozenset[str]:
        """Under which tags this reader does not want to see anything."""
        return frozenset(person.tag for person in self.hidden(seat)) or NOBODY

    def hidden(self, seat: Seat) -> tuple[Person, ...]:
        """Whom this reader hides in the room of their seat, now."""
        own = self._own(seat)
        return own.hidden if own else ()

    def refused(self, seat: Seat) -> frozenset[str]:
        """The ids of this reader's messages that were refused here lately."""
        own = self._own(seat)
        return frozenset(each.message_id for each in own.held.refused) if own else NOTHING

    def tell(
        self,
        stream: RoomStream,
        seat: Seat,
        since: Since | None,
        *,
        gap: bool,
        known: Collection[str] = NOTHING,
    ) -> bytes:
        """Its JSON: what was missed after `since` where that can be told, a snapshot otherwise.

        Of messages that were refused, those in `known` are not told again.
        """
        hidden = self.hidden_tags(seat)
        events = stream.resume(since.epoch, since.offset, hidden) if since else None
        if gap and events is not None and sum(map(len, events)) > CATCH_UP_BYTES:
            events = None
        if since is not None and events is not None:
            reactions = stream.reactions_after(since.reactions)
            state = self._state(stream, seat, "resumed", reactions, more=False, gap=gap, known=known)
            return encode_with_list(state, "events", events)
        snapshot = stream.snapshot(hidden)
        state = self._state(stream, seat, "snapshot", snapshot.reactions, more=snapshot.more, gap=gap, known=known)
        return encode_with_list(state, "messages", snapshot.messages)

    def _state(
        self,
        stream: RoomStream,
        seat: Seat,
        mode: Mode,
        reactions: Told,
        *,
        more: bool,
        gap: bool,
        known: Collection[str],
    ) -> RoomEntered:
        room = self._directory.by_id(seat.room.id) or seat.room
        own = self._own(seat)
        covered = None if room.privacy == "conversation" else self._cover(room)
        return RoomEntered(
            room=room.slug,
            mode=mode,
            epoch=stream.epoch,
            offset=stream.head,
            keep_seconds=self._keep_seconds,
            info=room_info(room.slug, room.settings, closed=room.closed, keep_seconds=self._keep_seconds),
            roster=NOBODY_TOLD if room.privacy == "conversation" else self._roster(seat),
            reactions=reactions.wire,
            you=self._you(seat, own, reactions),
            held=tuple(map(wire_held, own.held.waiting)) if own else (),
            refused=tuple(wire_refused(one) for one in own.held.refused if one.message_id not in known) if own else (),
            sanctions=tuple(map(sanction_info, own.sanctions)) if own else (),
            more=more,
            gap=gap,
            cover=cover_info(covered) if covered else None,
        )

    def _you(self, seat: Seat, own: Own | None, reactions: Told) -> You | None:
        if own is None or seat.session_id is None:
            return None
        return You(
            nickname=own.person.nickname,
            tag=own.person.tag,
            named=self._is_named(seat.room, seat.session_id),
            reacted=reacted_by(seat.session_id, reactions.reacted),
            read=own.read,
            hidden=own.hidden,
        )

    def _is_named(self, room: Room, session_id: str) -> bool:
        """Whether the others know them there: both do in a conversation, from its first moment."""
        return room.privacy == "conversation" or self._presence.listed(room.id, session_id) is not None

    def _roster(self, seat: Seat) -> Roster:
        room_id = seat.room.id
        counts = self._presence.counts(room_id)
        is_named = seat.session_id is not None and counts.present <= CROWDED
        return Roster(
            present=counts.present,
            spectators=counts.spectators,
            people=self._presence.people(room_id) if is_named else None,
        )


def reacted_by(session_id: str, reacted: tuple[Reacted, ...]) -> dict[str, tuple[ReactionKind, ...]]:
    """What a guest put, by message, where they put anything."""
    return {each.message_id: own for each in reacted if (own := each.of(session_id))}
