"""A backup of each database, restored into each: what was decided is there, what was said is not."""

import asyncio
import base64
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import asyncpg
import pytest
from msgspec.structs import replace
from sqlalchemy import Boolean, Integer, LargeBinary, Table

from palabre import bootstrap
from palabre.adapters.clock import SystemClock
from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sql.carried import CARRIED, LEFT
from palabre.adapters.sql.sqlite.connection import FILE_NAME
from palabre.adapters.sql.sqlite.refill import DRAFT
from palabre.adapters.sql.tables import metadata
from palabre.bootstrap.backups import snapshot_of
from palabre.domain.backup import BackupBroken, Row, Value
from palabre.domain.moderation.event import Deed
from palabre.ports.store import Store, StoreUnavailable
from palabre.services.auditing import Audited, Auditing, audit
from palabre.services.restoring import GoneThrough
from palabre.settings import Settings, load_settings
from palabre.settings.shape import Keys, StoreSettings
from tests.adapters.test_sealed_files import room_for
from tests.contract.desk import hold
from tests.contract.reporting import about, file
from tests.contract.ruling import CODE_HASH, answer, contest, ruling
from tests.contract.scene import ANA, BILAL, NOON, open_room, say
from tests.contract.test_credentials import NOUR, passkey
from tests.contract.test_members import private_room
from tests.tools.sealed_for import Keeper, keeper

# What no backup has: what was said, though it became evidence, and what was said of it.
SAID, TOLD = "une phrase que nul ne doit retrouver", "le récit de qui signale"
BOTH = ("sqlite", "postgres")


class Home(NamedTuple):
    """Where a store lives, and the file of a backup of it."""

    settings: Settings
    data: Path
    file: Path

    def back_up(self, mo: Keeper) -> Path:
        return bootstrap.make_backup(self.settings, self.data, self.file, [mo.recipient], NOON).path

    def restore(self, file: Path, mo: Keeper) -> GoneThrough:
        return bootstrap.restore_backup(self.settings, self.data, file, mo.file)

    def rows(self) -> dict[str, list[Row]]:
        """What would go into a backup."""
        with snapshot_of(self.settings, self.data) as snapshot:
            return {
                table: sorted((tuple(row) for page in snapshot.pages(table) for row in page), key=str)
                for table in snapshot.tables()
            }


@pytest.fixture
def mo(tmp_path: Path) -> Keeper:
    return keeper(tmp_path)


@pytest.fixture
def home(tmp_path: Path) -> Callable[[str, str], Home]:
    """Makes a store's home; all have the same keys."""

    def make(name: str, url: str) -> Home:
        settings = replace(
            load_settings(None),
            keys=Keys(path=str(tmp_path / "keys")),
            store=StoreSettings(url=url.replace("+asyncpg", "", 1)),
        )
        return Home(settings, tmp_path / name, tmp_path / f"{name}.backup")

    return make


@pytest.fixture(params=BOTH)
def source(request: pytest.FixtureRequest, home: Callable[[str, str], Home]) -> Home:
    return home("source", "" if request.param == "sqlite" else request.getfixturevalue("migrated_url"))


@pytest.fixture(params=BOTH)
def target(request: pytest.FixtureRequest, home: Callable[[str, str], Home]) -> Home:
    return home("target", "" if request.param == "sqlite" else request.getfixturevalue("postgres_url"))


async def live_in(home: Home) -> None:
    """People talk, report, decide and contest; one is banned, one message waits, one room is private."""
    store = await bootstrap.open_store(home.settings, home.data, bus=LocalBus())
    agora = await open_room(store)
    await open_room(store, "cuisine")
    await store.invite(NOUR, Deed(at_ms=NOON, who="operator", what="staff_invited"))
    await store.add_passkey(passkey(), Deed(at_ms=NOON, who="M-1", what="passkey_added"))
    await private_room(store)
    filed = await file(store, about(agora, ANA, await say(store, agora, SAID, by=ANA)), text=TOLD)
    kept = await store.decide(ruling(filed.case.id, agora, "ban", minutes=9_000, receipt=CODE_HASH))
    await answer(store, kept, await contest(store, kept), "upheld")
    await file(store, about(agora, BILAL, await say(store, agora, SAID, by=BILAL)), by=ANA, text=TOLD)
    await hold(store, agora, SAID)
    await store.append_control("room.announce", SAID.encode(), NOON)
    await Auditing(store, bootstrap.head_signer_of(home.settings), SystemClock()).sign()
    await store.close()


