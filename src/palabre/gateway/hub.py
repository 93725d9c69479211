"""The hub: which connection of this node is in which room, and what each is told."""

import asyncio
from collections.abc import Callable, Iterable

import msgspec

from palabre.domain.cover import Covered
from palabre.domain.held import Held, RefusedMessage
from palabre.domain.log import LogEvent, MessageRemoved, RoomChanged
from palabre.domain.passing import CareOffered
from palabre.domain.presence import Person, PresenceDiff
from palabre.domain.reaction import Reacted
from palabre.domain.room import Room
from palabre.gateway.feed import RoomFeed
from palabre.gateway.framing import text_frame
from palabre.gateway.membership import Membership
from palabre.gateway.outbound import Outbound
from palabre.gateway.state import NOTHING, RoomStates
from palabre.gateway.stream import RoomStream
from palabre.gateway.turns import Timers, Turns
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.protocol.commands import Since
from palabre.protocol.conversion import cover_info, held_event, refused_event, wire_care, wire_reactions
from palabre.protocol.encoding import encode
from palabre.protocol.events import (
    CoverChangedEvent,
    HidingChangedEvent,
    MentionNoticedEvent,
    PresenceChangedEvent,
    ReactionsChangedEvent,
    TypingEvent,
)
from palabre.services.directory import RoomDirectory
from palabre.services.entering import Seat
from palabre.services.oneself import Own


def seated(seat: Seat) -> Own | None:
    """The guest of a seat as they sat down."""
    return Own(person=seat.you) if seat.you else None


def may_stay(seat: Seat, room: Room) -> bool:
    """A room for guests turns spectators out."""
    return seat.session_id is not None or room.settings.readers == "everyone"


def uncovered(_: Room) -> Covered | None:
    """Nothing is known of who watches over a room."""
    return None


