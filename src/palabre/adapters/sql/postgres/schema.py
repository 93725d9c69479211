"""The tables of the database: made, or brought to this version."""

import asyncpg

from palabre.adapters.sql.compiled import REVISION


class DatabaseUnusable(Exception):
    """The database cannot be used: not reached, not ours to change, or of a later version."""


async def revision_of(pool: asyncpg.Pool) -> str | None:
    """The revision the tables are at; None when there are none yet."""
    if await pool.fetchval("SELECT to_regclass('alembic_version')") is None:
        return None
    revision: str | None = await pool.fetchval("SELECT version_num FROM alembic_version")
    return revision


async def ensure(pool: asyncpg.Pool, url: str) -> None:
    """Make the tables, or bring them to this version. Raises DatabaseUnusable and what asyncpg raises."""
    found = await revision_of(pool)
    if found == REVISION:
        return
    if found is not None and found > REVISION:
        raise DatabaseUnusable(f"made by a later version (revision {found}, this one knows {REVISION})")
    from palabre.adapters.sql import migrate  # noqa: PLC0415 — it takes longer to load than the rest of a start

    await migrate.upgrade_postgresql(url)
