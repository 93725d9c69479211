"""Connections to the database file, and running an operation on one."""

import os
import sqlite3
from pathlib import Path
from typing import TypeVar

from palabre.adapters.sql.statement import Operation

T = TypeVar("T")
FILE_NAME = "palabre.sqlite3"
BUSY_S = 5.0
SCRUB_WAITS_MS = 250
# Pages of 4 KiB. A page written by many batches reaches the file once.
CHECKPOINT_AFTER_PAGES = 4_000
# WAL past this size is cut back when it is started over.
WAL_BYTES = 32 * 1024 * 1024
CACHE_KIB = 32 * 1024


def connect(directory: Path, *, busy_s: float) -> sqlite3.Connection:
    """A connection that may write: durable on commit, deleted content overwritten.

    Transactions are begun and ended by hand. Raises sqlite3.Error.
    """
    file = directory / FILE_NAME
    make_private(file)
    connection = sqlite3.connect(file, timeout=busy_s, isolation_level=None, check_same_thread=False)
    try:
        prepare(connection)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_AFTER_PAGES}")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute(f"PRAGMA journal_size_limit = {WAL_BYTES}")


def connect_to_read(directory: Path, *, busy_s: float) -> sqlite3.Connection:
    """A connection that cannot write. Raises sqlite3.Error."""
    connection = sqlite3.connect(directory / FILE_NAME, timeout=busy_s, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA query_only = ON")
    return connection


def make_private(file: Path) -> None:
    """Make the file, readable by its owner only; SQLite gives its companions the same mode."""
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))


def run(connection: sqlite3.Connection, operation: Operation[T]) -> T:
    """Feed an operation with the rows it asks for. Raises what it raises, and sqlite3.Error."""
    try:
        query = next(operation)
        while True:
            steps = query.in_sqlite()
            query = operation.send([row for step in steps for row in connection.execute(*step)])
    except StopIteration as end:
        result: T = end.value
        return result


def scrub(connection: sqlite3.Connection) -> bool:
    """Bring deleted content out of the log of changes (WAL) too; false when a reader was in the way.

    The file itself is overwritten by `secure_delete` as soon as the changes reach it.
    """
    ((patience_ms,),) = connection.execute("PRAGMA busy_timeout").fetchall()
    connection.execute(f"PRAGMA busy_timeout = {SCRUB_WAITS_MS}")
    try:
        ((busy, _, _),) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error:
        busy = True
    connection.execute(f"PRAGMA busy_timeout = {patience_ms}")
    return not busy


def roll_back(connection: sqlite3.Connection) -> None:
    """End a transaction that failed; SQLite may have ended it already."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
