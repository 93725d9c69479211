"""The memory store's own: a fault on demand."""

import pytest

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.memory import MemoryStore
from palabre.adapters.sealing import AesGcmSealer
from palabre.ports.store import StoreUnavailable
from tests.contract.scene import open_room, say


async def test_a_store_made_unwritable_refuses_writes_until_it_is_mended() -> None:
    store = MemoryStore(LocalBus(), AesGcmSealer())
    agora = await open_room(store)
    store.tables.writable = False
    assert not await store.is_writable()
    with pytest.raises(StoreUnavailable):
        await say(store, agora)
    store.tables.writable = True
    assert (await say(store, agora)).offset == 1