async def opened(home: Home) -> Store:
    return await bootstrap.open_store(home.settings, home.data, bus=LocalBus())


async def audited(home: Home) -> Audited:
    signer = bootstrap.head_signer_of(home.settings)
    async with bootstrap.store_beside(home.settings, home.data) as store:
        return await audit(store, signer, known_key=signer.public_key)


async def test_what_was_decided_is_there_and_what_was_said_is_not(source: Home, target: Home, mo: Keeper) -> None:
    await live_in(source)
    file = await asyncio.to_thread(source.back_up, mo)
    await asyncio.to_thread(target.restore, file, mo)
    before, after = await asyncio.to_thread(source.rows), await asyncio.to_thread(target.rows)
    for table in {*before} - {"rooms", "instance", "moderation_events"}:
        assert after[table] == before[table], table
    assert before["pieces"] and len(before["judgements"]) == len(before["receipts"]) == 1
    assert set(before["moderation_events"]) < set(after["moderation_events"])
    found = await audited(target)
    assert (found.findings, found.heads) == ((), 1)
    store = await opened(target)
    last = (await store.moderation_events(2**31 - 1, 1))[0]
    assert (last.deed.who, last.deed.what) == ("operator", "backup.restored")
    await store.close()


async def test_every_room_has_another_epoch_and_no_number_is_given_twice(
    source: Home, target: Home, mo: Keeper
) -> None:
    await live_in(source)
    await asyncio.to_thread(target.restore, await asyncio.to_thread(source.back_up, mo), mo)
    store = await opened(target)
    before = await asyncio.to_thread(source.rows)
    rooms = {room.slug: room for room in await store.rooms()}
    assert {"agora", "cuisine"} < {*rooms}
    assert {room.epoch for room in rooms.values()} & {str(value) for row in before["rooms"] for value in row} == set()
    assert rooms["agora"].head == 2
    assert not [room for room in rooms.values() if room.privacy == "private" and not room.closed]
    assert (await open_room(store, "minuit")).id > max(room.id for room in rooms.values()) == 3
    assert (await store.staff())[0].name == "Nour"
    order = await store.append_control("room.close", b"{}", NOON)
    assert [entry.seq for entry in await store.control_after(await store.control_cursor())] == [order]
    assert (await say(store, rooms["agora"])).offset == 3
    await store.close()


async def test_no_word_of_a_guest_and_no_key_is_in_it(source: Home, mo: Keeper, tmp_path: Path) -> None:
    await live_in(source)
    file = await asyncio.to_thread(source.back_up, mo)
    plain, sealed = mo.opened(file), file.read_bytes()
    assert b"agora" in plain and b"agora" not in sealed
    keys = [key.read_bytes() for key in (tmp_path / "keys").iterdir()]
    assert len(keys) >= 2
    for secret in (SAID.encode(), TOLD.encode(), b"Les voisins", *keys):
        for written in (secret, base64.b64encode(secret)[:-4], secret.hex().encode()):
            assert written not in plain and written not in sealed
    assert (file.stat().st_mode & 0o777, [*file.parent.glob(".*")]) == (0o600, [])


SOME_BYTES = bytes(range(256))


def some(table: Table) -> dict[str, Value]:
    """A row with a value of its type in every column, the awkward ones too."""
    kinds = [(column.name, column.type) for column in table.columns]
    row = {name: some_value(kind, f"{table.name}.{name}") for name, kind in kinds}
    return {**row, "privacy": "public"} if table.name == "rooms" else row


def some_value(kind: object, place: str) -> Value:
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer):
        return 2**31 - 1
    if isinstance(kind, LargeBinary):
        return SOME_BYTES
    return f'{place} é «\u00a0"\n\\ 🦊 »'


