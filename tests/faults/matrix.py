"""Every fault, several times, as one table: `./palabre tool faults [--times 3] [--only WORD] [--into FILE]`.

Each row is an automated test of the suite at its full size; what it did is read from the ledger it wrote.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from tests.bench.figures import machine, put_into
from tests.faults.ledger import Entry, read_ledger

ROOT = Path(__file__).resolve().parent.parent.parent
BLOCK = "faults"
TESTS = (
    "tests/faults/test_kill.py",
    "tests/faults/test_frozen.py",
    "tests/faults/test_full_disk.py",
    "tests/faults/test_locked_database.py",
    "tests/faults/test_slow_disk.py",
    "tests/faults/test_clock_step.py",
    "tests/faults/test_half_open.py",
    "tests/faults/test_slow_crowd.py",
    "tests/faults/test_storm.py",
    "tests/fuzz/test_server.py",
    "tests/http/test_schema_kept.py",
)
KILLS = 20
HEAD = (
    "| fault | runs, times | acknowledged | lost | doubled | disordered | guests met | back after, s | also | held |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


def main(arguments: Sequence[str]) -> int:
    """Run and tell; 1 when a fault did harm."""
    asked = parsed(arguments)
    with tempfile.TemporaryDirectory() as folder:
        ledger = asked.ledger or Path(folder) / "ledger"
        failed = [test for _ in range(asked.times) for test in chosen(asked.only) if not is_passed(test, ledger)]
        if asked.fuzz:
            fuzz(asked.fuzz, ledger)
        entries = read_ledger(ledger)
    text = f"{machine()}.\n\n{table(entries)}\n"
    print(text)
    if asked.into:
        put_into(asked.into, text, BLOCK)
    for test in failed:
        print(f"failed: {test}", file=sys.stderr)
    return int(bool(failed) or any(entry.broken for entry in entries))


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./palabre tool faults", description=__doc__)
    parser.add_argument("--times", type=int, default=3, help="runs of each fault")
    parser.add_argument("--only", metavar="WORD", default="", help="only test files whose name holds this")
    parser.add_argument("--fuzz", type=int, metavar="SECONDS", default=0, help="fuzz by coverage for so long too")
    parser.add_argument("--into", type=Path, metavar="FILE", help="put the table into this document")
    parser.add_argument("--ledger", type=Path, metavar="FILE", help="keep the ledger, after what it holds already")
    return parser.parse_args(arguments)


def chosen(word: str) -> list[str]:
    return [test for test in TESTS if word in test]


def is_passed(test: str, ledger: Path) -> bool:
    """Run one test file at full size; its words go to standard error."""
    print(f"{test} …", file=sys.stderr, flush=True)
    options = ["-q", "--no-header", "--long", "--kills", str(KILLS), "--ledger", str(ledger)]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "pytest", *options, test], cwd=ROOT, capture_output=True, text=True, check=False
    )
    last = done.stdout.strip().splitlines()[-1:]
    print(*(last if done.returncode == 0 else [done.stdout, done.stderr]), file=sys.stderr, flush=True)
    return done.returncode == 0


def fuzz(seconds: int, ledger: Path) -> None:
    """`./palabre tool fuzz`, into the same ledger."""
    command = [sys.executable, "-m", "tests.fuzz.coverage", "--seconds", str(seconds), "--ledger", str(ledger)]
    subprocess.run(command, cwd=ROOT, stdout=sys.stderr, check=False)


def table(entries: Iterable[Entry]) -> str:
    """The entries as a Markdown table, one row a fault, in the order they first came."""
    by_fault: dict[str, list[Entry]] = {}
    for entry in entries:
        by_fault.setdefault(entry.fault, []).append(entry)
    return "\n".join([HEAD, *(row(fault, runs) for fault, runs in by_fault.items())])


def row(fault: str, runs: Sequence[Entry]) -> str:
    """What a fault did over its runs."""
    counts = [
        f"{sum(value):,}"
        for value in zip(*((run.acknowledged, run.lost, run.doubled, run.disordered) for run in runs), strict=True)
    ]
    cells = (
        fault,
        f"{len(runs)}, {sum(run.times for run in runs):,}",
        *counts,
        met(runs),
        back(list(chain.from_iterable(run.back_s for run in runs))),
        "; ".join(figures(runs)),
        verdict(runs),
    )
    return f"| {' | '.join(cells)} |"


def met(runs: Sequence[Entry]) -> str:
    """The codes guests met, and how often."""
    seen = sum((Counter(run.seen) for run in runs), Counter[str]())
    return ", ".join(f"{code} × {times:,}" for code, times in sorted(seen.items())) or "nothing"


def back(seconds: Sequence[float]) -> str:
    """Median and longest."""
    return f"{statistics.median(seconds):.2f}, at most {max(seconds):.2f}" if seconds else ""


def figures(runs: Sequence[Entry]) -> Iterator[str]:
    """What else was measured: the median of the runs, and the range where they differ."""
    for name in dict.fromkeys(chain.from_iterable(run.figures for run in runs)):
        values = sorted(run.figures[name] for run in runs if name in run.figures)
        low, middle, high = short(values[0]), short(statistics.median(values)), short(values[-1])
        yield f"{name}: {middle}" if low == high else f"{name}: {middle} ({low}–{high})"


def short(value: float) -> str:
    """Three digits that count, and all before the point."""
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def verdict(runs: Sequence[Entry]) -> str:
    broken = [run.broken for run in runs if run.broken]
    return "yes" if not broken else f"**no**, {len(broken)} of {len(runs)}: {broken[0]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
