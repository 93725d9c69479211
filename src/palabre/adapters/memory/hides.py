"""Whom guests hide, in memory."""

from palabre.adapters.memory.tables import Tables
from palabre.domain.hiding import Hide


class MemoryHides:
    """Keyed by who hides, where, and whom."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def hide(self, hide: Hide) -> None:
        self._tables.require_writable()
        self._tables.hides.setdefault((hide.session_id, hide.room_id, hide.tag), hide)

    async def unhide(self, session_id: str, room_id: int, tag: str) -> None:
        self._tables.require_writable()
        self._tables.hides.pop((session_id, room_id, tag), None)

    async def hides(self, session_id: str) -> list[Hide]:
        found = [hide for hide in self._tables.hides.values() if hide.session_id == session_id]
        return sorted(found, key=lambda hide: (hide.at_ms, hide.room_id, hide.tag))
