"""Unread: how much a guest has not read of the places they are a member of, told where these are not on screen."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from palabre.domain.log import LogEvent, MessagePosted
from palabre.domain.room import Room
from palabre.ports.clock import Clock
from palabre.ports.connections import Connections
from palabre.ports.store import RoomLog, StoreUnavailable
from palabre.protocol.events import UnreadChangedEvent
from palabre.services.directory import RoomDirectory
from palabre.services.entitling import Entitling
from palabre.services.hiding import Hidden
from palabre.services.marking import ReadMarks
from palabre.services.membership import Members
from palabre.services.tagging import Tagging

# Of the last events of a room no more than these are looked at.
UNREAD_COUNTED = 200
# A tab that shows a place says within this what of it was read.
MARKED_WITHIN_S = 3.0


class Unread:
    """What others wrote past a guest's read mark; nothing of whom they hide there."""

    def __init__(
        self, store: RoomLog, marks: ReadMarks, hidden: Hidden, tagging: Tagging, directory: RoomDirectory
    ) -> None:
        self._store = store
        self._marks = marks
        self._hidden = hidden
        self._tagging = tagging
        self._directory = directory

    def read(self, room_id: int, session_id: str) -> int:
        """The offset up to which they said to have read."""
        return self._marks.read(room_id, session_id) or 0

    async def count(self, room: Room, session_id: str) -> int:
        """Raises StoreUnavailable."""
        return (await self.counts(room, (session_id,)))[session_id]

    async def counts(self, room: Room, session_ids: Iterable[str]) -> dict[str, int]:
        """The same of several guests, by one reading of the room; raises StoreUnavailable."""
        read = {session_id: self.read(room.id, session_id) for session_id in session_ids}
        head = self._directory.head(room.id)
        after = max(min(read.values(), default=head), head - UNREAD_COUNTED)
        events = await self._store.since(room.id, after, UNREAD_COUNTED) if after < head else []
        posted = [event for event in events if isinstance(event, MessagePosted) and not event.message.removed]
        return {session_id: await self._among(posted, room, session_id, mark) for session_id, mark in read.items()}

    async def _among(self, posted: Sequence[MessagePosted], room: Room, session_id: str, mark: int) -> int:
        if not posted or posted[-1].offset <= mark:
            return 0
        hidden = await self._hidden.tags(room.id, session_id)
        # The tags of the other of two change at midnight: whoever hides one of them hides the other.
        if hidden and room.privacy == "conversation":
            return 0
        passed_over = hidden | {self._tagging.tag(room.id, session_id)}
        return sum(event.offset > mark and event.message.author.tag not in passed_over for event in posted)


class Waited(NamedTuple):
    """A guest whose own tab shows a place: until when it may say what was read, and what it had said by then."""

    due: float
    read: int


class Audience:
    """Who of a place is connected, and on which connections they may be told of what they do not see of it."""

    def __init__(self, members: Members, entitling: Entitling, connections: Connections) -> None:
        self._members = members
        self._entitling = entitling
        self._connections = connections

    def connected(self, room: Room) -> list[str]:
        """The members who are connected to this node."""
        sessions = (member.session_id for member in self._members.of(room.id))
        return [session_id for session_id in sessions if self._connections.is_connected(session_id)]

    def elsewhere(self, room: Room, session_id: str) -> list[int]:
        """Those of a guest's connections that do not show the place."""
        found = self._connections.elsewhere(session_id, room.id)
        return [each for each in found if self._entitling.may_be_told(room, each, session_id)]

    def shows(self, room: Room, session_id: str) -> bool:
        """Whether one of them does."""
        return self._connections.is_reading(session_id, room.id)

    def tell(self, connection_ids: Iterable[int], event: UnreadChangedEvent) -> None:
        self._connections.notify_on(connection_ids, event)


