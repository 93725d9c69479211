"""Fuzzing led by coverage (atheris): `./palabre tool fuzz [--seconds 60] [--target NAME]…`.

Each target runs in a process of its own and begins with what the protocol's examples say. What breaks a promise is
kept in `--keep DIR`; the command then ends with 1.
"""

import argparse
import importlib
import logging
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.faults.ledger import Ledger

ROOT = Path(__file__).resolve().parent.parent.parent
TARGETS = ("decoder", "connection", "socket", "commands", "presentation")
INSTRUMENTED = ["palabre", "websockets"]
MOST_BYTES = 4_096


class Found(NamedTuple):
    """What one target's run came to."""

    target: str
    inputs: int
    edges: int
    broken: str


def main(arguments: Sequence[str]) -> int:
    """Fuzz each target for its share of the time; or, as a child, one of them."""
    asked = parsed(arguments)
    if asked.child:
        fuzz(asked.child, asked.seconds, asked.keep)
    asked.keep.mkdir(parents=True, exist_ok=True)
    share = max(1, asked.seconds // len(asked.target))
    found = []
    for target in asked.target:
        with Ledger(asked.ledger).fault(f"fuzzed by coverage: the {target}") as entry:
            print(f"fuzzing the {target} for {share} s", file=sys.stderr)
            one = run(target, share, asked.keep)
            entry.times, entry.figures, entry.broken = one.inputs, {"edges covered": one.edges}, one.broken
            found.append(one)
    print("\n".join(f"{one.target}: {one.inputs} inputs, {one.edges} edges, {one.broken or 'held'}" for one in found))
    return int(any(one.broken for one in found))


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./palabre tool fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="over all targets")
    parser.add_argument("--target", action="append", choices=TARGETS, help="one of them; may be repeated")
    parser.add_argument("--keep", type=Path, default=ROOT / "var/fuzz", help="where to keep what broke something")
    parser.add_argument("--ledger", type=Path, default=None, help="append what was found to a file")
    parser.add_argument("--child", choices=TARGETS, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    asked.target = asked.target or list(TARGETS)
    return asked


def run(target: str, seconds: int, keep: Path) -> Found:
    """One target in a child, which libFuzzer ends in its own way."""
    child = [sys.executable, "-m", "tests.fuzz.coverage", "--child", target, "--seconds", str(seconds)]
    done = subprocess.run([*child, "--keep", keep], cwd=ROOT, capture_output=True, text=True, check=False)
    inputs = re.findall(r"stat::number_of_executed_units:\s+(\d+)", done.stderr)
    edges = re.findall(r"cov: (\d+)", done.stderr)
    broken = "" if done.returncode == 0 else told(done.stdout + done.stderr)
    return Found(target, int(inputs[-1]) if inputs else 0, int(edges[-1]) if edges else 0, broken)


def told(log: str) -> str:
    """The exception that ended a run, or its last line."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"[\w.]*(Error|Exception)\b", line)]
    return (errors or lines or ["it ended without a word"])[-1]


def fuzz(target: str, seconds: int, keep: Path) -> None:
    """Never returns: libFuzzer ends the process."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=INSTRUMENTED):
        targets = importlib.import_module("tests.fuzz.targets")
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as corpus:
        for place, seed in enumerate(targets.seeds(target)):
            (Path(corpus) / str(place)).write_bytes(seed)
        options = ["-print_final_stats=1", f"-max_total_time={seconds}", f"-max_len={MOST_BYTES}"]
        atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={keep}/{target}-", corpus], targets.judge_of(target))
        atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
