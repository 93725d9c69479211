"""What a PostgreSQL database takes, as the database itself tells it."""

import asyncpg

from palabre.adapters.sql.postgres.connection import COMMAND_S, FAILURES, plain_url
from palabre.adapters.sql.postgres.schema import DatabaseUnusable
from palabre.ports.usage import Usage


async def usage(url: str, since_ms: int) -> Usage:
    """The usage of the database at `url`, its recent rows being those from `since_ms` on. Raises DatabaseUnusable."""
    try:
        connection = await asyncpg.connect(plain_url(url), timeout=COMMAND_S, command_timeout=COMMAND_S)
        try:
            size = await connection.fetchval("SELECT pg_database_size(current_database())")
            rows, oldest = await connection.fetchrow("SELECT count(*), min(at_ms) FROM log")
            recent = await connection.fetchval("SELECT count(*) FROM log WHERE at_ms >= $1", since_ms)
            used = await connection.fetchval("SELECT pg_total_relation_size('log')")
        finally:
            await connection.close()
    except (*FAILURES, ValueError) as error:
        raise DatabaseUnusable(f"PostgreSQL cannot be asked for its size: {error}") from error
    return Usage(database_bytes=size, waiting_bytes=0, used_bytes=used, rows=rows, recent_rows=recent, oldest_ms=oldest)
