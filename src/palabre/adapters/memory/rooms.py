"""Rooms and the control log, in memory."""

from palabre.adapters.memory.tables import Tables
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room, RoomSettings
from palabre.ports.store import NEWS, ControlEntry


class MemoryRooms:
    """Rooms are numbered from 1 in order of creation, control entries likewise."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def rooms(self) -> list[Room]:
        return [log.room for log in self._tables.logs.values()]

    async def create_room(self, slug: str, settings: RoomSettings, epoch: str) -> Room:
        self._tables.require_writable()
        if any(log.room.slug == slug for log in self._tables.logs.values()):
            raise Refusal("conflict")
        return self._tables.add_room(Room(id=0, slug=slug, settings=settings, epoch=epoch))

    async def configured(self, slug: str) -> RoomSettings | None:
        return self._tables.configured.get(slug)

    async def set_configured(self, slug: str, settings: RoomSettings) -> None:
        self._tables.require_writable()
        self._tables.configured[slug] = settings

    async def control_after(self, seq: int) -> list[ControlEntry]:
        return [entry for entry in self._tables.control if entry.seq > seq]

    async def last_control(self, kind: str) -> ControlEntry | None:
        return next((entry for entry in reversed(self._tables.control) if entry.kind == kind), None)

    async def append_control(self, kind: str, data: bytes, at_ms: int) -> int:
        self._tables.require_writable()
        return self._tables.instruct(kind, data, at_ms)

    async def forget_control(self, before_ms: int, rows: int) -> int:
        self._tables.require_writable()
        cursor, control = self._tables.control_cursor, self._tables.control
        over = [each for each in control if each.kind in NEWS and each.seq <= cursor and each.at_ms < before_ms][:rows]
        self._tables.control = [entry for entry in control if entry not in over]
        return len(over)

    async def control_cursor(self) -> int:
        return self._tables.control_cursor

    async def set_control_cursor(self, seq: int) -> None:
        self._tables.require_writable()
        self._tables.control_cursor = seq
