"""Several nodes on one PostgreSQL, and what happens when it goes away."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.postgres import DatabaseUnusable, PostgresStore
from palabre.adapters.sql.postgres.connection import plain_url
from palabre.domain.log import LogEvent
from palabre.ports.store import Recorded, StoreUnavailable
from tests.contract.scene import ANA, NOON, assert_refused, draft, like, messages_of, open_room, say, standing

# Short for who waits in vain, long enough for forty writers in a row on a busy machine.
LOCK_S = 1.0


@pytest.fixture
async def nodes(
    migrated_url: str, bus: LocalBus, sealer: AesGcmSealer
) -> AsyncIterator[tuple[PostgresStore, PostgresStore]]:
    """Two stores on the same database; the first publishes on `bus`."""
    one = await PostgresStore.open(migrated_url, bus=bus, sealer=sealer, lock_s=LOCK_S)
    other = await PostgresStore.open(migrated_url, bus=LocalBus(), sealer=sealer, lock_s=LOCK_S)
    yield one, other
    await one.close()
    await other.close()


@pytest.fixture
async def stranger(migrated_url: str) -> AsyncIterator[asyncpg.Connection]:
    """Another program on the same database."""
    connection = await asyncpg.connect(plain_url(migrated_url))
    yield connection
    await connection.close()


async def test_two_nodes_write_the_same_rooms_without_hole_or_deadlock(
    nodes: tuple[PostgresStore, PostgresStore], published: list[LogEvent]
) -> None:
    rooms = [await open_room(nodes[0], f"room-{number}") for number in range(6)]
    drafts = [draft(rooms[number * 7 % 6], f"n° {number}") for number in range(600)]
    outcomes = await asyncio.gather(*(nodes[n % 2].post(each) for n, each in enumerate(drafts)))
    assert all(outcome.fresh for outcome in outcomes)
    for room in rooms:
        offsets = [message.offset for message in await messages_of(nodes[0], room)]
        assert offsets == list(range(1, 101))
        told = [event.offset for event in published if event.room_id == room.id]
        assert told == sorted(told)


async def test_a_retry_on_another_node_is_answered_with_the_first_outcome(
    nodes: tuple[PostgresStore, PostgresStore],
) -> None:
    agora, cuisine = await open_room(nodes[0]), await open_room(nodes[0], "cuisine")
    outcomes = await asyncio.gather(*(nodes[n % 2].post(draft(agora, key="k")) for n in range(20)))
    assert [outcome.fresh for outcome in outcomes].count(True) == 1
    assert {outcome.offset for outcome in outcomes} == {1}
    with assert_refused("conflict"):
        await nodes[1].post(draft(cuisine, key="k"))


async def test_reactions_put_on_two_nodes_all_stand_under_versions_of_their_own(
    nodes: tuple[PostgresStore, PostgresStore],
) -> None:
    agora = await open_room(nodes[0])
    posted = [await say(nodes[0], agora) for _ in range(2)]
    reacted = await asyncio.gather(*(like(nodes[n % 2], agora, posted[n % 3 % 2], by=f"guest-{n}") for n in range(60)))
    assert len({each.version for each in reacted}) == 60
    assert await standing(nodes[1], agora) == {1: {"like": 40}, 2: {"like": 20}}


async def test_control_entries_of_two_nodes_leave_no_hole(
    nodes: tuple[PostgresStore, PostgresStore],
) -> None:
    asked = [nodes[n % 2].append_control("room.edit", b"{}", NOON) for n in range(40)]
    assert sorted(await asyncio.gather(*asked)) == list(range(1, 41))


async def test_a_locked_room_refuses_writes_until_it_is_let_go(
    nodes: tuple[PostgresStore, PostgresStore], stranger: asyncpg.Connection
) -> None:
    store, _ = nodes
    agora = await open_room(store)
    async with stranger.transaction():
        await stranger.execute("SELECT * FROM rooms FOR UPDATE")
        with pytest.raises(StoreUnavailable):
            await say(store, agora, "perdu")
        assert (await store.window(agora.id, 50)).events == []
    assert (await say(store, agora, "gardé")).offset == 1


async def test_a_lost_connection_loses_nothing_acknowledged(
    nodes: tuple[PostgresStore, PostgresStore], stranger: asyncpg.Connection
) -> None:
    store, _ = nodes
    agora = await open_room(store)
    outcomes: list[Recorded | BaseException] = []
    for _ in range(5):
        writing = asyncio.gather(*(say(store, agora) for _ in range(200)), return_exceptions=True)
        await stranger.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        outcomes += await writing
    outcomes.append(await say(store, agora, "encore là"))
    told = [(outcome.offset, outcome.message_id) for outcome in outcomes if isinstance(outcome, Recorded)]
    kept = await messages_of(store, agora)
    assert [message.offset for message in kept] == list(range(1, len(kept) + 1))
    assert set(told) <= {(message.offset, message.id) for message in kept}
    unexpected = [o for o in outcomes if not isinstance(o, Recorded | StoreUnavailable)]
    assert unexpected == []


async def test_everything_survives_a_restart(
    nodes: tuple[PostgresStore, PostgresStore], migrated_url: str, bus: LocalBus, sealer: AesGcmSealer
) -> None:
    store, _ = nodes
    agora = await open_room(store)
    first = await store.post(draft(agora, key="k"))
    await store.remove(agora.id, first.message_id, ANA, NOON)
    before = await store.window(agora.id, 50)
    again = await PostgresStore.open(plain_url(migrated_url), bus=bus, sealer=sealer)
    assert await again.window(agora.id, 50) == before
    assert not (await again.post(draft(agora, key="k"))).fresh
    await again.close()


async def test_nodes_that_start_together_make_the_tables_once(
    postgres_url: str, bus: LocalBus, sealer: AesGcmSealer
) -> None:
    stores = await asyncio.gather(*(PostgresStore.open(postgres_url, bus=bus, sealer=sealer) for _ in range(3)))
    assert [await store.is_writable() for store in stores] == [True, True, True]
    await asyncio.gather(*(store.close() for store in stores))


async def test_a_server_that_is_not_there_is_said_plainly(bus: LocalBus, sealer: AesGcmSealer) -> None:
    with pytest.raises(DatabaseUnusable, match="cannot be reached") as raised:
        await PostgresStore.open("postgresql://palabre:s3cret@127.0.0.1:1/palabre", bus=bus, sealer=sealer)
    assert "s3cret" not in str(raised.value)


async def test_a_database_of_a_later_version_is_refused(
    migrated_url: str, stranger: asyncpg.Connection, bus: LocalBus, sealer: AesGcmSealer
) -> None:
    await stranger.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseUnusable, match="later version"):
        await PostgresStore.open(migrated_url, bus=bus, sealer=sealer)


async def test_one_server_at_a_time_says_so_and_the_next_may_begin_when_it_ends(
    migrated_url: str, bus: LocalBus, sealer: AesGcmSealer
) -> None:
    one = await PostgresStore.open(migrated_url, bus=bus, sealer=sealer, is_alone=True)
    with pytest.raises(DatabaseUnusable, match="another Palabre already serves"):
        await PostgresStore.open(migrated_url, bus=bus, sealer=sealer, is_alone=True)
    beside = await PostgresStore.open(migrated_url, bus=bus, sealer=sealer)
    await beside.close()
    await one.close()
    await (await PostgresStore.open(migrated_url, bus=bus, sealer=sealer, is_alone=True)).close()


async def test_a_server_whose_lock_was_lost_takes_it_again_and_is_unhealthy_while_another_has_it(
    migrated_url: str, bus: LocalBus, sealer: AesGcmSealer, stranger: asyncpg.Connection
) -> None:
    store = await PostgresStore.open(migrated_url, bus=bus, sealer=sealer, is_alone=True)
    assert await store.is_writable()
    held = "SELECT pid FROM pg_locks WHERE locktype = 'advisory'"
    await stranger.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM ({held}) AS holders")
    other = await PostgresStore.open(migrated_url, bus=bus, sealer=sealer, is_alone=True)
    # The first look meets the lost connection, the next one another server.
    assert [await store.is_writable() for _ in range(2)] == [False, False]
    await other.close()
    assert await store.is_writable()
    await store.close()
