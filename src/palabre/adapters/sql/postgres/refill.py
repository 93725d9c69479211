"""Filling an empty PostgreSQL database: in one transaction, while no server can be on it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from palabre.adapters.sql import migrate
from palabre.adapters.sql.compiled import REVISION
from palabre.adapters.sql.operations import moderation
from palabre.adapters.sql.postgres.alone import KEY
from palabre.adapters.sql.postgres.connection import plain_url, run
from palabre.adapters.sql.postgres.schema import DatabaseUnusable
from palabre.adapters.sql.postgres.snapshot import TABLES, Waiting, columns_of, revision_in, waiting
from palabre.adapters.sql.refilling import check_columns, check_revision, last_room_row, turn_over
from palabre.domain.backup import Column, Row
from palabre.domain.moderation.event import Deed

# Both have one row of their own in a new database.
NEW = {"alembic_version", "instance"}
FULL = "this PostgreSQL database has one already: give an empty one"
NUMBERED = (
    "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND column_default LIKE 'nextval(%'"
)


class PostgresRefill:
    """The Refill port. Tables that were made and stayed empty are no harm: the next one goes on with them."""

    def __init__(self, database: Waiting, url: str) -> None:
        self._database = database
        self._url = url
        self._columns: dict[str, tuple[Column, ...]] = {}

    def begin(self, revision: str) -> None:
        check_revision(revision)
        there = revision_in(self._database)
        if there is None:
            self._database.wait(lambda: migrate.upgrade_postgresql(self._url, revision))
        elif there != revision or not self._is_empty():
            raise DatabaseUnusable(FULL)
        self._database.rows("BEGIN")
        self._database.rows("DELETE FROM instance")

    def add(self, table: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        if table not in self._columns:
            self._columns[table] = columns_of(self._database, table)
        check_columns(table, columns, self._columns[table])
        names, connection = [column.name for column in columns], self._database.connection
        self._database.wait(lambda: connection.copy_records_to_table(table, columns=names, records=rows))

    def finish(self, last_room: int, new_epoch: Callable[[], str], deed: Deed) -> None:
        database = self._database
        found = [int(id) for (id,) in database.rows("SELECT id FROM rooms")]
        for statement, values in turn_over(found, new_epoch):
            database.rows(statement, *values)
        if last_room > max(found, default=0):
            database.rows(last_room_row(last_room, new_epoch())[0])
        for table, column in database.rows(NUMBERED):
            self._go_on_from(table, column)
        database.rows("COMMIT")
        if revision_in(database) != REVISION:
            database.wait(lambda: migrate.upgrade_postgresql(self._url))
        database.wait(lambda: recorded(database, deed))

    def _go_on_from(self, table: str, column: str) -> None:
        """The next number is the one after the highest that is there."""
        ((last,),) = self._database.rows(f'SELECT max("{column}") FROM "{table}"')  # noqa: S608 — the catalogue's names
        if last is not None:
            self._database.rows("SELECT setval(pg_get_serial_sequence($1, $2), $3)", table, column, last)

    def _is_empty(self) -> bool:
        names = [name for (name,) in self._database.rows(TABLES) if name not in NEW]
        return not any(
            self._database.rows(f'SELECT 1 FROM "{name}" LIMIT 1')  # noqa: S608 — the catalogue's names
            for name in names
        )


async def recorded(database: Waiting, deed: Deed) -> None:
    async with database.connection.transaction():
        await run(database.connection, moderation.record(deed))


@contextmanager
def refill(url: str) -> Iterator[PostgresRefill]:
    """Hold the database at `url` as a server would, and fill it. Raises DatabaseUnusable."""
    with waiting(url) as database:
        if not database.rows("SELECT pg_try_advisory_lock($1)", KEY)[0][0]:
            raise DatabaseUnusable("another Palabre already serves this PostgreSQL database")
        yield PostgresRefill(database, plain_url(url))
