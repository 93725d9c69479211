"""A data directory, and stores opened on it one after the other."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.sqlite import SqliteStore

Start = Callable[[], Awaitable[SqliteStore]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
async def start(data: Path, bus: LocalBus, sealer: AesGcmSealer) -> AsyncIterator[Start]:
    """Opens the store of `data`, after closing the one opened before; a locked database is waited for 0.1 s."""
    opened: list[SqliteStore] = []

    async def start() -> SqliteStore:
        for earlier in opened:
            await earlier.close()
        opened.append(await SqliteStore.open(data, bus=bus, sealer=sealer, busy_s=0.1))
        return opened[-1]

    yield start
    for store in opened:
        await store.close()
