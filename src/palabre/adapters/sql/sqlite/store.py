"""Opening the store of a data directory."""

import asyncio
import sqlite3
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from palabre.adapters.sql.sqlite import schema
from palabre.adapters.sql.sqlite.connection import BUSY_S, connect
from palabre.adapters.sql.sqlite.directory import DataDirectory
from palabre.adapters.sql.sqlite.engine import SqliteEngine
from palabre.adapters.sql.store import SqlStore
from palabre.ports.bus import Bus
from palabre.ports.sealer import Sealer
from palabre.ports.vault import Vault


class SqliteStore(SqlStore):
    """The store of one server, in `palabre.sqlite3` of its data directory."""

    @classmethod
    async def open(
        cls, directory: Path, *, bus: Bus, sealer: Sealer, vault: Vault | None = None, busy_s: float = BUSY_S
    ) -> Self:
        """Hold `directory` and make its database ready; a locked database is waited for `busy_s` seconds.

        Raises DataDirectoryBusy or DatabaseUnusable.
        """
        held, connection = await asyncio.to_thread(take, directory, busy_s)
        return cls(SqliteEngine(held, connection, bus=bus, sealer=sealer, vault=vault, busy_s=busy_s))


def take(directory: Path, busy_s: float) -> tuple[DataDirectory, sqlite3.Connection]:
    """The directory held, and a connection to its database at this version."""
    with schema.explained(directory), ExitStack() as undo:
        held = DataDirectory.take(directory)
        undo.callback(held.release)
        connection = connect(directory, busy_s=busy_s)
        undo.callback(connection.close)
        schema.ensure(connection)
        undo.pop_all()
        return held, connection
