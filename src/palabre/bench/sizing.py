"""How many guests a machine holds, from crowds that were measured: what limits, and how far that is a guess."""

import math
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

LIMIT_P99_MS = 50.0
LIMIT_CORES = 0.75
# Files a server has open beside its connections.
FILES_KEPT = 200
DIGITS_KEPT = 2

Limit = Literal["core", "latency", "files"]


class Step(Struct, frozen=True):
    """One measured crowd: how many guests, the server's CPU in cores, p99 of a delivery in ms.

    Where the guests' processes, or other programs, kept the machine busy, the latency says nothing of the server.
    """

    guests: int
    cores: float
    p99: float
    is_disturbed: bool = False

    @property
    def holds(self) -> bool:
        """Whether neither limit was passed, as far as could be seen."""
        return self.cores <= LIMIT_CORES and (self.p99 <= LIMIT_P99_MS or self.is_disturbed)


class Sizing(Struct, frozen=True, kw_only=True):
    """About so many guests, in rooms of so many, each room hearing so many messages a second; and why not more.

    `is_measured` is false for an extrapolation from a smaller crowd, the largest of `steps`. 0 guests: fewer than the
    smallest of them. Only the server's own CPU was judged where the largest was disturbed.
    """

    guests: int
    room: int
    messages_per_s: float
    limit: Limit
    is_measured: bool
    steps: list[Step]


def sizing_of(steps: Sequence[Step], *, idle_cores: float, room: int, messages_per_s: float, open_files: int) -> Sizing:
    """What the crowds measured so far say, in order of size; at least one is needed.

    Rooms stay as large and as lively, and become more: the cost of a guest is then the same, so that CPU grows in
    proportion above what an empty server uses. Where a step passed a limit, the answer lies between two measured ones.
    """
    guests, limit, is_measured = limited(steps, idle_cores)
    if guests > open_files - FILES_KEPT:
        guests, limit = open_files - FILES_KEPT, "files"
    return Sizing(
        guests=rounded(guests),
        room=room,
        messages_per_s=messages_per_s,
        limit=limit,
        is_measured=is_measured,
        steps=list(steps),
    )


def limited(steps: Sequence[Step], idle_cores: float) -> tuple[int, Limit, bool]:
    """How many guests, what limits them, and whether a crowd beyond the limit was seen."""
    held = [step for step in steps if step.holds]
    beyond = next((step for step in steps if not step.holds), None)
    if beyond is None:
        return extrapolated(steps[-1], idle_cores), "core", False
    if beyond.cores > LIMIT_CORES:
        return min(extrapolated(beyond, idle_cores), beyond.guests), "core", True
    return held[-1].guests if held else 0, "latency", True


def extrapolated(step: Step, idle_cores: float) -> int:
    """In proportion, up to 75 % of a core."""
    a_guest = max(step.cores - idle_cores, 1e-6) / step.guests
    return round((LIMIT_CORES - idle_cores) / a_guest)


def rounded(guests: int) -> int:
    """Two digits, downwards: more would be invented."""
    if guests <= 0:
        return 0
    unit = int(10 ** max(0, math.floor(math.log10(guests)) + 1 - DIGITS_KEPT))
    return guests // unit * unit
