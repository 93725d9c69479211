"""A sanction is on disk once it is told: a server that was killed knows it again, with its reasons."""

from pathlib import Path

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.sqlite import SqliteStore
from palabre.adapters.sql.sqlite.connection import FILE_NAME
from tests.contract.reporting import about, file
from tests.contract.ruling import QUOTED, ruling
from tests.contract.scene import ANA, NOON, open_room


async def test_a_killed_server_knows_its_sanctions_again(tmp_path: Path) -> None:
    sealer = AesGcmSealer()
    store = await SqliteStore.open(tmp_path / "data", bus=LocalBus(), sealer=sealer)
    room = await open_room(store)
    filed = await file(store, about(room))
    kept = await store.decide(ruling(filed.case.id, room, "ban"))
    copy = tmp_path / "after"
    copy.mkdir()
    for name in (FILE_NAME, f"{FILE_NAME}-wal"):
        (copy / name).write_bytes((tmp_path / "data" / name).read_bytes())
    again = await SqliteStore.open(copy, bus=LocalBus(), sealer=sealer)
    assert await again.decisions_since(NOON) == [kept]
    assert await again.decisions_about([ANA]) == [kept]
    for opened in (again, store):
        await opened.close()


async def test_the_words_of_a_guest_are_in_no_file(tmp_path: Path) -> None:
    store = await SqliteStore.open(tmp_path / "data", bus=LocalBus(), sealer=AesGcmSealer())
    room = await open_room(store)
    filed = await file(store, about(room))
    await store.decide(ruling(filed.case.id, room))
    await store.close()
    assert not [path for path in (tmp_path / "data").iterdir() if QUOTED.encode() in path.read_bytes()]
    other = await SqliteStore.open(tmp_path / "data", bus=LocalBus(), sealer=AesGcmSealer())
    (kept,) = await other.decisions_about([ANA])
    assert kept.statement is not None and kept.statement.quoted is None
    await other.close()
