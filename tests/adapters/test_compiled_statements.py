"""What is generated from the Core statements and the revisions is fresh, and right."""

import re
import sqlite3

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, StaticPool, create_engine
from sqlalchemy.ext.asyncio import create_async_engine

from palabre.adapters.sql import compile as compiling
from palabre.adapters.sql import compiled, migrate
from palabre.adapters.sql.sqlite import schema
from palabre.adapters.sql.statement import Statement
from palabre.adapters.sql.tables import metadata

AGAIN = "stale; run: python -m palabre.adapters.sql.compile"


def test_the_generated_files_are_fresh() -> None:
    assert compiling.STATEMENTS.read_text() == compiling.statements_file(), AGAIN
    assert compiling.SCHEMA.read_text() == compiling.schema_file(), AGAIN


def test_a_new_sqlite_database_has_the_tables_that_the_revisions_make() -> None:
    new, upgraded = (sqlite3.connect(":memory:", isolation_level=None) for _ in range(2))
    schema.ensure(new)
    migrate.upgrade_sqlite(upgraded)
    assert contents(new) == contents(upgraded)
    assert schema.is_ready(upgraded)
    new.close()
    upgraded.close()


def test_the_revisions_make_the_tables_of_the_statements_on_sqlite() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate.upgrade_sqlite(connection)
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    with engine.connect() as shared:
        assert differences(shared) == []
    engine.dispose()


async def test_the_revisions_make_the_tables_of_the_statements_on_postgresql(migrated_url: str) -> None:
    engine = create_async_engine(migrated_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def contents(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Every table and index, with the rows of the small ones."""
    made = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
    rows = connection.execute("SELECT * FROM instance").fetchall()
    return [
        *((kind, name, " ".join((sql or "").split())) for kind, name, sql in made),
        *(tuple(map(str, row)) for row in rows),
    ]


def test_nothing_changes_or_deletes_what_was_done_but_its_erasure() -> None:
    kept = ("moderation_events", "rule_versions")
    changing = [
        name
        for name, statement in vars(compiled).items()
        if isinstance(statement, Statement)
        for text in (statement.sqlite.text, statement.postgresql.text)
        if re.match(rf"(UPDATE|DELETE FROM) ({'|'.join(kept)})\b", text)
    ]
    assert {*changing} == {"ERASE_MODERATION_EVENT"}
    assert all(f"INSERT INTO {table}" in compiling.STATEMENTS.read_text() for table in kept)
