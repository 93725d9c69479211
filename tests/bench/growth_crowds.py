"""What a message costs as crowds grow: guests of one room, rooms of one guest, connections that only stay."""

import asyncio
import resource
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.sqlite import SqliteStore
from palabre.bench.budgets.guests import patterns_ready
from palabre.bench.crowd import Crowd, Party
from palabre.bench.percentiles import joined
from palabre.bench.reference import ROOM, SERVER_CORE, Figures, Programs, Target, listen, palabre_target
from palabre.bench.server import Server, Setting, figures
from palabre.domain.room import RoomSettings
from tests.bench.writers import writing

# Files a process holds open besides its connections, and the writer who comes beside those who listen.
OTHER_FILES = 120
DELIVERIES_PER_S = 20_000
SLOWEST, FASTEST = 1.0, 200.0
SETTLE_S, IDLE_S, WRITING_S = 1.0, 3.0, 6.0
WARM_S = SETTLE_S + IDLE_S + 2.0
# One server's guests stay until those of the others, on the same core, have come.
HOLD_S, HOLD_SEVERAL_S, CONNECT_WITHIN_S = 20.0, 90.0, 900.0
AT_ONCE = 500
Measured = dict[str, float]


def most_connections() -> int:
    """How many guests one server may hold here: the hard limit of open files, less what it needs itself."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[1] - OTHER_FILES


async def one_room(programs: Programs, folder: Path, guests: int) -> Measured:
    """Everyone in one room, one guest writing: CPU a message in ms, and when the last of them has it."""
    rate = min(FASTEST, max(SLOWEST, DELIVERIES_PER_S / guests))
    async with started(folder, Setting(rooms=[ROOM])) as server:
        await patterns_ready(server)
        empty = server.sample()
        target = palabre_target(server.port, server.pid)
        work = listen(programs, target, connections=guests, seconds=WRITING_S, warm=WARM_S)
        listening = asyncio.create_task(work)
        try:
            await everyone_in(server, guests, listening)
            await asyncio.sleep(SETTLE_S)
            kib = (server.sample().rss_kib - empty.rss_kib) / guests
            resting = await idle_cores(server)
            async with writing(server.url, 1, rate=rate) as written:
                await asyncio.sleep(SETTLE_S)
                cost = await cost_of(server, written, resting)
                heard = await listening
        finally:
            listening.cancel()
    return {"room-cpu": cost, "room-last": heard.p99_ms, "room-memory": kib, "room-resting": resting}


async def many_rooms(folder: Path, rooms: int) -> Measured:
    """As many rooms as guests, each writing to itself at times: CPU a message in ms, and that of nobody writing."""
    slugs = [f"r{number}" for number in range(rooms)]
    await create_rooms(folder / "data", slugs)
    async with started(folder, Setting(rooms=[ROOM])) as server, Crowd(server.port, processes=1) as crowd:
        await patterns_ready(server)
        empty = server.sample()
        if away := await crowd.enter([Party(slug, 1) for slug in slugs]):
            raise RuntimeError(f"not everyone came in: {away}")
        await asyncio.sleep(SETTLE_S)
        kib = (server.sample().rss_kib - empty.rss_kib) / rooms
        resting = await idle_cores(server)
        writing = asyncio.create_task(crowd.write(rate=FASTEST, seconds=WRITING_S + 2 * SETTLE_S))
        await asyncio.sleep(SETTLE_S)
        before = server.sample()
        await crowd.mark()
        await asyncio.sleep(WRITING_S)
        seen, after = await crowd.mark(), server.sample()
        await writing
    cost = (after.cpu_s - before.cpu_s - resting * (after.at_s - before.at_s)) / seen.acknowledged * 1_000
    late = joined([seen.to_acknowledge]).at(0.99)
    return {"rooms-cpu": cost, "rooms-late": late, "rooms-memory": kib, "rooms-resting": resting}


async def only_there(programs: Programs, folder: Path, connections: int) -> Measured:
    """Spectators who only stay, on as many servers as it takes: KiB a connection, and the cores that resting takes."""
    servers = -(-connections // most_connections())
    shares = [connections // servers] * servers
    async with AsyncExitStack() as stack:
        running = [
            await stack.enter_async_context(started(folder / f"{number}", Setting(rooms=[ROOM])))
            for number in range(servers)
        ]
        for server in running:
            await patterns_ready(server)
        empty = [server.sample().rss_kib for server in running]
        holding = [
            asyncio.create_task(hold(programs, server, share, HOLD_S if servers == 1 else HOLD_SEVERAL_S))
            for server, share in zip(running, shares, strict=True)
        ]
        for server, share, task in zip(running, shares, holding, strict=True):
            await everyone_in(server, share, task)
        await asyncio.sleep(SETTLE_S)
        resting = sum([await idle_cores(server) for server in running])
        full = [server.sample().rss_kib for server in running]
        await asyncio.gather(*holding)
    return {"there-memory": (sum(full) - sum(empty)) / connections, "there-resting": resting}


def made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


async def hold(programs: Programs, server: Server, connections: int, seconds: float) -> Figures:
    target = palabre_target(server.port, server.pid)
    patient = Target(target.port, target.pid, (*target.options, "-T", f"{CONNECT_WITHIN_S:g}"))
    return await listen(programs, patient, connections=connections, seconds=seconds, idle=True)


async def create_rooms(data: Path, slugs: list[str]) -> None:
    """Rooms beyond those of a configuration, which holds a thousand at most."""
    store = await SqliteStore.open(data, bus=LocalBus(), sealer=AesGcmSealer())
    try:
        for place in range(0, len(slugs), AT_ONCE):
            some = slugs[place : place + AT_ONCE]
            await asyncio.gather(*(store.create_room(slug, RoomSettings(name=slug), "e") for slug in some))
    finally:
        await store.close()


@asynccontextmanager
async def started(folder: Path, setting: Setting) -> AsyncIterator[Server]:
    """A server on the servers' core."""
    server = Server(made(folder), setting, core=SERVER_CORE)
    try:
        await server.start()
        yield server
    finally:
        await server.kill()


async def everyone_in(server: Server, connections: int, listening: "asyncio.Task[Figures]") -> None:
    """Wait until all are connected, so that nobody writes meanwhile."""
    while True:
        if listening.done():
            raise RuntimeError("the load client ended before everyone was in")
        if (await figures(server.port)).get("palabre_connections", 0) >= connections:
            return
        await asyncio.sleep(0.1)


async def idle_cores(server: Server) -> float:
    """The share of a core that is used when nobody writes."""
    before = server.sample()
    await asyncio.sleep(IDLE_S)
    after = server.sample()
    return (after.cpu_s - before.cpu_s) / (after.at_s - before.at_s)


async def cost_of(server: Server, written: Callable[[], int], resting: float) -> float:
    """CPU in ms a message, beyond what resting costs, over a while of writing."""
    before, sent = server.sample(), written()
    await asyncio.sleep(WRITING_S)
    after, sent = server.sample(), written() - sent
    return (after.cpu_s - before.cpu_s - resting * (after.at_s - before.at_s)) / sent * 1_000
