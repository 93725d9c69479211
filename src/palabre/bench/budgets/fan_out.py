"""The budgets of fan-out: deliveries beside the C reference, coalesced, through the whole path, into one huge room."""

import asyncio
import resource
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from palabre.bench.budgets.guests import patterns_ready
from palabre.bench.budgets.shape import Budget, Ground, Measured, Promise
from palabre.bench.poster import post_at, posters
from palabre.bench.reference import (
    SERVER_CORE,
    Figures,
    Target,
    listen,
    listening,
    palabre_target,
    pinned,
    reference_server,
    running,
)
from palabre.bench.server import Server, Setting, figures, free_port
from palabre.bench.stage import Stage

ROOM_SIZE = 1_000
SECONDS = 6.0
COALESCED_RATE = 2_060.0
QUIET_RATE = 20.0
LIVELY_RATE = 20.6
ROOMS = 5
# Files a process holds open besides its connections.
OTHER_FILES = 120
RARE = 0.5
LARGE = 9_000
WARM_S = 4.0
POLL_S = 0.1


async def beside_reference(ground: Ground) -> Measured:
    """As fast as both go, one write a delivery: the C server, then Palabre; again with a client that never sleeps."""
    theirs, ours = await pair(ground, is_awake=False)
    theirs_awake, ours_awake = await pair(ground, is_awake=True)
    return {
        "ratio": ours.deliv_per_s / theirs.deliv_per_s,
        "ratio with a client that never sleeps": ours_awake.deliv_per_s / theirs_awake.deliv_per_s,
        "deliveries/s": ours.deliv_per_s,
        "reference deliveries/s": theirs.deliv_per_s,
        "µs a delivery": ours.cpu_s_per_M,
        "reference µs a delivery": theirs.cpu_s_per_M,
    }


async def pair(ground: Ground, *, is_awake: bool) -> tuple[Figures, Figures]:
    """The reference and Palabre, one after the other."""
    async with reference_server(ground.given(), connections=ROOM_SIZE, rate=0) as target:
        theirs = await heard(ground, target.never_asleep() if is_awake else target, ROOM_SIZE)
    async with at_hub(ROOM_SIZE, rate=0) as target:
        return theirs, await heard(ground, target.never_asleep() if is_awake else target, ROOM_SIZE)


async def coalesced(ground: Ground) -> Measured:
    """2,060 messages a second at the hub, joined within 10 ms; beside what the C server does with a write for each."""
    async with reference_server(ground.given(), connections=ROOM_SIZE, rate=0) as target:
        theirs = await heard(ground, target, ROOM_SIZE)
    async with at_hub(ROOM_SIZE, rate=COALESCED_RATE, coalesce_ms=10) as target:
        ours = await heard(ground, target, ROOM_SIZE)
    return {
        "deliveries/s": ours.deliv_per_s,
        "times the reference": ours.deliv_per_s / theirs.deliv_per_s,
        "p99": ours.p99_ms,
        "core": ours.srv_util,
    }


async def whole_path(ground: Ground) -> Measured:
    """One room, 20 messages a second, screened, committed and told to everyone."""
    (found,), core = await spoken_to(ground, ["agora"], QUIET_RATE)
    return {"p99": found.p99_ms, "p50": found.p50_ms, "core": core}


async def five_rooms(ground: Ground) -> Measured:
    """Five such rooms at once; the load clients share one core."""
    found, core = await spoken_to(ground, [f"agora-{number}" for number in range(ROOMS)], LIVELY_RATE)
    return {
        "p99": max(one.p99_ms for one in found),
        "deliveries/s": sum(one.deliv_per_s for one in found),
        "core": core,
        "clients' core": sum(one.client_cpu for one in found),
    }


async def largest_room(ground: Ground) -> Measured:
    """A room of as many as one process may hold, and one of 9,000; a message in two seconds, at the hub."""
    everyone = resource.getrlimit(resource.RLIMIT_NOFILE)[1] - OTHER_FILES
    last, held = await rarely_told(ground, everyone)
    found = {"last delivery": last, "loop held": held, "connections": everyone}
    if everyone > LARGE:
        last, held = await rarely_told(ground, LARGE)
        found |= {"last delivery at 9,000": last, "loop held at 9,000": held}
    return found


