"""Measures the SQLite log writer alone: `python tests/bench/log_writer.py [--posts N] [--at-once N] [--rooms N]`."""

import argparse
import asyncio
import secrets
import statistics
import tempfile
import time
from pathlib import Path

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.sqlite import SqliteStore
from palabre.domain.message import Author, Draft
from palabre.domain.room import RoomSettings
from palabre.ports.store import Store

BODY = "Bonsoir à tous, il reste de la soupe ? " * 4


async def main() -> None:
    options = parsed()
    with tempfile.TemporaryDirectory(dir=options.directory) as folder:
        store = await SqliteStore.open(Path(folder), bus=LocalBus(), sealer=AesGcmSealer())
        drafts = await prepared(store, options.posts, options.rooms)
        started, cpu = time.perf_counter(), time.process_time()
        waits = await poured(store, drafts, options.at_once)
        took, worked = time.perf_counter() - started, time.process_time() - cpu
        await store.close()
    p99 = statistics.quantiles(waits, n=100)[98] * 1000
    print(
        f"{options.posts / took:,.0f} messages/s, {options.at_once} at once, {options.rooms} rooms; "
        f"median {statistics.median(waits) * 1000:.1f} ms, p99 {p99:.1f} ms, {worked / took:.2f} of a core"
    )


async def prepared(store: Store, posts: int, rooms: int) -> list[Draft]:
    """Drafts of 500 guests, by turns in each room."""
    opened = [await store.create_room(f"r{n}", RoomSettings(name="Room"), "e") for n in range(rooms)]
    return [
        Draft(
            id=secrets.token_urlsafe(16),
            room_id=opened[number % rooms].id,
            session_id=f"session-{number % 500:032}",
            client_message_id=secrets.token_hex(16),
            body=BODY,
            author=Author("Ana", "abcdefghijkl"),
            sent_ms=1_795_348_800_000 + number,
        )
        for number in range(posts)
    ]


async def poured(store: Store, drafts: list[Draft], at_once: int) -> list[float]:
    """Post them all, `at_once` waiting at any time; return how many seconds each waited."""
    left = iter(drafts)
    waits: list[float] = []

    async def pour() -> None:
        for draft in left:
            asked = time.perf_counter()
            await store.post(draft)
            waits.append(time.perf_counter() - asked)

    await asyncio.gather(*(pour() for _ in range(at_once)))
    return waits


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=60_000)
    parser.add_argument("--at-once", type=int, default=1_000)
    parser.add_argument("--rooms", type=int, default=5)
    parser.add_argument("--directory", help="where to put the database (default: the temporary folder)")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
