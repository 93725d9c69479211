"""The data directory: one server at a time, private, tolerant of what it does not know."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.sqlite import ControlDesk, DatabaseUnusable, DataDirectoryBusy, SqliteStore
from palabre.adapters.sql.sqlite.connection import FILE_NAME
from palabre.domain.room import RoomSettings
from palabre.ports.store import ControlEntry, StoreUnavailable
from tests.adapters.sqlite.conftest import Start
from tests.contract.scene import NOON, open_room, say


async def opened(data: Path) -> SqliteStore:
    return await SqliteStore.open(data, bus=LocalBus(), sealer=AesGcmSealer(), busy_s=0.1)


def modes_in(data: Path) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in [data, *data.iterdir()]}


def put_foreign_files(data: Path) -> None:
    data.mkdir()
    (data / "notes.txt").write_text("à garder")
    (data / "lost+found").mkdir()


def put_no_database(data: Path) -> bytes:
    data.mkdir()
    content = b"not a database at all, but long enough to be looked at" * 50
    (data / FILE_NAME).write_bytes(content)
    return content


async def test_a_second_server_is_told_that_the_directory_is_in_use(start: Start, data: Path) -> None:
    store = await start()
    with pytest.raises(DataDirectoryBusy, match="in use by another server"):
        await opened(data)
    await store.close()
    await (await opened(data)).close()


async def test_files_are_private(start: Start, data: Path) -> None:
    await open_room(await start())
    assert modes_in(data) == {
        "data": 0o700,
        "lock": 0o600,
        FILE_NAME: 0o600,
        f"{FILE_NAME}-wal": 0o600,
        f"{FILE_NAME}-shm": 0o600,
    }


async def test_foreign_files_are_left_alone(start: Start, data: Path) -> None:
    put_foreign_files(data)
    await open_room(await start())
    assert (data / "notes.txt").read_text() == "à garder"


async def test_a_file_that_is_no_database_is_said_plainly(data: Path) -> None:
    content = put_no_database(data)
    with pytest.raises(DatabaseUnusable, match="not a database"):
        await opened(data)
    assert (data / FILE_NAME).read_bytes() == content


async def test_a_directory_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseUnusable, match="file"):
        await opened(tmp_path / "file" / "data")


async def test_a_python_with_an_old_sqlite_is_said_plainly(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 37, 2))
    with pytest.raises(DatabaseUnusable, match=r"SQLite 3\.38 or later"):
        await opened(data)


async def test_a_database_of_a_later_version_is_refused_untouched(start: Start, data: Path) -> None:
    await (await start()).close()
    later = sqlite3.connect(data / FILE_NAME)
    later.execute("UPDATE alembic_version SET version_num = '9999'")
    later.commit()
    later.close()
    with pytest.raises(DatabaseUnusable, match="later version"):
        await opened(data)
    with pytest.raises(DatabaseUnusable, match="later version"):
        ControlDesk.open(data)


async def test_the_command_line_writes_while_the_server_runs(start: Start, data: Path) -> None:
    store = await start()
    agora = await open_room(store)
    await store.set_configured("agora", RoomSettings(name="Agora"))
    desk = ControlDesk.open(data)
    assert await desk.rooms() == [agora]
    assert await desk.configured("agora") == RoomSettings(name="Agora")
    assert await desk.append_control("room.edit", b"{}", NOON) == 1
    assert await desk.control_after(0) == await store.control_after(0)
    assert await store.append_control("room.edit", b"[]", NOON) == 2
    assert await desk.control_after(1) == [ControlEntry(2, "room.edit", b"[]", NOON)]
    await desk.close()


async def test_the_command_line_may_come_before_the_first_server(start: Start, data: Path) -> None:
    desk = ControlDesk.open(data)
    await desk.append_control("room.add", b"{}", NOON)
    await desk.close()
    assert len(await (await start()).control_after(0)) == 1


async def test_the_command_line_waits_for_a_lock_and_then_says_so(start: Start, data: Path) -> None:
    await start()
    desk = ControlDesk.open(data, busy_s=0.05)
    blocker = sqlite3.connect(data / FILE_NAME, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreUnavailable):
        await desk.append_control("room.add", b"{}", NOON)
    blocker.execute("ROLLBACK")
    blocker.close()
    assert await desk.append_control("room.add", b"{}", NOON) == 1
    await desk.close()


async def test_messages_are_durable_and_deleted_content_overwritten(start: Start, data: Path) -> None:
    store = await start()
    await say(store, await open_room(store))
    reader = sqlite3.connect(data / FILE_NAME)
    assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    reader.close()


def test_a_start_loads_neither_sqlalchemy_nor_alembic(tmp_path: Path) -> None:
    program = (
        "import asyncio, pathlib, sys\n"
        f"sys.path[:0] = {sys.path!r}\n"
        "from palabre.adapters.local_bus import LocalBus\n"
        "from palabre.adapters.sealing import AesGcmSealer\n"
        "from palabre.adapters.sql.sqlite import SqliteStore\n"
        "opening = SqliteStore.open(pathlib.Path(sys.argv[1]), bus=LocalBus(), sealer=AesGcmSealer())\n"
        "asyncio.run(opening)\n"
        "print(sorted({'sqlalchemy', 'alembic', 'asyncpg'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "data")], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
