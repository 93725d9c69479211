"""What a database file takes on its disk, read beside a server that may be running."""

import sqlite3
from contextlib import closing
from pathlib import Path

from palabre.adapters.sql.sqlite.connection import BUSY_S, FILE_NAME, connect_to_read
from palabre.adapters.sql.sqlite.schema import explained
from palabre.ports.usage import Usage


def usage(directory: Path, since_ms: int) -> Usage:
    """The usage of the database in `directory`, its recent rows being those from `since_ms` on.

    Raises DatabaseUnusable.
    """
    with explained(directory), closing(connect_to_read(directory, busy_s=BUSY_S)) as connection:
        page, pages, free = (
            number(connection, f"PRAGMA {name}") for name in ("page_size", "page_count", "freelist_count")
        )
        ((rows, oldest),) = connection.execute("SELECT count(*), min(at_ms) FROM log")
        ((recent,),) = connection.execute("SELECT count(*) FROM log WHERE at_ms >= ?", (since_ms,))
    return Usage(
        database_bytes=page * pages,
        waiting_bytes=size_of(directory / f"{FILE_NAME}-wal"),
        used_bytes=page * (pages - free),
        rows=rows,
        recent_rows=recent,
        oldest_ms=oldest,
    )


def number(connection: sqlite3.Connection, question: str) -> int:
    ((found,),) = connection.execute(question)
    return int(found)


def size_of(file: Path) -> int:
    """The size of a file that comes and goes with the connections to its database."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
