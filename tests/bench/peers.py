"""Palabre beside others, each in turn and in the same minutes: at fan-out, and at the whole job of a chat.

`./palabre tool peers --reference DIR [--rounds 3] [--keep FILE] [--into docs/performance.md]` where DIR holds `csrv.c`
and `wsload.c`; needs gcc, taskset and two cores: servers run on core 0, the load client and writers on core 1.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from palabre.bench.reference import CLIENT_CORE, Figures, build, listen
from tests.bench.chat_servers import chats, missing
from tests.bench.conversation import converse
from tests.bench.figures import put_into
from tests.bench.peer_servers import Arena, Serving
from tests.bench.peer_tables import REFERENCE, Kept, report

QUIET_RATE = 20.0
WRITERS = 4


def contestants(arena: Arena) -> dict[str, Serving]:
    """Who is compared at fan-out, the reference first."""
    return {
        REFERENCE: arena.reference,
        "Palabre, published at the hub": arena.at_hub,
        "Palabre, posted by a guest": arena.whole,
        "Node ws": arena.ws,
        "Socket.IO": arena.socketio,
        "NATS": arena.nats,
    }


async def fan_out(arena: Arena, seconds: float, kept: Kept) -> None:
    """One round: everyone as fast as they go, then everyone at 20 messages a second."""
    for rate, found in ((0.0, kept.saturated), (QUIET_RATE, kept.quiet)):
        for name, serving in contestants(arena).items():
            figures = await measured(arena, serving, rate, seconds)
            found.setdefault(name, []).append(figures)
            say(f"{name}, {rate:g}/s: {figures.deliv_per_s:,.0f} deliveries/s, p99 {figures.p99_ms:.1f} ms")


async def whole_job(folder: Path, guests: int, seconds: float, kept: Kept) -> None:
    """One round: each chat at 20 messages a second, then as fast as its writers hear themselves."""
    for name, chatting in chats(folder).items():
        for rate, found in ((QUIET_RATE, kept.steady), (0.0, kept.eager)):
            async with chatting() as chat:
                told = await converse(chat, guests=guests, writers=WRITERS, rate=rate, seconds=seconds)
            found.setdefault(name, []).append(told)
            say(f"{name}, {rate:g}/s: {told.deliveries_per_s:,.0f} deliveries/s, p99 {told.p99_ms:.1f} ms")


async def measured(arena: Arena, serving: Serving, rate: float, seconds: float) -> Figures:
    async with serving(rate) as target:
        return await listen(arena.programs, target, connections=arena.connections, seconds=seconds)


def say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


async def measure(asked: argparse.Namespace, kept: Kept) -> None:
    """All rounds, added to what is kept."""
    with tempfile.TemporaryDirectory() as folder:
        arena = Arena(build(asked.reference, Path(folder)), Path(folder), asked.connections)
        for number in range(1, asked.rounds + 1):
            print(f"round {number} of {asked.rounds}", file=sys.stderr, flush=True)
            await fan_out(arena, asked.seconds, kept)
            await whole_job(Path(folder), asked.guests, asked.seconds, kept)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the tables on standard output, and put them into a document when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, required=True, metavar="DIR", help="where csrv.c and wsload.c are")
    parser.add_argument("--connections", type=int, default=1_000, metavar="N", help="at fan-out")
    parser.add_argument("--guests", type=int, default=200, metavar="N", help="at the whole job")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="0 only tells what is kept")
    parser.add_argument("--seconds", type=float, default=4.0, metavar="S", help="of each measurement")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="JSON that rounds are added to, run after run")
    parser.add_argument("--into", type=Path, metavar="FILE", help="document whose figures are replaced")
    asked = parser.parse_args(argv)
    kept = Kept()
    if asked.keep and asked.keep.exists():
        kept = msgspec.json.decode(asked.keep.read_bytes(), type=Kept)
    os.sched_setaffinity(0, {CLIENT_CORE})
    asyncio.run(measure(asked, kept))
    if asked.keep:
        asked.keep.write_bytes(msgspec.json.encode(kept))
    text = report(kept, asked.connections)
    for program in missing():
        text += f"\n{program} could not be installed here and is left out.\n"
    print(text)
    if asked.into:
        put_into(asked.into, text, "peers")
    return 0


if __name__ == "__main__":
    sys.exit(main())
