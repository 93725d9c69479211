"""What a store takes on its disk, as the command line asks: on SQLite and on PostgreSQL."""

from pathlib import Path

import pytest

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.postgres import DatabaseUnusable as PostgresUnusable
from palabre.adapters.sql.postgres import PostgresStore
from palabre.adapters.sql.postgres.usage import usage as postgres_usage
from palabre.adapters.sql.sqlite import DatabaseUnusable, SqliteStore
from palabre.adapters.sql.sqlite.usage import usage as sqlite_usage
from palabre.domain.message import Author, Draft
from palabre.domain.room import RoomSettings
from palabre.ports.store import Store

HOUR = 3_600_000
NOW = 10 * HOUR


async def write(store: Store) -> None:
    """Three messages: two long ago, one now."""
    room = await store.create_room("agora", RoomSettings(name="Agora"), "epoch")
    for number, sent_ms in enumerate((HOUR, HOUR, NOW)):
        await store.post(
            Draft(
                id=f"message-{number}",
                room_id=room.id,
                session_id="session",
                client_message_id=f"client-{number}",
                body="Bonsoir",
                author=Author("Ana", "abcdefghijkl"),
                sent_ms=sent_ms,
            )
        )


async def test_a_database_file_is_measured_beside_its_server(tmp_path: Path) -> None:
    store = await SqliteStore.open(tmp_path, bus=LocalBus(), sealer=AesGcmSealer())
    try:
        await write(store)
        found = sqlite_usage(tmp_path, NOW - HOUR)
    finally:
        await store.close()
    assert (found.rows, found.recent_rows, found.oldest_ms) == (3, 1, HOUR)
    assert 0 < found.used_bytes <= found.database_bytes
    assert found.waiting_bytes > 0


async def test_a_postgresql_database_tells_its_size(postgres_url: str) -> None:
    store = await PostgresStore.open(postgres_url, bus=LocalBus(), sealer=AesGcmSealer())
    try:
        await write(store)
        found = await postgres_usage(postgres_url, NOW - HOUR)
    finally:
        await store.close()
    assert (found.rows, found.recent_rows, found.oldest_ms) == (3, 1, HOUR)
    assert 0 < found.used_bytes < found.database_bytes


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "palabre.sqlite3").write_text("this is no database, whatever its name says" * 100)
    with pytest.raises(DatabaseUnusable):
        sqlite_usage(tmp_path, 0)


async def test_a_postgresql_that_is_away_is_told() -> None:
    with pytest.raises(PostgresUnusable, match="cannot be asked"):
        await postgres_usage("postgresql://nobody@127.0.0.1:1/nothing", 0)
