"""Connections to PostgreSQL, and running an operation on one."""

from typing import TypeVar

import asyncpg

from palabre.adapters.sql.statement import Operation

T = TypeVar("T")
# What asyncpg raises when the server is away, and not because of what it was asked.
AWAY = (OSError, TimeoutError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError)
FAILURES = (*AWAY, asyncpg.PostgresError, asyncpg.InternalClientError)
LOST_RACES = (asyncpg.UniqueViolationError, asyncpg.TransactionRollbackError)
MOST_CONNECTIONS = 8
COMMAND_S = 15.0


async def open_pool(url: str, *, lock_s: float) -> asyncpg.Pool:
    """A pool on `url` (postgresql://…); a lock is waited for `lock_s` seconds. Raises one of FAILURES."""
    return await asyncpg.create_pool(
        url,
        min_size=1,
        max_size=MOST_CONNECTIONS,
        timeout=COMMAND_S,
        command_timeout=COMMAND_S,
        reset=leave_as_is,
        server_settings={
            "application_name": "palabre",
            "lock_timeout": str(round(lock_s * 1000)),
            "idle_in_transaction_session_timeout": str(round(COMMAND_S * 1000)),
        },
    )


async def leave_as_is(connection: asyncpg.Connection) -> None:
    """Nothing here changes the state of a session, and asyncpg's own reset is one more round trip."""


def plain_url(url: str) -> str:
    """The address as asyncpg reads it, from one that may name the driver for SQLAlchemy."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme.partition('+')[0]}{separator}{rest}"


async def run(connection: asyncpg.Connection, operation: Operation[T]) -> T:
    """Feed an operation with the rows it asks for. Raises what it raises, and FAILURES."""
    try:
        query = next(operation)
        while True:
            text, values = query.in_postgresql()
            query = operation.send(await connection.fetch(text, *values))
    except StopIteration as end:
        result: T = end.value
        return result
