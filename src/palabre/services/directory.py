"""The directory: the rooms of this instance as they are now, in memory."""

from collections.abc import Sequence

import msgspec

from palabre.domain.log import LogEvent, RoomChanged
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room


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
        room = self._by_id[event.room_id]
        self.put(msgspec.structs.replace(room, settings=event.settings, closed=event.closed))

    def by_slug(self, slug: str) -> Room | None:
        return self._by_slug.get(slug)

    def by_id(self, room_id: int) -> Room | None:
        return self._by_id.get(room_id)

    def open_room(self, slug: str) -> Room:
        """The room of this slug; raises Refusal `not_found` or `room_closed`."""
        room = self._by_slug.get(slug)
        if room is None:
            raise Refusal("not_found")
        if room.closed:
            raise Refusal("room_closed")
        return room

    def all(self) -> list[Room]:
        return list(self._by_id.values())

    def _advance(self, room_id: int, offset: int) -> None:
        if offset > self._heads.get(room_id, 0):
            self._heads[room_id] = offset
