"""How screening grows with an operator's own words: `python -m tests.bench.screening`; CPU, not the time passed.

One process a row: what one engine took is not there when the next is made.
"""

import argparse
import random
import resource
import subprocess
import sys
import time
from statistics import quantiles

from palabre.adapters.detectors import Engine, PackFile, shipped_packs
from palabre.adapters.detectors.packs import Pack, Terms
from palabre.bench.budgets.posting import hardest, texts, timed

ROWS = (0, 1_000, 5_000, 20_000)
SYLLABLES = ("ba", "cor", "di", "fou", "gre", "lan", "mi", "nu", "pri", "sol", "tau", "vel")
SEED, ROUNDS = 11, 5
KIB = 1_024


def main() -> int:
    """Print one row, or all of them from processes of their own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--terms", type=int, help="one row only: so many words beside the shipped packs")
    arguments = parser.parse_args()
    if arguments.terms is not None:
        print(row(arguments.terms))
        return 0
    print(
        "| words of the operator | built in, s of CPU | memory, MiB | median, µs | p99, µs | worst of the longest, µs |"
    )
    print("|---|---|---|---|---|---|", flush=True)
    for count in ROWS:
        subprocess.run([sys.executable, "-m", "tests.bench.screening", "--terms", str(count)], check=True)
    return 0


def row(count: int) -> str:
    """One line of the table."""
    packs = shipped_packs()
    Engine(packs)  # works out what is kept beside the modules, once for all rows
    before = resident()
    began = time.process_time()
    engine = Engine([*packs, own_pack(count)])
    built = time.process_time() - began
    engine.warm()
    grown = resident() - before
    found = quantiles([timed(engine.judge, text) for text in texts()], n=100)
    worst = max(min(timed(engine.judge, text) for _ in range(ROUNDS)) for text in hardest())
    return f"| {count:,} | {built:.2f} | {grown / KIB:.0f} | {found[49]:.0f} | {found[98]:.0f} | {worst:,.0f} |"


def own_pack(count: int) -> PackFile:
    """Words as an operator might list them: of two to five syllables, no two the same."""
    dice = random.Random(SEED)
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(dice.choices(SYLLABLES, k=dice.randint(2, 5))) + "x"] = None
    terms = [Terms("profanity", "a word of the house", [*words])] if words else []
    return PackFile("own.toml", "", Pack(language="", source="a bench", licence="", terms=terms))


def resident() -> int:
    """The most memory this process had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    sys.exit(main())
