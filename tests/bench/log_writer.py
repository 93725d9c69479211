"""Measures the SQLite log writer alone: `python tests/bench/log_writer.py [--rate N | --at-once N] [--posts N]`."""

import argparse
import asyncio
import gc
import secrets
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.sqlite import SqliteStore
from palabre.domain.message import Author, Draft
from palabre.domain.room import RoomSettings
from palabre.ports.store import Store

BODY = "Bonsoir à tous, il reste de la soupe ? " * 4
GUESTS = 500


async def main() -> None:
    options = parsed()
    with tempfile.TemporaryDirectory(dir=options.directory) as folder:
        store = await SqliteStore.open(Path(folder), bus=LocalBus(), sealer=AesGcmSealer())
        drafts = await prepared(store, options.posts, options.rooms)
        gc.freeze()  # a server does not hold sixty thousand drafts for the collector to walk through
        started, cpu = time.perf_counter(), time.process_time()
        if options.rate:
            waits = await paced(store, drafts, options.rate)
        else:
            waits = await poured(store, drafts, options.at_once)
        took, worked = time.perf_counter() - started, time.process_time() - cpu
        await store.close()
    p99 = statistics.quantiles(waits, n=100)[98] * 1000
    print(
        f"{options.posts / took:,.0f} messages/s; median {statistics.median(waits) * 1000:.1f} ms, "
        f"p99 {p99:.1f} ms, {worked / took:.2f} of a core"
    )


async def prepared(store: Store, posts: int, rooms: int) -> list[Draft]:
    """Drafts of 500 guests, by turns in each room."""
    guests = [secrets.token_urlsafe(16) for _ in range(GUESTS)]
    opened = [await store.create_room(f"r{n}", RoomSettings(name="Room"), "e") for n in range(rooms)]
    return [
        Draft(
            id=secrets.token_urlsafe(16),
            room_id=opened[number % rooms].id,
            session_id=guests[number % GUESTS],
            client_message_id=secrets.token_urlsafe(16),
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
            waits.append(await timed(store, draft))

    await asyncio.gather(*(pour() for _ in range(at_once)))
    return waits


async def paced(store: Store, drafts: list[Draft], rate: int) -> list[float]:
    """Post `rate` a second, whether or not earlier ones are done; return how many seconds each waited."""
    started = time.perf_counter()
    writing = []
    for place, batch in in_milliseconds(drafts, rate):
        await asyncio.sleep(started + place / 1000 - time.perf_counter())
        writing += [asyncio.create_task(timed(store, draft)) for draft in batch]
    return await asyncio.gather(*writing)


def in_milliseconds(drafts: list[Draft], rate: int) -> Iterator[tuple[int, list[Draft]]]:
    """The drafts due in each millisecond."""
    for place in range(len(drafts) * 1000 // rate + 1):
        yield place, drafts[place * rate // 1000 : (place + 1) * rate // 1000]


async def timed(store: Store, draft: Draft) -> float:
    asked = time.perf_counter()
    await store.post(draft)
    return time.perf_counter() - asked


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=60_000)
    parser.add_argument("--rate", type=int, default=0, help="messages a second (default: as many as it takes)")
    parser.add_argument("--at-once", type=int, default=1_000, help="how many wait at any time, without --rate")
    parser.add_argument("--rooms", type=int, default=5)
    parser.add_argument("--directory", help="where to put the database (default: the temporary folder)")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
