"""Bringing a database to the tables of this version, with Alembic; imported only when there is something to do."""

import io
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, StaticPool, create_engine, func, make_url, select
from sqlalchemy.ext.asyncio import create_async_engine

# "upgrade" in bytes: never the number a server holds to be alone (`postgres.alone`), who upgrades while it holds that.
UPGRADING = int.from_bytes(b"upgrade", "big")
FOLDER = Path(__file__).with_name("migrations")


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run every revision the database has not seen, in one transaction."""
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def upgrade_sqlite(connection: sqlite3.Connection, to: str = "head") -> None:
    """Upgrade the database of a connection whose transactions are begun by hand."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with engine.connect() as shared:
        shared.exec_driver_sql("BEGIN IMMEDIATE")
        upgrade(shared, to)
        shared.commit()


async def upgrade_postgresql(url: str, to: str = "head") -> None:
    """Upgrade the database at `url` (asyncpg's); nodes that start together wait for one another."""
    engine = create_async_engine(make_url(url).set(drivername="postgresql+asyncpg"), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            await connection.execute(select(func.pg_advisory_xact_lock(UPGRADING)))
            await connection.run_sync(upgrade, to)
    finally:
        await engine.dispose()


def newest_revision() -> str:
    """The revision this version needs."""
    (head,) = ScriptDirectory.from_config(configuration()).get_heads()
    return head


def schema_of(dialect: str) -> str:
    """The SQL that makes a new database, as the revisions write it."""
    written = io.StringIO()
    config = configuration(written)
    config.set_main_option("dialect", dialect)
    command.upgrade(config, "head", sql=True)
    return written.getvalue()


def configuration(output: io.StringIO | None = None) -> Config:
    config = Config() if output is None else Config(output_buffer=output)
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config