class Hub:
    """Registers connections in rooms and feeds them. A connection enters at one instant of the room's feed."""

    def __init__(
        self,
        directory: RoomDirectory,
        presence: Presence,
        clock: Clock,
        *,
        coalesce_ms: int,
        keep_seconds: int,
        own: Callable[[Seat], Own | None] = seated,
        cover: Callable[[Room], Covered | None] = uncovered,
        stays: Callable[[Seat, Room], bool] = may_stay,
        loop: Callable[[], Timers] = asyncio.get_running_loop,
    ) -> None:
        self._directory = directory
        self._presence = presence
        self._clock = clock
        self._states = RoomStates(directory, presence, own, cover, keep_seconds)
        self._stays = stays
        self._coalesce_s = coalesce_ms / 1000
        self._keep_seconds = keep_seconds
        self._loop = loop
        self._turns: Turns | None = None
        self._feeds: dict[int, RoomFeed] = {}
        self._reacted: set[int] = set()
        # By connection, the refused messages it was told of: once is enough.
        self._told_refused: dict[int, frozenset[str]] = {}
        self.deliver: Callable[[RoomStream, LogEvent, bytes], None] = self._deliver

    def enter(
        self,
        stream: RoomStream,
        seat: Seat,
        connection_id: int,
        outbound: Outbound,
        since: Since | None,
        reply: bytes = b"",
    ) -> None:
        """Tell the connection the room's state, after `reply` (a frame), and everything that comes then.

        Entering again starts afresh.
        """
        feed = self._feed(seat.room, stream)
        self.leave(seat.room.id, connection_id, lost=False, quietly=True)
        self._presence.arrive(seat.room.id, connection_id, seat.session_id)
        member = Membership(connection_id, outbound, seat, told=feed.sequence, told_offset=stream.head)
        member.hidden_tags = self._states.hidden_tags(seat)
        feed.join(member)
        self._tell_state(feed, member, since, gap=False, reply=reply)

    def leave(self, room_id: int, connection_id: int, *, lost: bool, quietly: bool = False) -> None:
        """The connection reads this room no more. `quietly` leaves presence as it is."""
        feed = self._feeds.get(room_id)
        member = feed.part(connection_id) if feed else None
        if member is not None and not quietly:
            self._presence.depart(room_id, connection_id, lost=lost, now=self._clock.monotonic())

    def forget(self, connection_id: int) -> None:
        """The connection is over."""
        self._told_refused.pop(connection_id, None)

    def lags(self, room_ids: Iterable[int]) -> None:
        """A connection in these rooms lags: it is told nothing until it has drained."""
        for room_id in room_ids:
            if (feed := self._feeds.get(room_id)) is not None:
                feed.regroup()

    def catch_up(self, connection_id: int, room_ids: set[int]) -> None:
        """A connection that lagged has drained: give it what it missed, or a snapshot."""
        for room_id in room_ids:
            feed = self._feeds.get(room_id)
            member = feed.members.get(connection_id) if feed else None
            if feed is None or member is None:
                continue
            feed.regroup()
            if member.missed_from is None:
                continue
            since = Since(epoch=feed.stream.epoch, offset=member.missed_from, reactions=member.told_reactions)
            member.missed_from = None
            # It may have missed that a message of theirs was refused.
            self.forget(connection_id)
            member.told, member.told_offset = feed.sequence, feed.stream.head
            # Others' comings and goings that it missed are told again to whoever is told a state in between.
            self._presence.arrive(room_id, connection_id, member.seat.session_id)
            self._tell_state(feed, member, since, gap=True)

    def announce(self, diff: PresenceDiff) -> None:
        """Tell a room the net change of who is there: names to guests, counts to spectators."""
        room = self._directory.by_id(diff.room_id)
        feed = self._feeds.get(diff.room_id)
        if room is None or feed is None or room.privacy == "conversation":
            return
        plain_event = PresenceChangedEvent(
            room=room.slug, present=diff.counts.present, spectators=diff.counts.spectators
        )
        plain = encode(plain_event)
        if not (diff.joined or diff.left or diff.people is not None):
            feed.pass_on(plain, for_guests=True, for_spectators=True)
            return
        named = msgspec.structs.replace(plain_event, joined=diff.joined, left=diff.left, people=diff.people)
        feed.pass_on(encode(named), for_guests=True, for_spectators=False)
        feed.pass_on(plain, for_guests=False, for_spectators=True)

    def tell_writers(self, room_id: int, people: tuple[Person, ...]) -> None:
        """Tell the guests of a room who is writing there: everyone, or nobody any more."""
        feed = self._feeds.get(room_id)
        if feed is not None:
            feed.typing = encode(TypingEvent(room=feed.stream.slug, people=people)) if people else b""
            said = feed.typing or encode(TypingEvent(room=feed.stream.slug, people=()))
            feed.pass_on(said, for_guests=True, for_spectators=False)

    def tell_cover(self, room_id: int, covered: Covered) -> None:
        """Tell everyone in a room who watches over it from now on."""
        feed = self._feeds.get(room_id)
        if feed is not None:
            info = cover_info(covered)
            event = CoverChangedEvent(
                room=feed.stream.slug,
                cover=info.cover,
                moderators=info.moderators,
                slow_mode_seconds=info.slow_mode_seconds,
            )
            feed.pass_on(encode(event), for_guests=True, for_spectators=True)

    def react(self, room_id: int, reacted: Reacted) -> None:
        """The reactions under a message changed; told with the next `tell_reactions`."""
        feed = self._feeds.get(room_id)
        if feed is not None and feed.members:
            known = feed.reacted.get(reacted.message_id)
            if known is None or known.version < reacted.version:
                feed.reacted[reacted.message_id] = reacted
                self._reacted.add(room_id)

    def tell_reactions(self) -> None:
        """Tell each room what changed since the last call: each message once, the latest version last.

        In this order, the greatest version a reader was told says what it has still to be told.
        """
        rooms, self._reacted = self._reacted, set()
        for feed in [self._feeds[room_id] for room_id in rooms if room_id in self._feeds]:
            changed, feed.reacted = feed.reacted, {}
            told = (reacted for reacted in changed.values() if not feed.stream.took_back(reacted.offset))
            for reacted in sorted(told, key=lambda each: each.version):
                wire = wire_reactions(reacted)
                event = ReactionsChangedEvent(
                    room=feed.stream.slug, message_id=wire.message_id, version=wire.version, counts=wire.counts
                )
                feed.pass_on(encode(event), for_guests=True, for_spectators=True)

    def mention(self, room_id: int, session_id: str, message_id: str) -> None:
        """Tell a guest's connections in a room that a message names them."""
        feed = self._feeds.get(room_id)
        if feed is not None:
            event = MentionNoticedEvent(room=feed.stream.slug, message_id=message_id)
            feed.tell(session_id, encode(event))

    def hold(self, held: Held) -> None:
        """Tell a guest's connections in a room that a message of theirs waits there."""
        feed = self._feeds.get(held.draft.room_id)
        if feed is not None:
            feed.tell(held.draft.session_id, encode(held_event(held, room=feed.stream.slug)))

    def refuse(self, session_id: str, refused: RefusedMessage) -> None:
        """Tell them that one will not be shown."""
        feed = self._feeds.get(refused.room_id)
        if feed is not None:
            for member in feed.members_of(session_id):
                self._remember_refused(member.connection_id, frozenset((refused.message_id,)))
            feed.tell(session_id, encode(refused_event(refused, room=feed.stream.slug)))

    def care(self, offered: CareOffered) -> None:
        """Offer help lines to a guest's connections in a room."""
        feed = self._feeds.get(offered.room_id)
        if feed is not None:
            feed.tell(offered.session_id, encode(wire_care(offered, feed.stream.slug)))

    def hide(self, room_id: int, session_id: str) -> None:
        """A guest hides someone else in a room, or someone less: filter for each of their connections, and say so."""
        feed = self._feeds.get(room_id)
        members = feed.members_of(session_id) if feed else []
        if feed is None or not members:
            return
        for member in members:
            member.hidden_tags = self._states.hidden_tags(member.seat)
        feed.regroup()
        people = self._states.hidden(members[0].seat)
        feed.tell(session_id, encode(HidingChangedEvent(room=feed.stream.slug, people=people)))

    def retell_guests(self, room_id: int) -> bool:
        """Tell each guest of a room its state again, themself included: their tag changed with the day.

        Returns whether it could be done now; not while frames are on their way, which would be told twice.
        """
        feed = self._feeds.get(room_id)
        if feed is None:
            return True
        if feed.is_busy():
            return False
        feed.typing = b""
        stream = feed.stream
        as_now = Since(epoch=stream.epoch, offset=stream.head, reactions=stream.reactions_version)
        for member in [member for member in feed.members.values() if member.is_guest]:
            if not member.outbound.lagging:
                self._tell_state(feed, member, as_now, gap=True)
        return True

    def is_served(self, room_id: int) -> bool:
        """Whether a connection of this node reads this room."""
        feed = self._feeds.get(room_id)
        return feed is not None and bool(feed.members)

    def is_member(self, room_id: int, connection_id: int) -> bool:
        """Whether this connection reads this room."""
        feed = self._feeds.get(room_id)
        return feed is not None and connection_id in feed.members

    def is_busy(self, room_id: int) -> bool:
        """Whether a frame has still to be written to some reader of this room."""
        feed = self._feeds.get(room_id)
        return feed is not None and feed.is_busy()

    def _deliver(self, stream: RoomStream, event: LogEvent, payload: bytes) -> None:
        feed = self._feeds.get(event.room_id)
        if feed is not None:
            if isinstance(event, MessageRemoved):
                feed.reacted.pop(event.message_id, None)
            if isinstance(event, RoomChanged):
                self._turn_out(feed, event, payload)
            feed.log(payload, event.offset, stream.tag_of(event))

    def _turn_out(self, feed: RoomFeed, event: RoomChanged, payload: bytes) -> None:
        """Who may not read the room as it is from now on is told how it is, and nothing after it."""
        for member in [*feed.members.values()]:
            room = msgspec.structs.replace(member.seat.room, settings=event.settings, closed=event.closed)
            if self._stays(member.seat, room):
                continue
            if not member.outbound.lagging:
                member.outbound.write(text_frame(payload))
            self.leave(room.id, member.connection_id, lost=False)

    def _remember_refused(self, connection_id: int, message_ids: frozenset[str]) -> None:
        if message_ids:
            self._told_refused[connection_id] = self._told_refused.get(connection_id, NOTHING) | message_ids

    def _feed(self, room: Room, stream: RoomStream) -> RoomFeed:
        feed = self._feeds.get(room.id)
        if feed is None or feed.stream is not stream:
            loop = self._loop()
            self._turns = self._turns or Turns(loop)
            feed = RoomFeed(stream, coalesce_s=self._coalesce_s, loop=loop, turns=self._turns)
            self._feeds[room.id] = feed
        return feed

    def _tell_state(
        self, feed: RoomFeed, member: Membership, since: Since | None, *, gap: bool, reply: bytes = b""
    ) -> None:
        feed.stream.expire(self._clock.now_ms() - self._keep_seconds * 1000)
        known = self._told_refused.get(member.connection_id, NOTHING)
        payload = self._states.tell(feed.stream, member.seat, since, gap=gap, known=known)
        self._remember_refused(member.connection_id, self._states.refused(member.seat))
        member.told_reactions = feed.stream.reactions_version
        typing = text_frame(feed.typing) if feed.typing and member.is_guest else b""
        # One write: a system call costs more than putting these together, and thousands may come back at once.
        member.outbound.write(b"".join((reply, text_frame(payload), typing)))
