"""Connection records in the store: committed with what they are records of, and forgotten a year later."""

import asyncio
from datetime import date
from itertools import count

import pyrage

from palabre.adapters.vault import FileVault
from palabre.adapters.vault.files import keys_of
from palabre.adapters.vault.pairs import secret_of
from palabre.domain.connection_record import Record
from palabre.domain.room import Room
from palabre.ports.store import Store, StoreUnavailable
from palabre.ports.vault import KeptRecords
from tests.contract.desk import release, waiting
from tests.contract.scene import ANA, NOON, assert_refused, draft, say, session_of
from tests.custody import IDENTITIES

DAY = date(2026, 11, 23)
numbers = count(1)


def record(text: str = "", day: date = DAY) -> Record:
    return Record(day=day, plain=(text or f"record-{next(numbers)}").encode())


async def kept(store: Store, vault: FileVault, day: date = DAY) -> list[str]:
    """What two custodians read of a day."""
    found = await store.vault_records(day.isoformat(), "", 1_000)
    return sorted(line for each in found for line in opened(vault, each))


def opened(vault: FileVault, found: KeptRecords) -> list[str]:
    (key,) = [key for key in keys_of(vault.folder, found.records.day) if key.recipient == found.records.recipient]
    plain: bytes = pyrage.decrypt(found.records.sealed, [secret_of(key, *IDENTITIES[:2])])
    lines = plain.decode().split()
    assert len(lines) == found.records.count
    return lines


async def test_a_message_brings_its_record_and_a_retry_none(store: Store, agora: Room, vault: FileVault) -> None:
    written = draft(agora, key="c")
    await store.post(written, record("first"))
    assert not (await store.post(written, record("again"))).fresh
    assert await kept(store, vault) == ["first"]


async def test_many_at_once_bring_one_each(store: Store, agora: Room, cuisine: Room, vault: FileVault) -> None:
    posts = [store.post(draft(room), record(f"{n}")) for n in range(20) for room in (agora, cuisine)]
    known = draft(agora, key="c")
    await asyncio.gather(*posts, store.post(known, record("known")), store.post(known, record("known")))
    assert await kept(store, vault) == sorted([*map(str, [*range(20)] * 2), "known"])


async def test_what_is_refused_leaves_no_record(store: Store, agora: Room, vault: FileVault) -> None:
    await say(store, agora)
    await store.change_room(agora.id, agora.settings, closed=True)
    with assert_refused("room_closed"):
        await store.post(draft(agora), record())
    with assert_refused("not_found"):
        await store.edit(agora.id, "unknown", ANA, "Bonsoir", NOON, record())
    assert await store.vault_days() == []


async def test_an_edit_brings_a_record(store: Store, agora: Room, vault: FileVault) -> None:
    posted = await say(store, agora)
    await store.edit(agora.id, posted.message_id, ANA, "Bonsoir !", NOON, record("edited"))
    assert await kept(store, vault) == ["edited"]


async def test_a_message_that_waits_brings_its_record_once(store: Store, agora: Room, vault: FileVault) -> None:
    held = waiting(draft(agora))
    await store.hold(held, record("waits"))
    await store.hold(held, record("again"))
    await release(store, held)
    assert await kept(store, vault) == ["waits"]


async def test_a_session_and_a_name_it_takes_bring_records(store: Store, agora: Room, vault: FileVault) -> None:
    await store.open_session(session_of(ANA), record("session"))
    assert await store.hold_name(agora.id, ANA, "Anaïs", "anais", NOON, NOON + 1, record("name")) == "held"
    assert await store.hold_name(agora.id, "other", "Anaïs", "anais", NOON, NOON + 1, record("taken")) == "taken"
    assert await kept(store, vault) == ["name", "session"]


async def test_days_are_told_and_read_page_by_page(store: Store, agora: Room) -> None:
    for day in (DAY, date(2026, 11, 22), DAY):
        await store.post(draft(agora), record(day=day))
    assert await store.vault_days() == ["2026-11-22", "2026-11-23"]
    (first,) = await store.vault_records("2026-11-23", "", 1)
    (second,) = await store.vault_records("2026-11-23", first.id, 1)
    assert await store.vault_records("2026-11-23", second.id, 1) == []
    assert first.id < second.id


async def test_days_past_are_destroyed_some_rows_at_a_time(store: Store, agora: Room) -> None:
    for day in (21, 21, 22, 23):
        await store.post(draft(agora), record(day=date(2026, 11, day)))
    assert await store.forget_vault("2026-11-22", 2) == 2
    assert await store.forget_vault("2026-11-22", 2) == 1
    assert await store.forget_vault("2026-11-22", 2) == 0
    assert await store.vault_days() == ["2026-11-23"]


async def test_without_the_days_key_nothing_is_written(store: Store, agora: Room, vault: FileVault) -> None:
    vault.folder.parent.mkdir(parents=True)
    vault.folder.write_text("a file where a folder must be")
    outcome = await asyncio.gather(store.post(draft(agora), record()), return_exceptions=True)
    assert isinstance(outcome[0], StoreUnavailable)
    vault.folder.unlink()
    assert (await store.post(draft(agora), record())).offset == 1
