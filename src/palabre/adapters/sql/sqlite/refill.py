"""Filling a new database file: under another name until it is whole and on the disk."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from errno import ENOSPC
from pathlib import Path

from palabre.adapters.sql.operations import moderation
from palabre.adapters.sql.refilling import check_columns, check_revision, insertion, last_room_row, turn_over
from palabre.adapters.sql.sqlite import schema
from palabre.adapters.sql.sqlite.connection import FILE_NAME, make_private, run
from palabre.adapters.sql.sqlite.directory import DataDirectory
from palabre.adapters.sql.sqlite.snapshot import SqliteSnapshot
from palabre.domain.backup import Column, Row
from palabre.domain.moderation.event import Deed
from palabre.ports.store import StoreUnavailable

DRAFT = f"{FILE_NAME}.restoring"


class SqliteRefill:
    """The Refill port over a file of its own; nobody else knows of it before it has its name."""

    def __init__(self, directory: Path, connection: sqlite3.Connection) -> None:
        self._directory = directory
        self._connection = connection

    def begin(self, revision: str) -> None:
        check_revision(revision)
        with told_by_type():
            schema.ensure_at(self._connection, revision)
            self._connection.execute("BEGIN")
            self._connection.execute("DELETE FROM instance")

    def add(self, table: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        with told_by_type():
            check_columns(table, columns, SqliteSnapshot(self._connection, "").columns(table))
            self._connection.executemany(insertion(table, columns), rows)

    def finish(self, last_room: int, new_epoch: Callable[[], str], deed: Deed) -> None:
        connection = self._connection
        with told_by_type():
            connection.execute("COMMIT")
            schema.ensure(connection)
            connection.execute("BEGIN")
            found = [int(id) for (id,) in connection.execute("SELECT id FROM rooms").fetchall()]
            for statement, values in turn_over(found, new_epoch):
                connection.execute(statement, values)
            if last_room > max(found, default=0):
                connection.execute(*last_room_row(last_room, new_epoch()))
            run(connection, moderation.record(deed))
            connection.execute("COMMIT")
            connection.close()
            self._name()

    def _name(self) -> None:
        draft = self._directory / DRAFT
        put_on_disk(draft)
        os.rename(draft, self._directory / FILE_NAME)
        put_on_disk(self._directory)


@contextmanager
def refill(directory: Path) -> Iterator[SqliteRefill]:
    """Hold `directory` and fill a database in it. Raises DataDirectoryBusy, DatabaseUnusable."""
    with schema.explained(directory):
        held = DataDirectory.take(directory)
    draft = directory / DRAFT
    try:
        if (directory / FILE_NAME).exists():
            raise schema.DatabaseUnusable(f"{directory} has one already: give a new directory")
        with schema.explained(directory):
            draft.unlink(missing_ok=True)
            make_private(draft)
            connection = sqlite3.connect(draft, isolation_level=None)
            # What fails is thrown away whole, and what is done is put on the disk before it gets its name.
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY"):
                connection.execute(f"PRAGMA {pragma}")
        with closing(connection):
            yield SqliteRefill(directory, connection)
    finally:
        draft.unlink(missing_ok=True)
        held.release()


def put_on_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def told_by_type() -> Iterator[None]:
    """A database's own words may quote a row."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreUnavailable(named(error)) from None


def named(error: sqlite3.Error | OSError) -> str:
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL or getattr(error, "errno", None) == ENOSPC:
        return "the disk is full"
    return getattr(error, "sqlite_errorname", None) or type(error).__name__
