"""The tables of the database file: made, or brought to this version."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from palabre.adapters.sql.compiled import REVISION

# The first with `->>`.
OLDEST_SQLITE = (3, 38)
NEW = Path(__file__).with_name("schema.sql")


class DatabaseUnusable(Exception):
    """The database cannot be used: damaged, not a database, not ours to write, or of a later version."""


@contextmanager
def explained(directory: Path) -> Iterator[None]:
    """Turn what goes wrong while opening a database into DatabaseUnusable."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise DatabaseUnusable(f"SQLite 3.38 or later is needed; this Python has {sqlite3.sqlite_version}")
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise DatabaseUnusable(f"{directory}: {error}") from error


def ensure(connection: sqlite3.Connection) -> None:
    """Make the tables, or bring them to this version; raises DatabaseUnusable or sqlite3.Error.

    A new database gets what the revisions write for one (`schema.sql`): Alembic takes longer to load than the
    rest of a start, and is loaded only for a database that needs it.
    """
    match revision_of(connection):
        case None:
            connection.executescript(f"BEGIN IMMEDIATE;\n{NEW.read_text()}\nCOMMIT;")
        case found if found > REVISION:
            raise DatabaseUnusable(f"made by a later version (revision {found}, this one knows {REVISION})")
        case found if found < REVISION:
            upgrade(connection)


def ensure_at(connection: sqlite3.Connection, revision: str) -> None:
    """Make the tables of a new database as they were at a revision up to ours."""
    if revision == REVISION:
        ensure(connection)
        return
    from palabre.adapters.sql import migrate  # noqa: PLC0415 — see `ensure`

    migrate.upgrade_sqlite(connection, revision)


def is_ready(connection: sqlite3.Connection) -> bool:
    """Whether the tables are those of this version. Raises sqlite3.Error."""
    return revision_of(connection) == REVISION


def revision_of(connection: sqlite3.Connection) -> str | None:
    """The revision the tables are at; None when there are none yet."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchall()
    if not tables:
        return None
    rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    return str(rows[0][0]) if rows else None


def upgrade(connection: sqlite3.Connection) -> None:
    from palabre.adapters.sql import migrate  # noqa: PLC0415 — see `ensure`

    migrate.upgrade_sqlite(connection)
