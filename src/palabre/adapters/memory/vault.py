"""Sealed connection records, in memory."""

from palabre.adapters.memory.tables import Tables
from palabre.ports.vault import KeptRecords


class MemoryVaultRecords:
    """They come in with what they are records of."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def vault_records(self, day: str, after: str, count: int) -> list[KeptRecords]:
        found = [each for each in self._tables.vault_records if each.records.day == day and each.id > after]
        return sorted(found, key=lambda each: each.id)[:count]

    async def vault_days(self) -> list[str]:
        return sorted({each.records.day for each in self._tables.vault_records})

    async def forget_vault(self, last: str, rows: int) -> int:
        self._tables.require_writable()
        due = [each for each in self._tables.vault_records if each.records.day <= last][:rows]
        for each in due:
            self._tables.vault_records.remove(each)
        return len(due)
