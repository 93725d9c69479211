"""The part of the store that is about sealed connection records."""

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import vault
from palabre.adapters.sql.writes import plain
from palabre.ports.vault import KeptRecords


class SqlVaultStore:
    """Each method names the operation and who runs it: a log writer or a reader."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def vault_records(self, day: str, after: str, count: int) -> list[KeptRecords]:
        return await self._engine.read(vault.records(day, after, count))

    async def vault_days(self) -> list[str]:
        return await self._engine.read(vault.days())

    async def forget_vault(self, last: str, rows: int) -> int:
        return await self._engine.write(plain(vault.forget, last, rows))
