"""A snapshot of a PostgreSQL database: one transaction that sees one instant, on a loop and connection of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import asyncpg

from palabre.adapters.sql.carried import CARRIED, selection
from palabre.adapters.sql.kinds import IN_POSTGRESQL
from palabre.adapters.sql.postgres.connection import COMMAND_S, FAILURES, plain_url
from palabre.adapters.sql.postgres.schema import DatabaseUnusable
from palabre.domain.backup import Column, Row
from palabre.ports.store import StoreUnavailable

T = TypeVar("T")
PAGE = 500
COLUMNS = (
    "SELECT column_name, data_type FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
)
TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"


class Waiting:
    """A connection that is waited for in this thread; what PostgreSQL refuses raises StoreUnavailable."""

    def __init__(self, runner: asyncio.Runner, connection: asyncpg.Connection) -> None:
        self._runner = runner
        self.connection = connection

    def wait(self, ask: Callable[[], Awaitable[T]]) -> T:
        try:
            return self._runner.run(awaited(ask))
        except FAILURES as error:
            raise StoreUnavailable(type(error).__name__) from None

    def rows(self, question: str, *values: object) -> list[Any]:
        return self.wait(lambda: self.connection.fetch(question, *values))


async def awaited(ask: Callable[[], Awaitable[T]]) -> T:
    return await ask()


@contextmanager
def waiting(url: str) -> Iterator[Waiting]:
    """A connection to the database at `url`. Raises DatabaseUnusable."""
    with asyncio.Runner() as runner:
        try:
            connection = runner.run(connected(url))
        except (*FAILURES, ValueError) as error:
            raise DatabaseUnusable(f"PostgreSQL cannot be reached: {error}") from error
        try:
            yield Waiting(runner, connection)
        finally:
            runner.run(connection.close(timeout=COMMAND_S))


async def connected(url: str) -> asyncpg.Connection:
    return await asyncpg.connect(plain_url(url), timeout=COMMAND_S)


class PostgresSnapshot:
    """The Snapshot port, in a transaction that has begun."""

    def __init__(self, database: Waiting, revision: str) -> None:
        self._database = database
        self.revision = revision

    @property
    def last_room(self) -> int:
        return int(self._database.rows("SELECT coalesce(max(id), 0) FROM rooms")[0][0])

    def tables(self) -> Sequence[str]:
        there = {name for (name,) in self._database.rows(TABLES)}
        return [table for table in CARRIED if table in there]

    def columns(self, table: str) -> tuple[Column, ...]:
        return columns_of(self._database, table)

    def pages(self, table: str) -> Iterator[Sequence[Row]]:
        question = selection(table, self.columns(table))
        cursor = self._database.wait(lambda: self._database.connection.cursor(question))
        while rows := self._database.wait(lambda: cursor.fetch(PAGE)):
            yield [tuple(row) for row in rows]


def columns_of(database: Waiting, table: str) -> tuple[Column, ...]:
    return tuple(Column(name, IN_POSTGRESQL.get(kind, "text")) for name, kind in database.rows(COLUMNS, table))


def revision_in(database: Waiting) -> str | None:
    """The revision of its tables; None when there are none."""
    if database.rows("SELECT to_regclass('alembic_version')")[0][0] is None:
        return None
    rows = database.rows("SELECT version_num FROM alembic_version")
    return str(rows[0][0]) if rows else None


@contextmanager
def snapshot(url: str) -> Iterator[PostgresSnapshot]:
    """The database at `url` as it is now, for as long as the block lasts. Raises DatabaseUnusable."""
    with waiting(url) as database:
        transaction = database.connection.transaction(isolation="repeatable_read", readonly=True)
        database.wait(transaction.start)
        try:
            revision = revision_in(database)
            if revision is None:
                raise DatabaseUnusable("there is no store in this PostgreSQL database")
            yield PostgresSnapshot(database, revision)
        finally:
            database.wait(transaction.rollback)
