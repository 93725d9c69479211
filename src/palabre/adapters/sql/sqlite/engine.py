"""SQLite behind the store: the log writer, the readers, the directory held."""

import asyncio
import sqlite3
from contextlib import closing
from functools import partial
from typing import TypeVar

from palabre.adapters.sql.sqlite.connection import connect, connect_to_read
from palabre.adapters.sql.sqlite.damage import Damage
from palabre.adapters.sql.sqlite.directory import DataDirectory
from palabre.adapters.sql.sqlite.readers import Readers
from palabre.adapters.sql.sqlite.writer import LogWriter
from palabre.adapters.sql.statement import Operation
from palabre.adapters.sql.writes import Write
from palabre.ports.bus import Bus
from palabre.ports.sealer import Sealer
from palabre.ports.vault import Vault

T = TypeVar("T")


class SqliteEngine:
    """Takes over the directory it was given, and its open connection."""

    def __init__(
        self,
        directory: DataDirectory,
        connection: sqlite3.Connection,
        *,
        bus: Bus,
        sealer: Sealer,
        vault: Vault | None = None,
        busy_s: float,
    ) -> None:
        self.sealer = sealer
        self._directory = directory
        self._damage = Damage()
        self._connect = partial(connect_to_read, directory.path, busy_s=busy_s)
        anew = partial(connect, directory.path, busy_s=busy_s)
        self._writer = LogWriter(connection, anew, self._damage, bus=bus, sealer=sealer, vault=vault)
        self._readers = Readers(self._connect, self._damage)

    async def write(self, write: Write[T]) -> T:
        return await self._writer.write(write)

    async def write_after_all(self, write: Write[T]) -> list[T]:
        return [await self._writer.write(write)]

    async def read(self, operation: Operation[T]) -> T:
        return await self._readers.read(operation)

    async def is_sound(self) -> bool:
        return not self._damage.is_known and await asyncio.to_thread(self._look)

    def _look(self) -> bool:
        """With a connection of its own: the others hold in memory what the file may no longer be."""
        try:
            with closing(self._connect()) as connection:
                connection.execute("SELECT count(*) FROM rooms").fetchall()
        except sqlite3.Error as error:
            self._damage.note(error)
            return False
        return True

    async def close(self) -> None:
        await self._writer.close()
        await self._readers.close()
        self._directory.release()