async def rarely_told(ground: Ground, connections: int) -> tuple[float, float]:
    """When the last has it, and the most CPU that one turn of the loop took, in ms."""
    with tempfile.TemporaryDirectory(dir=ground.folder) as folder:
        held = Path(folder) / "held"
        async with at_hub(connections, rate=RARE, coalesce_ms=10, held=held) as target:
            found = await heard(ground, target, connections, seconds=2 * SECONDS)
        return found.max_ms, float(held.read_text())


async def spoken_to(ground: Ground, rooms: Sequence[str], rate: float) -> tuple[list[Figures], float]:
    """What listeners heard while a guest posted `rate` messages a second in each room, and the server's core."""
    with tempfile.TemporaryDirectory(dir=ground.folder) as folder:
        server = Server(Path(folder), Setting(rooms=rooms), core=SERVER_CORE)
        try:
            await server.start()
            await patterns_ready(server)
            targets = [palabre_target(server.port, server.pid, room) for room in rooms]
            hearing = [asyncio.create_task(heard(ground, target, ROOM_SIZE)) for target in targets]
            await everyone_in(server, ROOM_SIZE * len(rooms))
            async with posters(Stage(server.port), len(rooms)) as everyone:
                for poster, room in zip(everyone, rooms, strict=True):
                    await poster.enter(room)
                await post_at(everyone, rooms, rate=rate * len(rooms), seconds=WARM_S + SECONDS)
            found = await asyncio.gather(*hearing)
            return found, found[0].srv_util
        finally:
            await server.kill()


async def heard(ground: Ground, target: Target, connections: int, seconds: float = SECONDS) -> Figures:
    return await listen(ground.given(), target, connections=connections, seconds=seconds, warm=WARM_S)


async def everyone_in(server: Server, connections: int) -> None:
    """Wait until all are connected, so that nobody writes meanwhile."""
    while True:
        if (await figures(server.port)).get("palabre_connections", 0) >= connections:
            return
        await asyncio.sleep(POLL_S)


@asynccontextmanager
async def at_hub(
    connections: int, *, rate: float, coalesce_ms: int = 0, held: Path | None = None
) -> AsyncIterator[Target]:
    """Palabre publishing at its hub, on the servers' core."""
    port = free_port()
    command = [sys.executable, "-P", "-m", "palabre.bench.at_hub", "--port", str(port), "--rate", str(rate)]
    command += ["--connections", str(connections), "--coalesce-ms", str(coalesce_ms)]
    if held is not None:
        command += ["--held", str(held)]
    async with running(pinned(SERVER_CORE, *command)) as process:
        await listening(port)
        yield palabre_target(port, process.pid)


FAN_OUT = (
    Budget(
        "fan-out",
        "room of 1,000, one write a delivery, published at the hub, beside the C reference",
        (Promise("ratio", "", least=0.75),),
        beside_reference,
        rounds=5,
        needs_programs=True,
    ),
    Budget(
        "coalesced",
        "2,060 messages/s published at the hub into a room of 1,000, joined within 10 ms",
        (
            Promise("deliveries/s", "/s", least=2_000_000),
            Promise("times the reference", "×", least=10),
            Promise("p99", "ms", most=40),
            Promise("core", "of a core", most=0.75),
        ),
        coalesced,
        needs_programs=True,
    ),
    Budget(
        "whole-path",
        "room of 1,000 × 20 messages/s: screened, committed, fanned out",
        (Promise("p99", "ms", most=20),),
        whole_path,
        needs_programs=True,
    ),
    Budget(
        "five-rooms",
        "100,000 deliveries/s over 5 rooms of 1,000, the whole path",
        (Promise("p99", "ms", most=50), Promise("deliveries/s", "/s", least=100_000)),
        five_rooms,
        needs_programs=True,
    ),
    Budget(
        "largest-room",
        "one message into the largest room this machine holds",
        (
            Promise("last delivery", "ms", most=250),
            Promise("loop held", "ms of CPU", most=5),
            Promise("connections", "", least=9_000),
        ),
        largest_room,
        needs_programs=True,
    ),
)
