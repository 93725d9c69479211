"""What things cost as a place grows, as plots with the exponent: 0 does not grow, 1 grows in proportion.

`./palabre tool growth --reference DIR [--only room,rooms,history,there] [--rounds N] [--into docs/performance.md]`
where DIR holds `csrv.c` and `wsload.c`; needs gcc and two cores: the server runs on core 0, its guests on core 1.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import msgspec

from palabre.bench.reference import CLIENT_CORE, Programs, build
from tests.bench.figures import put_into
from tests.bench.growth_crowds import Measured, many_rooms, most_connections, one_room, only_there
from tests.bench.growth_history import history
from tests.bench.growth_report import Kept, draw, report

SIZES = {
    "room": (10, 100, 1_000, 5_000, 10_000),
    "rooms": (10, 100, 1_000, 5_000, 10_000),
    "history": (10_000, 100_000, 300_000, 1_000_000),
    "there": (1_000, 10_000, 50_000),
}
TO_THE_LIMIT = ("room", "rooms", "there")
Growing = Callable[[Path, int], Awaitable[Measured]]


def growing(programs: Programs) -> dict[str, Growing]:
    """What grows, and how one size of it is measured in a folder."""
    return {
        "room": lambda folder, size: one_room(programs, folder, size),
        "rooms": many_rooms,
        "history": history,
        "there": lambda folder, size: only_there(programs, folder, size),
    }


def sizes_of(what: str, limit: int, most: int) -> list[int]:
    """The sizes to measure, none above `most`; what fits in one server goes up to the limit of open files."""
    wanted = {*SIZES[what], limit} if what in TO_THE_LIMIT else {*SIZES[what]}
    return sorted(size for size in wanted if size <= most)


async def measure(asked: argparse.Namespace, kept: Kept) -> None:
    """Every size of everything asked for, so many times; a history is kept from one size to the next."""
    with tempfile.TemporaryDirectory() as folder:
        parts = growing(build(asked.reference, Path(folder)))
        for number in range(asked.rounds):
            for what in asked.only:
                for size in sizes_of(what, kept.limit, asked.most):
                    home = Path(folder) / f"{number}-{what}" / ("" if what == "history" else str(size))
                    measured = await parts[what](home, size)
                    kept.add(size, measured)
                    told = ", ".join(f"{name} {value:.3f}" for name, value in measured.items())
                    print(f"  {what} {size:,}: {told}", file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table on standard output; put it and the plots into a document when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", type=Path, required=True, metavar="DIR", help="where csrv.c and wsload.c are")
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(SIZES), metavar="WHAT,…")
    parser.add_argument("--rounds", type=int, default=2, metavar="N", help="0 only tells what is kept")
    parser.add_argument("--most", type=int, default=1_000_000, metavar="N", help="leave larger sizes out")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="JSON that figures are added to, run after run")
    parser.add_argument("--into", type=Path, metavar="FILE", help="document whose figures are replaced")
    asked = parser.parse_args(argv)
    kept = Kept(limit=most_connections())
    if asked.keep and asked.keep.exists():
        kept = msgspec.json.decode(asked.keep.read_bytes(), type=Kept)
    os.sched_setaffinity(0, {CLIENT_CORE})
    try:
        asyncio.run(measure(asked, kept))
    finally:
        if asked.keep:
            asked.keep.write_bytes(msgspec.json.encode(kept))
    text = report(kept)
    print(text)
    if asked.into:
        draw(kept, asked.into.with_suffix(""))
        put_into(asked.into, text, "growth")
    return 0


if __name__ == "__main__":
    sys.exit(main())
