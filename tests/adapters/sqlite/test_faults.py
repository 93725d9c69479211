"""A disk that is full and a database that is locked: told at once, mended without a restart, nothing lost."""

import asyncio
import logging
import os
import resource
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.sqlite import SqliteStore
from palabre.adapters.sql.sqlite.connection import FILE_NAME
from palabre.domain.log import LogEvent
from palabre.domain.room import Room
from palabre.ports.store import Recorded, Store, StoreUnavailable
from tests.adapters.sqlite.conftest import Start
from tests.contract.scene import ANA, NOON, messages_of, open_room, say, session_of

LONG = "é" * 2_000
Outcomes = list[Recorded | BaseException]


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Another program holds the database."""
    blocker = sqlite3.connect(data / FILE_NAME, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    yield
    blocker.execute("ROLLBACK")
    blocker.close()


async def test_a_locked_database_refuses_writes_until_it_is_let_go(start: Start, data: Path) -> None:
    store = await start()
    agora = await open_room(store)
    with locked(data):
        with pytest.raises(StoreUnavailable):
            await say(store, agora, "perdu")
        assert not await store.is_writable()
        assert (await store.window(agora.id, 50)).events == []
    assert await store.is_writable()
    assert (await say(store, agora, "gardé")).offset == 1


async def test_many_who_write_to_a_locked_database_wait_once_not_each(start: Start, data: Path) -> None:
    store = await start()
    agora = await open_room(store)
    with locked(data):
        outcomes = await asyncio.wait_for(
            asyncio.gather(*(say(store, agora) for _ in range(200)), return_exceptions=True), timeout=5
        )
    assert {type(outcome) for outcome in outcomes} == {StoreUnavailable}
    assert await store.heads() == {agora.id: 0}


async def test_a_write_that_waits_for_a_short_lock_succeeds(start: Start, data: Path) -> None:
    store = await start()
    agora = await open_room(store)
    with locked(data):
        writing = asyncio.ensure_future(say(store, agora))
        await store.window(agora.id, 1)
    assert (await writing).offset == 1


async def test_a_reader_is_not_held_up_by_the_writer(start: Start, data: Path) -> None:
    store = await start()
    agora = await open_room(store)
    await say(store, agora)
    with locked(data):
        assert len((await store.window(agora.id, 50)).events) == 1


@contextmanager
def limited_file_size(data: Path) -> Iterator[None]:
    """No file may grow beyond what the log of changes is now, as with an exhausted quota."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((data / f"{FILE_NAME}-wal").stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def full_disk(data: Path) -> Iterator[None]:
    """What is left of the disk is taken by another file."""
    ballast = data / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    try:
        yield
    finally:
        ballast.unlink()


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data directory, on a small disk of its own where this account may mount one."""
    data = tmp_path / "data"
    data.mkdir()
    if os.geteuid() != 0 or not mounted(data):
        yield data
        return
    yield data
    subprocess.run(["umount", "--lazy", str(data)], check=True)


def mounted(data: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", str(data)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def shortage(data: Path) -> Callable[[Path], AbstractContextManager[None]]:
    """How to run out of space there: the disk's when it is small, else the process's."""
    return full_disk if os.path.ismount(data) else limited_file_size


async def flood(store: Store, room: Room, writes: int) -> Outcomes:
    return await asyncio.gather(*(say(store, room, LONG) for _ in range(writes)), return_exceptions=True)


async def test_a_file_that_may_not_grow_loses_nothing_acknowledged(
    start: Start, data: Path, published: list[LogEvent]
) -> None:
    await runs_short(await start(), limited_file_size(data), published)


async def test_a_full_disk_loses_nothing_acknowledged(start: Start, data: Path, published: list[LogEvent]) -> None:
    await runs_short(await start(), shortage(data)(data), published)


async def runs_short(store: Store, without_space: AbstractContextManager[None], published: list[LogEvent]) -> None:
    """Write until there is no space, be told, and go on when there is again."""
    agora = await open_room(store)
    outcomes: Outcomes = [await say(store, agora, LONG)]
    with without_space:
        outcomes += await flood(store, agora, 300)
        assert not await store.is_writable()
    assert await store.is_writable()
    outcomes += await flood(store, agora, 20)
    done = [outcome for outcome in outcomes if isinstance(outcome, Recorded)]
    refused = [outcome for outcome in outcomes if not isinstance(outcome, Recorded)]
    assert refused and {type(outcome) for outcome in refused} == {StoreUnavailable}
    assert len(done) >= 21
    kept = await messages_of(store, agora)
    assert [message.offset for message in kept] == list(range(1, len(done) + 1))
    assert sorted((outcome.offset, outcome.message_id) for outcome in done) == [
        (message.offset, message.id) for message in kept
    ]
    assert [event.offset for event in published] == list(range(1, len(done) + 1))


async def test_a_write_at_fault_does_not_take_the_others_with_it(start: Start) -> None:
    store = await start()
    agora = await open_room(store)
    good = [say(store, agora, f"n° {number}") for number in range(20)]
    bad = store.open_session(replace(session_of(ANA), seen_ms=2**70))
    outcomes = await asyncio.gather(*good[:10], bad, *good[10:], return_exceptions=True)
    offsets = [outcome.offset for outcome in outcomes if isinstance(outcome, Recorded)]
    assert offsets == list(range(1, 21))
    assert isinstance(outcomes[10], OverflowError)


async def test_a_failure_is_logged_without_the_text(start: Start, data: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = await start()
    agora = await open_room(store)
    with locked(data), caplog.at_level(logging.WARNING), pytest.raises(StoreUnavailable):
        await say(store, agora, "secret de Polichinelle")
    assert "SQLITE_BUSY" in caplog.text
    assert "Polichinelle" not in caplog.text


async def test_erasing_goes_on_where_a_failure_stopped_it(start: Start, data: Path) -> None:
    store = await start()
    agora, cuisine = await open_room(store), await open_room(store, "cuisine")
    for room in (agora, cuisine):
        await say(store, room, "à effacer")
    with locked(data), pytest.raises(StoreUnavailable):
        await store.erase(ANA, NOON)
    assert len(await store.erase(ANA, NOON)) == 2


async def test_the_file_of_a_new_store_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    data = tmp_path / "fresh"
    data.mkdir()
    (data / FILE_NAME).touch(mode=0o600)
    store = await SqliteStore.open(data, bus=LocalBus(), sealer=AesGcmSealer())
    assert await store.is_writable()
    await store.close()
