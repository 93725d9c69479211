"""The directory: the rooms of this instance as they are now, in memory."""

from collections.abc import Sequence

import msgspec

from palabre.domain.log import LogEvent, RoomChanged
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room

MAX_DIGITS = 10


class RoomDirectory:
    """Rooms by slug and by id, in order of creation. Closed rooms stay, so that they can say so."""

    def __init__(self) -> None:
        self._by_id: dict[int, Room] = {}
        self._by_slug: dict[str, Room] = {}
        self._heads: dict[int, int] = {}

    def put(self, room: Room) -> None:
        """Add a room, or replace what was known of it."""
        self._by_id[room.id] = room
        self._by_slug[room.slug] = room
        self._advance(room.id, room.head)

    def follow(self, events: Sequence[LogEvent]) -> None:
        """Take in committed events (the Bus calls this): heads, and changes of rooms."""
        for event in events:
            self._advance(event.room_id, event.offset)
            if isinstance(event, RoomChanged):
                self.apply(event)

    def head(self, room_id: int) -> int:
        """The offset of the last event of a room."""
        return self._heads.get(room_id, 0)

    def apply(self, event: RoomChanged) -> None:
        """Take in a committed change."""
        room = self._by_id.get(event.room_id)
        if room is None:
            return
        self.put(msgspec.structs.replace(room, settings=event.settings, closed=event.closed))

    def by_slug(self, slug: str) -> Room | None:
        return self._by_slug.get(slug)

    def by_handle(self, handle: str) -> Room | None:
        """The room the team calls so."""
        room = self._by_slug.get(handle)
        if room is not None:
            return room if room.is_public else None
        _, _, number = handle.rpartition("-")
        room = self._by_id.get(int(number)) if number.isdecimal() and len(number) < MAX_DIGITS else None
        return room if room is not None and room.handle == handle else None

    def by_id(self, room_id: int) -> Room | None:
        return self._by_id.get(room_id)

    def open_room(self, slug: str) -> Room:
        """The public room of this slug; raises Refusal `not_found` or `room_closed`."""
        room = self._by_slug.get(slug)
        if room is None or not room.is_public:
            raise Refusal("not_found")
        if room.closed:
            raise Refusal("room_closed")
        return room

    def drop(self, room_id: int) -> None:
        """It is kept no more."""
        room = self._by_id.pop(room_id, None)
        self._heads.pop(room_id, None)
        if room is not None:
            self._by_slug.pop(room.slug, None)

    def public(self) -> list[Room]:
        """The rooms that are there for everyone, closed ones included."""
        return [room for room in self._by_id.values() if room.is_public]

    def all(self) -> list[Room]:
        """Every room, private ones and conversations included: to be listed to nobody."""
        return list(self._by_id.values())

    def _advance(self, room_id: int, offset: int) -> None:
        if offset > self._heads.get(room_id, 0):
            self._heads[room_id] = offset