class UnreadTold:
    """Told once a second at most: a message costs no more than a note that its room changed, however many are members.

    A guest with a tab that shows the place is given the time to say that it was read; none of their other tabs rings
    for what they are reading.
    """

    def __init__(self, unread: Unread, audience: Audience, directory: RoomDirectory, clock: Clock) -> None:
        self._unread = unread
        self._audience = audience
        self._directory = directory
        self._clock = clock
        self._changed: set[int] = set()
        self._marked: set[tuple[int, str]] = set()
        self._waited: dict[tuple[int, str], Waited] = {}
        # To whom something may be shown as unread: only they are told that nothing is any more.
        self._told: set[tuple[int, str]] = set()

    def take(self, events: Sequence[LogEvent]) -> None:
        """Take in committed events (the Bus calls this)."""
        for event in events:
            room = self._directory.by_id(event.room_id)
            if room is not None and not room.is_public:
                self._changed.add(room.id)

    def marked(self, room: Room, session_id: str) -> None:
        """They said to have read more."""
        if (room.id, session_id) in self._told:
            self._marked.add((room.id, session_id))

    async def count(self, room: Room, session_id: str) -> int:
        """What they are told when they ask themselves; raises StoreUnavailable."""
        unread = await self._unread.count(room, session_id)
        if unread:
            self._told.add((room.id, session_id))
        return unread

    async def step(self) -> None:
        """Tell what changed since the last step; raises StoreUnavailable, and tells it the next time."""
        changed, self._changed = self._changed, set()
        marked, self._marked = self._marked, set()
        try:
            for room_id, sessions in self._due(changed, marked).items():
                room = self._directory.by_id(room_id)
                if room is not None and not room.closed:
                    await self._tell(room, sessions)
        except StoreUnavailable:
            # Told twice is the same number; told never would be a message nobody hears of.
            self._changed |= changed
            self._marked |= marked
            raise

    def forget(self, session_id: str) -> None:
        """The session is over, or not in use: who comes back asks."""
        self._told = {key for key in self._told if key[1] != session_id}
        self._waited = {key: waited for key, waited in self._waited.items() if key[1] != session_id}

    def _due(self, changed: set[int], marked: set[tuple[int, str]]) -> dict[int, set[str]]:
        """By room, whose number may be another by now."""
        due: dict[int, set[str]] = {}
        for room_id in changed:
            room = self._directory.by_id(room_id)
            for session_id in self._audience.connected(room) if room is not None else ():
                if not self._is_waited(room_id, session_id):
                    due.setdefault(room_id, set()).add(session_id)
        now = self._clock.monotonic()
        for room_id, session_id in marked | {key for key, waited in self._waited.items() if waited.due <= now}:
            due.setdefault(room_id, set()).add(session_id)
        return due

    def _is_waited(self, room_id: int, session_id: str) -> bool:
        """Whether a tab of theirs shows the place, and is to be given time."""
        room = self._directory.by_id(room_id)
        if room is None or not self._audience.shows(room, session_id):
            return False
        self._waited.setdefault((room_id, session_id), self._wait(room_id, session_id))
        return True

    def _wait(self, room_id: int, session_id: str) -> Waited:
        return Waited(self._clock.monotonic() + MARKED_WITHIN_S, self._unread.read(room_id, session_id))

    async def _tell(self, room: Room, session_ids: Iterable[str]) -> None:
        outside = {session_id: self._audience.elsewhere(room, session_id) for session_id in session_ids}
        asked = [session_id for session_id, connections in outside.items() if connections]
        for session_id in outside.keys() - set(asked):
            self._waited.pop((room.id, session_id), None)
        for session_id, unread in (await self._unread.counts(room, asked)).items() if asked else ():
            if self._is_being_read(room, session_id, unread):
                continue
            key = (room.id, session_id)
            if unread or key in self._told:
                self._audience.tell(outside[session_id], UnreadChangedEvent(room=room.slug, unread=unread))
            (self._told.add if unread else self._told.discard)(key)

    def _is_being_read(self, room: Room, session_id: str, unread: int) -> bool:
        """Whether what is left came after what their tab said to have read: it is given time again."""
        waited = self._waited.pop((room.id, session_id), None)
        if waited is None or not unread or self._unread.read(room.id, session_id) <= waited.read:
            return False
        self._waited[room.id, session_id] = self._wait(room.id, session_id)
        return True
