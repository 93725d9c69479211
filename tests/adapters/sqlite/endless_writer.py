"""A process that writes until it is killed, printing what was acknowledged: `… DIRECTORY`."""

import asyncio
import secrets
import sys
from pathlib import Path

from msgspec.structs import replace

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.sqlite import SqliteStore
from palabre.domain.room import Room
from palabre.ports.store import Store
from tests.contract.scene import draft, open_room

WRITERS = 12


async def main(directory: Path) -> None:
    store = await SqliteStore.open(directory, bus=LocalBus(), sealer=AesGcmSealer())
    rooms = await store.rooms() or [await open_room(store)]
    await asyncio.gather(*(write(store, rooms[0]) for _ in range(WRITERS)))


async def write(store: Store, room: Room) -> None:
    while True:
        key = secrets.token_hex(16)
        outcome = await store.post(replace(draft(room, key=key), id=key))
        print(outcome.message_id, outcome.offset, flush=True)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
