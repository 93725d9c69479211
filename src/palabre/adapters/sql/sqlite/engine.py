"""SQLite behind the store: the log writer, the readers, the directory held."""

import sqlite3
from functools import partial
from typing import TypeVar

from palabre.adapters.sql.sqlite.connection import connect, connect_to_read
from palabre.adapters.sql.sqlite.directory import DataDirectory
from palabre.adapters.sql.sqlite.readers import Readers
from palabre.adapters.sql.sqlite.writer import LogWriter
from palabre.adapters.sql.statement import Operation
from palabre.adapters.sql.writes import Write
from palabre.ports.bus import Bus
from palabre.ports.sealer import Sealer

T = TypeVar("T")


class SqliteEngine:
    """Takes over the directory it was given, and its open connection."""

    def __init__(
        self, directory: DataDirectory, connection: sqlite3.Connection, *, bus: Bus, sealer: Sealer, busy_s: float
    ) -> None:
        self.sealer = sealer
        self._directory = directory
        self._writer = LogWriter(connection, partial(connect, directory.path, busy_s=busy_s), bus=bus, sealer=sealer)
        self._readers = Readers(partial(connect_to_read, directory.path, busy_s=busy_s))

    async def write(self, write: Write[T]) -> T:
        return await self._writer.write(write)

    async def write_after_all(self, write: Write[T]) -> list[T]:
        return [await self._writer.write(write)]

    async def read(self, operation: Operation[T]) -> T:
        return await self._readers.read(operation)

    async def close(self) -> None:
        await self._writer.close()
        await self._readers.close()
        self._directory.release()
