"""The options of `palabre bench`, and the numbers they take."""

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

WHAT = {
    "crowd": "a crowd that writes (default)",
    "sizing": "crowds that double until something gives",
    "budgets": "what is promised, measured",
}


class Number(NamedTuple):
    """An option that takes a number, and what it is when it is not given."""

    name: str
    kind: Callable[[str], float]
    default: float | None
    metavar: str
    help: str


def natural(text: str) -> int:
    """A whole number above 0."""
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"expected a whole number above 0, got {text!r}")
    return int(text)


def positive(text: str) -> float:
    """A number above 0."""
    value = number(text)
    if value <= 0:
        raise argparse.ArgumentTypeError(f"expected a number above 0, got {text!r}")
    return value


def share(text: str) -> float:
    """A share of the whole, from 0 to 1."""
    value = number(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"expected a share from 0 to 1, got {text!r}")
    return value


def number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"expected a number, got {text!r}")
    return value


NUMBERS = (
    Number("--guests", natural, 200, "N", "how many"),
    Number("--rooms", natural, 4, "M", "how many"),
    Number("--writers", share, 0.2, "SHARE", "how many of the guests write"),
    Number("--spectators", share, 0.0, "SHARE", "how many only read"),
    Number("--rate", positive, 20.0, "N", "messages a second, all together"),
    Number("--seconds", positive, 20.0, "S", "how long they write"),
    Number("--ramp", positive, 8.0, "S", "over how long they come"),
    Number("--speed", positive, 60.0, "N", "of a replay, times as fast as it was"),
    Number("--minutes", positive, None, "N", "of a replay, the first minutes only"),
    Number("--soak", positive, None, "MINUTES", "write for so long instead, and judge the memory"),
    Number("--fill", natural, None, "N", "before a soak, write so many messages, so that caches are full"),
    Number("--processes", natural, 2, "N", "that the guests share"),
    Number("--seed", int, 1, "N", "who writes what, when"),
)


def add_options(bench: argparse.ArgumentParser) -> None:
    """Give a command every option of the bench."""
    told = "; ".join(f"{name}: {meaning}" for name, meaning in WHAT.items())
    bench.add_argument("what", nargs="?", default="crowd", choices=tuple(WHAT), help=told)
    for option in NUMBERS:
        usual = "" if option.default is None else " (default: %(default)s)"
        bench.add_argument(
            option.name, type=option.kind, default=option.default, metavar=option.metavar, help=option.help + usual
        )
    logs = "play these logs of `[HH:MM] <nick> text` instead, a room each"
    bench.add_argument("--replay", type=Path, nargs="+", metavar="FILE", help=logs)
    bench.add_argument("--only", action="append", default=[], metavar="NAME", help="of the budgets, this one")
    reference = "for the budgets: where csrv.c and wsload.c are, to compare with"
    bench.add_argument("--reference", type=Path, metavar="DIR", help=reference)
    bench.add_argument("--json", type=Path, metavar="FILE", help="keep every figure there")
    bench.add_argument("--svg", type=Path, metavar="DIR", help="draw plots there")
