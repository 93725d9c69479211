"""The store of each adapter in turn, and what it published."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.memory import MemoryStore
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.postgres import PostgresStore
from palabre.adapters.sql.sqlite import SqliteStore
from palabre.adapters.vault import FileVault
from palabre.domain.log import LogEvent
from palabre.domain.passing import Passing
from palabre.domain.room import Room
from palabre.ports.bus import Bus
from palabre.ports.sealer import Sealer
from palabre.ports.store import Store
from tests.contract.scene import open_room
from tests.custody import CUSTODIANS
from tests.tools.postgres import PostgresServer

Opener = Callable[[Bus, Sealer], Awaitable[Store]]


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def opener(request: pytest.FixtureRequest) -> Opener:
    """Opens an empty store of each adapter."""
    opener: Opener = request.getfixturevalue(f"open_{request.param}")
    return opener


@pytest.fixture
def vault(tmp_path: Path) -> FileVault:
    """It makes a key for a day only when there is something to record."""
    return FileVault(tmp_path / "keys/vault", CUSTODIANS)


@pytest.fixture
def open_memory(vault: FileVault) -> Opener:
    async def open_store(bus: Bus, sealer: Sealer) -> Store:
        return MemoryStore(bus, sealer, vault)

    return open_store


@pytest.fixture
def open_sqlite(tmp_path: Path, vault: FileVault) -> Opener:
    async def open_store(bus: Bus, sealer: Sealer) -> Store:
        return await SqliteStore.open(tmp_path / "data", bus=bus, sealer=sealer, vault=vault)

    return open_store


@pytest.fixture
def open_postgres(migrated_url: str, vault: FileVault) -> Opener:
    async def open_store(bus: Bus, sealer: Sealer) -> Store:
        return await PostgresStore.open(migrated_url, bus=bus, sealer=sealer, vault=vault)

    return open_store


@pytest.fixture(scope="session")
async def migrated_database(postgres_server: PostgresServer) -> AsyncIterator[str]:
    """The name of a database with the tables made and nothing in them."""
    name = await postgres_server.create_database()
    store = await PostgresStore.open(postgres_server.url(name), bus=LocalBus(), sealer=AesGcmSealer())
    await store.close()
    yield name
    await postgres_server.drop_database(name)


@pytest.fixture
async def migrated_url(postgres_server: PostgresServer, migrated_database: str) -> AsyncIterator[str]:
    """The address of a copy of it: quicker than making the tables again."""
    name = await postgres_server.create_database(migrated_database)
    yield postgres_server.url(name)
    await postgres_server.drop_database(name)


@pytest.fixture
def bus() -> LocalBus:
    return LocalBus()


@pytest.fixture
def sealer() -> AesGcmSealer:
    return AesGcmSealer()


@pytest.fixture
def published(bus: LocalBus) -> list[LogEvent]:
    """Every event the bus was given, in order."""
    events: list[LogEvent] = []
    bus.listen(events.extend)
    return events


@pytest.fixture
def passed_on(bus: LocalBus) -> list[Passing]:
    """Every passing fact the bus was given, in order."""
    facts: list[Passing] = []
    bus.listen_passing(facts.extend)
    return facts


@pytest.fixture
async def store(opener: Opener, bus: LocalBus, sealer: AesGcmSealer) -> AsyncIterator[Store]:
    store = await opener(bus, sealer)
    yield store
    await store.close()


@pytest.fixture
async def agora(store: Store) -> Room:
    return await open_room(store, "agora")


@pytest.fixture
async def cuisine(store: Store, agora: Room) -> Room:
    return await open_room(store, "cuisine")
