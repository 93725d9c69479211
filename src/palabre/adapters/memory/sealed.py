"""Texts hidden by an edit or a removal, in memory."""

from palabre.adapters.memory.tables import Tables
from palabre.ports.store import SealedVersion


class MemorySealed:
    """Sealed texts outlive their message: who was shown one may still report it."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def sealed_versions(self, message_id: str) -> list[SealedVersion]:
        found = [version for version in self._tables.sealed if version.message_id == message_id]
        return sorted(found, key=lambda version: version.version)

    async def destroy_sealed(self, now_ms: int, rows: int) -> int:
        self._tables.require_writable()
        due = [version for version in self._tables.sealed if version.expires_ms <= now_ms]
        due.sort(key=lambda version: (version.expires_ms, version.message_id, version.version))
        for version in due[:rows]:
            self._tables.sealed.remove(version)
        over = [faded for faded in self._tables.faded if faded.expires_ms <= now_ms][: rows - len(due[:rows])]
        for faded in over:
            self._tables.faded.remove(faded)
        return len(due[:rows]) + len(over)
