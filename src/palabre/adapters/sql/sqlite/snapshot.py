"""A snapshot of the database file: one read transaction, beside a server that writes on."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from palabre.adapters.sql.carried import CARRIED, selection
from palabre.adapters.sql.kinds import IN_SQLITE, rows_told
from palabre.adapters.sql.sqlite.connection import BUSY_S, FILE_NAME, connect_to_read
from palabre.adapters.sql.sqlite.schema import DatabaseUnusable, explained, revision_of
from palabre.domain.backup import Column, Row
from palabre.ports.store import StoreUnavailable

PAGE = 256


class SqliteSnapshot:
    """The Snapshot port over a connection whose transaction has begun."""

    def __init__(self, connection: sqlite3.Connection, revision: str) -> None:
        self._connection = connection
        self.revision = revision

    @property
    def last_room(self) -> int:
        ((last,),) = self._ask("SELECT coalesce(max(id), 0) FROM rooms")
        return int(last)

    def tables(self) -> Sequence[str]:
        there = {name for (name,) in self._ask("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return [table for table in CARRIED if table in there]

    def columns(self, table: str) -> tuple[Column, ...]:
        rows = self._ask("SELECT name, type FROM pragma_table_info(?)", table)
        return tuple(Column(name, IN_SQLITE.get(kind, "text")) for name, kind in rows)

    def pages(self, table: str) -> Iterator[Sequence[Row]]:
        columns = self.columns(table)
        try:
            with closing(self._connection.execute(selection(table, columns))) as cursor:
                while rows := cursor.fetchmany(PAGE):
                    yield rows_told(rows, columns)
        except sqlite3.Error as error:
            raise StoreUnavailable(type(error).__name__) from None

    def _ask(self, question: str, *values: str) -> list[tuple[str, ...]]:
        try:
            return self._connection.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise StoreUnavailable(type(error).__name__) from None


@contextmanager
def snapshot(directory: Path) -> Iterator[SqliteSnapshot]:
    """The database of `directory` as it is now, for as long as the block lasts. Raises DatabaseUnusable.

    Meanwhile what was deleted stays in the write-ahead log: the log writer scrubs it once the block is over.
    """
    if not (directory / FILE_NAME).exists():
        raise DatabaseUnusable(f"{directory}: there is no store")
    with explained(directory):
        connection = connect_to_read(directory, busy_s=BUSY_S)
    with closing(connection):
        with explained(directory):
            connection.execute("BEGIN")
            revision = revision_of(connection)
        if revision is None:
            raise DatabaseUnusable(f"{directory}: there is no store")
        yield SqliteSnapshot(connection, revision)
