"""Being alone: one server on a database at a time, as one on a data directory; PostgreSQL keeps the lock."""

from contextlib import suppress
from typing import Self

import asyncpg

from palabre.adapters.sql.postgres.connection import COMMAND_S, FAILURES
from palabre.adapters.sql.postgres.schema import DatabaseUnusable

# Of this database only: PostgreSQL counts advisory locks per database. "palabre" in bytes.
KEY = int.from_bytes(b"palabre", "big")


class Alone:
    """An advisory lock, held by a connection of its own; PostgreSQL lets go of it when the connection ends."""

    def __init__(self, url: str, connection: asyncpg.Connection) -> None:
        self._url = url
        self._connection = connection

    @classmethod
    async def take(cls, url: str) -> Self:
        """Hold the database at `url`; raises DatabaseUnusable when another server does, and FAILURES."""
        connection = await asked(url)
        if connection is None:
            raise DatabaseUnusable("another Palabre already serves this PostgreSQL database")
        return cls(url, connection)

    async def holds(self) -> bool:
        """Whether it is still held; after PostgreSQL was away it is asked for again."""
        try:
            if self._connection.is_closed():
                self._connection = await asked(self._url) or self._connection
            if self._connection.is_closed():
                return False
            await self._connection.execute("SELECT 1")
        except FAILURES:
            return False
        return True

    async def release(self) -> None:
        """Let go."""
        with suppress(*FAILURES):
            await self._connection.close(timeout=COMMAND_S)


async def asked(url: str) -> asyncpg.Connection | None:
    """A connection that holds the lock; None when another one does."""
    connection = await asyncpg.connect(url, timeout=COMMAND_S, command_timeout=COMMAND_S)
    if await connection.fetchval("SELECT pg_try_advisory_lock($1)", KEY):
        return connection
    await connection.close()
    return None
