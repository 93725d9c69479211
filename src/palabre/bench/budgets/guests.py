"""The budgets of being there: memory of a guest, everyone back after a restart, bytes told to one."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from palabre.bench.budgets.shape import Budget, Ground, Measured, Promise
from palabre.bench.crowd import Crowd, Party
from palabre.bench.percentiles import joined
from palabre.bench.poster import post_at, posters
from palabre.bench.reference import SERVER_CORE
from palabre.bench.server import Server, Setting, figures
from palabre.bench.stage import Stage

GUESTS = 9_000
ROOMS = 300
# More than the 25 s between two pings.
PINGED_S = 30.0
MINUTE_S = 60.0
POLL_S = 0.02
BACK_WITHIN_S = 60.0
LIVE_RATE = 20.0
NEIGHBOURS, WRITTEN, LONG = 10, 60, 380
GENEROUS = 1_000.0
KB = 1_000


async def idle_memory(ground: Ground) -> Measured:
    """9,000 sessions that entered a room of 30, wrote once, were pinged and stay; allowances are kept for each."""
    rooms = [f"bench-{number}" for number in range(ROOMS)]
    async with started(ground, Setting(rooms=rooms, factor=GENEROUS)) as server:
        await patterns_ready(server)
        empty = server.sample()
        async with posters(Stage(server.port), GUESTS) as everyone:
            for place, poster in enumerate(everyone):
                await poster.enter(rooms[place % ROOMS])
            await post_at(everyone, rooms, rate=GUESTS / PINGED_S, seconds=PINGED_S)
            await asyncio.sleep(PINGED_S)
            full = server.sample()
    return {"memory a guest": (full.rss_kib - empty.rss_kib) / GUESTS, "guests": GUESTS}


async def after_a_restart(ground: Ground) -> Measured:
    """The server is killed under 9,000 guests and started again; one more guest writes as soon as it is up."""
    rooms = [f"bench-{number}" for number in range(9)]
    async with started(ground, Setting(rooms=rooms)) as server, Crowd(server.port, processes=1) as crowd:
        await crowd.enter([Party(room, GUESTS // len(rooms)) for room in rooms])
        await server.kill()
        await server.start()
        up = time.monotonic()
        await crowd.mark()
        async with posters(Stage(server.port), 1) as everyone:
            await everyone[0].enter(rooms[0])
            writing = asyncio.create_task(post_at(everyone, rooms[:1], rate=LIVE_RATE, seconds=BACK_WITHIN_S))
            await everyone_back(crowd)
            back = time.monotonic() - up
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
            seen = await crowd.mark()
    return {
        "back": back,
        "refused for good": GUESTS - seen.connected,
        "live p99": joined([seen.to_deliver]).at(0.99),
        "guests' core": seen.cpu,
    }


async def everyone_back(crowd: Crowd) -> None:
    """Wait until everyone is in a room again, or for a minute."""
    given_up = time.monotonic() + BACK_WITHIN_S
    while True:
        if crowd.progress.connected >= GUESTS or time.monotonic() > given_up:
            return
        await asyncio.sleep(POLL_S)


async def patterns_ready(server: Server) -> None:
    """Wait until the server has made every pattern of screening: what it grows by afterwards is its guests."""
    while True:
        if (await figures(server.port)).get("palabre_patterns_ready"):
            return
        await asyncio.sleep(POLL_S)


async def bytes_told(ground: Ground) -> Measured:
    """A newcomer to a room of long messages, and a minute there with ten others who say nothing."""
    async with started(ground, Setting(rooms=["agora"])) as server, posters(Stage(server.port), NEIGHBOURS) as others:
        for number, poster in enumerate(others):
            await poster.enter("agora")
            for place in range(WRITTEN // NEIGHBOURS):
                poster.post("agora", f"{number} {place} " + "où va-t-on ? " * (LONG // 13))
            await poster.all_answered()
        stage = Stage(server.port)
        async with posters(stage, 1) as (newcomer,):
            connected = stage.counts.bytes_in
            await newcomer.enter("agora")
            entered = stage.counts.bytes_in
            await asyncio.sleep(MINUTE_S)
            return {
                "snapshot": (entered - connected) / KB,
                "quiet minute": (stage.counts.bytes_in - entered) / KB,
            }


@asynccontextmanager
async def started(ground: Ground, setting: Setting) -> AsyncIterator[Server]:
    """A server on the servers' core, gone when the block ends."""
    with tempfile.TemporaryDirectory(dir=ground.folder) as folder:
        server = Server(Path(folder), setting, core=SERVER_CORE)
        try:
            await server.start()
            yield server
        finally:
            await server.kill()


PRESENCE = (
    Budget(
        "idle-memory",
        "server memory a guest, the difference at 9,000: session, presence, allowance, ping included",
        (Promise("memory a guest", "KiB", most=10),),
        idle_memory,
        rounds=1,
    ),
    Budget(
        "after-a-restart",
        "9,000 guests come back by themselves after a kill, counted from when the server is up",
        (
            Promise("back", "s", most=8),
            Promise("refused for good", "", most=0),
            Promise("live p99", "ms", most=200),
        ),
        after_a_restart,
    ),
    Budget(
        "bytes",
        "what one guest is told: entering, and a minute in a quiet room",
        (Promise("snapshot", "kB", most=25), Promise("quiet minute", "kB", most=1)),
        bytes_told,
        rounds=1,
    ),
)
