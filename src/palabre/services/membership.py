"""Membership: who is in which private room or conversation, at hand wherever somebody asks for one."""

from collections.abc import Callable, Sequence

import msgspec

from palabre.domain.member import REPORTABLE_MS, Member, Place, PlaceNow
from palabre.domain.moderation.event import Deed
from palabre.domain.passing import MembershipEnded
from palabre.domain.room import Room
from palabre.domain.staff import Staff
from palabre.ports.clock import Clock
from palabre.ports.connections import Connections
from palabre.ports.members import MemberStore
from palabre.services.directory import RoomDirectory

# Who came in while the store was read is not dropped for it.
SETTLED_MS = 60_000


class Members:
    """To whoever is in none of them, none of them is there."""

    def __init__(
        self, store: MemberStore, directory: RoomDirectory, clock: Clock, has_ended: Callable[[str], bool]
    ) -> None:
        self._store = store
        self._directory = directory
        self._clock = clock
        self._has_ended = has_ended
        self._connections: Connections | None = None
        self._by_room: dict[int, dict[str, Member]] = {}
        self._by_session: dict[str, set[int]] = {}
        self._found_over: set[tuple[int, str]] = set()

    def listen(self, connections: Connections) -> None:
        """Whose entitlements end with a membership."""
        self._connections = connections

    async def start(self) -> None:
        """As things stand; raises StoreUnavailable."""
        for member in await self._store.members():
            self._put(member)

    def may_see(self, room: Room, session_id: str | None, staff: Staff | None = None) -> bool:
        """Whether this room is there at all for them: the one question asked before any other.

        Who answers for the whole place sees private rooms; conversations are seen by those in them alone.
        """
        if room.is_public or self.is_in(room.id, session_id):
            return True
        return room.privacy == "private" and answers_for_all(staff)

    def is_in(self, room_id: int, session_id: str | None) -> bool:
        """Whether they are a member now."""
        member = self.member(room_id, session_id)
        return member is not None and member.is_in

    def may_report(self, room: Room, session_id: str) -> bool:
        """Whether what they were shown of a room with members is theirs to report, also for a day after it ended."""
        member = self.member(room.id, session_id)
        return member is not None and member.may_report(self._clock.now_ms())

    def member(self, room_id: int, session_id: str | None) -> Member | None:
        """A member as they are, or were."""
        return None if session_id is None else self._by_room.get(room_id, {}).get(session_id)

    def of(self, room_id: int) -> tuple[Member, ...]:
        """Who is in it now, the first come first."""
        return tuple(member for member in self._by_room.get(room_id, {}).values() if member.is_in)

    def all(self, room_id: int) -> tuple[Member, ...]:
        """Who is in it, or was and is still known, the first come first."""
        return tuple(self._by_room.get(room_id, {}).values())

    def besides(self, room_id: int, session_id: str) -> tuple[Member, ...]:
        """Who else is in it, or was and is still known, the first come first."""
        return tuple(member for member in self._by_room.get(room_id, {}).values() if member.session_id != session_id)

    def rooms_of(self, session_id: str) -> list[Room]:
        """What a guest is in, or was and may still report, in the order they were made."""
        found = (self._directory.by_id(room_id) for room_id in sorted(self._by_session.get(session_id, ())))
        return [room for room in found if room is not None]

    async def create(self, place: Place, members: Sequence[Member], *, most_owned: int | None = None) -> Room:
        """Make a place with its first members; raises as `MemberStore.create_place`, and StoreUnavailable."""
        room = await self._store.create_place(place, members, most_owned=most_owned)
        self.take_in(room, members)
        return room

    def take_in(self, room: Room, members: Sequence[Member]) -> None:
        """A place was made with these members."""
        self._directory.put(room)
        for member in members:
            self._put(msgspec.structs.replace(member, room_id=room.id))

    def renew(self, now: PlaceNow) -> list[Member]:
        """Take in a place as it is stored, whichever process changed it; return those who were in it and are no more,
        or were when it closed: nothing of it reaches them from now on."""
        known, before = self._directory.by_id(now.room.id), dict(self._by_room.get(now.room.id, {}))
        # That it is closed may be known by its log already; nobody was put out of it for that.
        closes = known is not None and known.ends_ms is None and now.room.ends_ms is not None
        self._directory.put(now.room if known is None else later_of(known, now.room))
        for member in now.members:
            if not is_outdated(member, before.get(member.session_id)):
                self._put(member)
        was_in = [member for member in now.members if member.session_id in before and before[member.session_id].is_in]
        gone = [member for member in was_in if closes or not member.is_in]
        for member in gone:
            self._put_out(now.room, member.session_id)
        return gone

    def is_over_for(self, room: Room, session_id: str | None) -> bool:
        """Whether a conversation has lost one of its two: whoever asks finds out so, and is taken out soon after."""
        if room.privacy != "conversation" or len(self.of(room.id)) > 1:
            return False
        if session_id is not None:
            self._found_over.add((room.id, session_id))
        return True

    def take_found_over(self) -> list[tuple[int, str]]:
        """Who found which conversation over since the last call, by room id and session."""
        found, self._found_over = self._found_over, set()
        return sorted(found)

    async def join(self, member: Member) -> bool:
        """They are in it from now on; False when it has closed. Raises StoreUnavailable."""
        if not await self._store.join(member):
            return False
        self._put(member)
        return True

    async def come_in(self, digest: bytes, member: Member) -> bool:
        """The same by an invitation, which is good for one less; False when it is good no more."""
        if not await self._store.use_invitation(digest, member):
            return False
        self._put(member)
        return True

    async def open(self, room: Room, deed: Deed) -> Room | None:
        """Let others in than proven adults; None when it was so. Raises StoreUnavailable."""
        if not await self._store.open_place(room.id, deed):
            return None
        opened = msgspec.structs.replace(self._directory.by_id(room.id) or room, opened=True)
        self._directory.put(opened)
        return opened

    def tell(self, fact: MembershipEnded) -> None:
        """Tell a session's own connections."""
        if self._connections is not None:
            self._connections.tell(fact.session_id, fact)

    async def part(self, room: Room, session_id: str, *, removed: bool = False, reason: str = "") -> Member | None:
        """They are in it no more: nothing of it reaches them from now on. None when they were not in it.

        Raises StoreUnavailable.
        """
        now = self._clock.now_ms()
        member = await self._store.part(room.id, session_id, now, removed=removed, reason=reason)
        if member is not None:
            self._put(member)
            self._disown(room, session_id)
            self._put_out(room, session_id)
        return member

    async def close(self, room: Room) -> None:
        """It is over for everyone in it; for a day they may report what they were shown. Raises StoreUnavailable."""
        ends_ms = self._clock.now_ms() + REPORTABLE_MS
        event = await self._store.close_place(room.id, ends_ms)
        self._directory.apply(event)
        closed = self._directory.by_id(room.id) or room
        self._directory.put(msgspec.structs.replace(closed, owner=None, ends_ms=ends_ms))
        for session_id in self._by_room.get(room.id, {}):
            self._put_out(room, session_id)

    async def erase(self, room: Room) -> None:
        """Nothing of it is kept. Raises StoreUnavailable."""
        await self._store.erase_place(room.id)
        self._directory.drop(room.id)
        for session_id in self._by_room.pop(room.id, {}):
            self._forget_room(session_id, room.id)

    async def refresh(self) -> None:
        """Drop who is a member no more: the store ends sessions that nobody came back with. Raises StoreUnavailable."""
        settled_ms = self._clock.now_ms() - SETTLED_MS
        kept = {(member.room_id, member.session_id) for member in await self._store.members()}
        gone = [
            (member.room_id, member.session_id)
            for members in self._by_room.values()
            for member in members.values()
            if member.since_ms < settled_ms and (member.room_id, member.session_id) not in kept
        ]
        for room_id, session_id in gone:
            self._by_room[room_id].pop(session_id, None)
            self._forget_room(session_id, room_id)

    def forget(self, session_id: str) -> None:
        """The session is over: its memberships ended with it. One that is only not in use may come back."""
        if not self._has_ended(session_id):
            return
        for room_id in self._by_session.pop(session_id, set()):
            self._by_room.get(room_id, {}).pop(session_id, None)

    def _put(self, member: Member) -> None:
        self._by_room.setdefault(member.room_id, {})[member.session_id] = member
        self._by_session.setdefault(member.session_id, set()).add(member.room_id)

    def _disown(self, room: Room, session_id: str) -> None:
        known = self._directory.by_id(room.id)
        if known is not None and known.owner == session_id:
            self._directory.put(msgspec.structs.replace(known, owner=None))

    def _put_out(self, room: Room, session_id: str) -> None:
        if self._connections is not None:
            self._connections.put_out_for_good(session_id, room.id)

    def _forget_room(self, session_id: str, room_id: int) -> None:
        rooms = self._by_session.get(session_id, set())
        rooms.discard(room_id)
        if not rooms:
            self._by_session.pop(session_id, None)


def later_of(known: Room, stored: Room) -> Room:
    """Both together: it may have changed here since it was read, and none of this is ever undone. What it is called is
    told by its log."""
    return msgspec.structs.replace(
        known,
        closed=known.closed or stored.closed,
        opened=known.opened or stored.opened,
        owner=known.owner if known.owner == stored.owner else None,
        ends_ms=known.ends_ms or stored.ends_ms,
    )


def is_outdated(stored: Member, known: Member | None) -> bool:
    """Whether they left here since it was read."""
    return stored.is_in and known is not None and known.left_ms is not None and stored.since_ms <= known.left_ms


def answers_for_all(staff: Staff | None) -> bool:
    """Whether they decide for the whole place."""
    return staff is not None and staff.rooms is None and staff.may("decide")
