"""Fan-out of the real server beside the C reference server, in turn and in the same minutes.

`.venv/bin/python -m tests.bench.fanout --reference DIR` where DIR holds `csrv.c` and `wsload.c`; needs gcc,
taskset and two cores: servers run on core 0, the load client and the writers on core 1. docs/performance.md
explains the figures and keeps the last ones.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx
import msgspec

from palabre.bench.reference import (
    CLIENT_CORE,
    Figures,
    Programs,
    Target,
    build,
    listen,
    palabre_target,
    reference_server,
)
from tests.bench.figures import REFERENCE, put_into, report
from tests.bench.pinned import pinned_palabre
from tests.bench.writers import writing
from tests.tools.server import PalabreServer

QUIET_RATE = 20.0


@dataclass(frozen=True)
class Bench:
    """What a run needs."""

    programs: Programs
    folder: Path
    connections: int
    seconds: float

    async def reference(self, rate: float, coalesce_ms: int = 0) -> Figures:
        """The C server at `rate` messages a second; 0 saturates."""
        async with reference_server(
            self.programs, connections=self.connections, rate=rate, coalesce_ms=coalesce_ms
        ) as target:
            return await self.listen(target)

    async def palabre(self, coalesce_ms: int, writers: int, rate: float | None = None) -> Figures:
        """Palabre, posting through the whole path; `rate` None is as fast as posts are acknowledged."""
        async with pinned_palabre(self.folder, coalesce_ms=coalesce_ms) as server:
            target = palabre_target(server.port, server.child.pid)
            listening = asyncio.create_task(self.listen(target))
            try:
                await everyone_in(server, self.connections, listening)
                async with writing(server.url, writers, rate=rate):
                    return await asyncio.shield(listening)
            finally:
                listening.cancel()

    async def idle(self) -> Figures:
        """Palabre with everyone in the room and nobody writing."""
        async with pinned_palabre(self.folder, coalesce_ms=0) as server:
            target = palabre_target(server.port, server.child.pid)
            return await listen(self.programs, target, connections=self.connections, seconds=3, idle=True)

    async def idle_reference(self) -> Figures:
        """The C server with everyone connected and nothing sent."""
        async with reference_server(self.programs, connections=self.connections, rate=-1) as target:
            return await listen(self.programs, target, connections=self.connections, seconds=3, idle=True)

    async def listen(self, target: Target) -> Figures:
        return await listen(self.programs, target, connections=self.connections, seconds=self.seconds)


async def everyone_in(server: PalabreServer, connections: int, listening: "asyncio.Task[Figures]") -> None:
    """Wait until all are connected, so that nobody writes meanwhile."""
    async with httpx.AsyncClient(base_url=server.url, trust_env=False, verify=False) as client:
        while f"palabre_connections {connections}\n" not in (await client.get("/metrics")).text:
            if listening.done():
                raise RuntimeError("the load client ended before everyone was in")
            await asyncio.sleep(0.1)


Run = Callable[[], Awaitable[Figures]]


def runs_of(bench: Bench, busy_writers: int) -> dict[str, Run]:
    """Every measurement of a round, in the order they are made: the reference beside what it is compared to."""
    return {
        REFERENCE: lambda: bench.reference(0),
        "Palabre 0 ms, 1 writer": lambda: bench.palabre(0, 1),
        "Palabre 0 ms, 4 writers": lambda: bench.palabre(0, 4),
        f"Palabre 0 ms, {busy_writers} writers": lambda: bench.palabre(0, busy_writers),
        f"Palabre 10 ms, {busy_writers} writers": lambda: bench.palabre(10, busy_writers),
        "C, 20 messages/s": lambda: bench.reference(QUIET_RATE),
        "Palabre 0 ms, 20 messages/s": lambda: bench.palabre(0, 1, QUIET_RATE),
        "C 10 ms, 20 messages/s": lambda: bench.reference(QUIET_RATE, 10),
        "Palabre 10 ms, 20 messages/s": lambda: bench.palabre(10, 1, QUIET_RATE),
    }


async def measure(bench: Bench, rounds: int, busy_writers: int) -> dict[str, list[Figures]]:
    """All runs, interleaved; then what is compared at the rate that Palabre itself reached."""
    found: dict[str, list[Figures]] = {}

    async def run(name: str, one: Run) -> Figures:
        figures = await one()
        found.setdefault(name, []).append(figures)
        print(f"  {name}: {figures.frames_per_s:,.0f} deliveries/s", file=sys.stderr, flush=True)
        return figures

    for number in range(1, rounds + 1):
        print(f"round {number} of {rounds}", file=sys.stderr, flush=True)
        for name, one in runs_of(bench, busy_writers).items():
            figures = await run(name, one)
            if name.startswith("Palabre 10 ms, ") and name.endswith("writers"):
                rate = figures.frames_per_s / bench.connections
                await run("C 10 ms, at that rate", partial(bench.reference, rate, 10))
    await run("Palabre, idle", bench.idle)
    await run("C, idle", bench.idle_reference)
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print a table on standard output, and keep every figure as JSON when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, required=True, metavar="DIR", help="where csrv.c and wsload.c are")
    parser.add_argument("--connections", type=int, default=1_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--seconds", type=float, default=6.0, metavar="S", help="of each measurement")
    parser.add_argument("--writers", type=int, default=16, metavar="N", help="of a busy room, 24 at most")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where every figure is written")
    parser.add_argument("--into", type=Path, metavar="FILE", help="document whose figures are replaced")
    asked = parser.parse_args(argv)
    os.sched_setaffinity(0, {CLIENT_CORE})
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(build(asked.reference, Path(folder)), Path(folder), asked.connections, asked.seconds)
        found = asyncio.run(measure(bench, asked.rounds, asked.writers))
    what = f"{asked.connections:,} connections, {asked.rounds} rounds of {asked.seconds:g} s, medians (lowest–highest)"
    text = report(found, what)
    print(text)
    if asked.into:
        put_into(asked.into, text)
    if asked.json:
        asked.json.write_text(
            json.dumps({name: [msgspec.to_builtins(run) for run in runs] for name, runs in found.items()})
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