async def fill(home: Home) -> None:
    """One row in every table, but for those that have one."""
    rows = {table: some(found) for table, found in metadata.tables.items() if table != "instance"}
    if home.settings.store.url:
        connection = await asyncpg.connect(home.settings.store.url)
        for table, row in rows.items():
            await connection.copy_records_to_table(table, columns=[*row], records=[[*row.values()]])
        await connection.close()
        return
    await (await opened(home)).close()
    with sqlite3.connect(home.data / FILE_NAME) as file:
        for table, row in rows.items():
            names, places = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
            file.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", [*row.values()])
    file.close()


async def test_every_column_comes_back_as_it_was_and_nothing_of_what_is_left(
    source: Home, target: Home, mo: Keeper
) -> None:
    await fill(source)
    gone = await asyncio.to_thread(target.restore, await asyncio.to_thread(source.back_up, mo), mo)
    assert gone.rows == dict.fromkeys(CARRIED, 1)
    before, after = await asyncio.to_thread(source.rows), await asyncio.to_thread(target.rows)
    for table in {*CARRIED} - {"rooms", "instance", "moderation_events"}:
        assert after[table] == before[table], table
    assert await counted(target, [*LEFT]) == dict.fromkeys(LEFT, 0)


async def counted(home: Home, tables: list[str]) -> dict[str, int]:
    if home.settings.store.url:
        connection = await asyncpg.connect(home.settings.store.url)
        found = {table: await connection.fetchval(f"SELECT count(*) FROM {table}") for table in tables}
        await connection.close()
        return found
    file = sqlite3.connect(home.data / FILE_NAME)
    found = {table: file.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    file.close()
    return found


async def test_a_store_that_is_not_empty_is_left_as_it_is(source: Home, mo: Keeper) -> None:
    await live_in(source)
    file = await asyncio.to_thread(source.back_up, mo)
    before = await asyncio.to_thread(source.rows)
    with pytest.raises(StoreUnavailable, match="one already"):
        await asyncio.to_thread(source.restore, file, mo)
    assert await asyncio.to_thread(source.rows) == before


async def test_nothing_is_there_after_a_backup_that_breaks_off(
    home: Callable[[str, str], Home], target: Home, mo: Keeper
) -> None:
    source = home("source", "")
    await live_in(source)
    file = await asyncio.to_thread(source.back_up, mo)
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    with pytest.raises(BackupBroken):
        await asyncio.to_thread(target.restore, file, mo)
    assert not await is_there(target)
    file.write_bytes(whole)
    await asyncio.to_thread(target.restore, file, mo)
    assert await is_there(target)


async def test_a_full_disk_leaves_no_store(home: Callable[[str, str], Home], mo: Keeper) -> None:
    source, target = home("source", ""), home("target", "")
    await live_in(source)
    file = source.back_up(mo)
    with room_for(200_000), pytest.raises(StoreUnavailable):
        target.restore(file, mo)
    assert [path.name for path in target.data.iterdir()] == ["lock"]


async def test_what_a_kill_left_half_restored_is_no_store_and_in_nobody_s_way(
    home: Callable[[str, str], Home], mo: Keeper
) -> None:
    source, target = home("source", ""), home("target", "")
    await live_in(source)
    target.data.mkdir()
    (target.data / DRAFT).write_bytes(b"half of one")
    with pytest.raises(StoreUnavailable, match="no store"):
        target.rows()
    target.restore(source.back_up(mo), mo)
    assert target.rows()["staff"] == source.rows()["staff"] and not (target.data / DRAFT).exists()


async def is_there(home: Home) -> bool:
    """Whether anything of the backup is."""
    if home.settings.store.url:
        connection = await asyncpg.connect(home.settings.store.url)
        has_tables = await connection.fetchval("SELECT to_regclass('staff') IS NOT NULL")
        await connection.close()
        return has_tables and (await counted(home, ["staff"]))["staff"] > 0
    return (home.data / FILE_NAME).exists()


async def test_a_server_on_it_is_not_restored_over(home: Callable[[str, str], Home], target: Home, mo: Keeper) -> None:
    source = home("source", "")
    await live_in(source)
    file = await asyncio.to_thread(source.back_up, mo)
    serving = await opened(target)
    with pytest.raises((StoreUnavailable, bootstrap.DataDirectoryBusy)):
        await asyncio.to_thread(target.restore, file, mo)
    await serving.close()
