"""Percentiles of many durations, counted by steps of a thousandth and joined over processes."""

from collections.abc import Iterable

from msgspec import Struct

# A step is 16 µs up to 17 ms, and a thousandth of the duration above.
STEP_BITS, KEPT_BITS = 14, 10
NS_PER_MS = 1_000_000
# From the median to the rarest: one in two, in four, … in a hundred thousand.
RARITIES = (2, 4, 10, 20, 100, 200, 1_000, 2_000, 10_000, 20_000, 100_000)


class Durations(Struct, frozen=True):
    """Percentiles on their way between processes: how many durations fell on each step, by its beginning in ns."""

    steps: dict[int, int]
    greatest_ns: int


class Summary(Struct, frozen=True):
    """What is told of durations, in ms."""

    count: int
    p50: float
    p99: float
    max: float


class Percentiles:
    """A histogram of durations given in ns and told in ms: never too low, too high by one step at most.

    Memory is that of some thousand steps, however many durations there are.
    """

    __slots__ = ("_greatest", "_steps")

    def __init__(self) -> None:
        self._steps: dict[int, int] = {}
        self._greatest = 0

    def record(self, duration_ns: int) -> None:
        """Count one duration."""
        bits = duration_ns.bit_length()
        shift = STEP_BITS if bits <= STEP_BITS + KEPT_BITS else bits - KEPT_BITS
        step = duration_ns >> shift << shift
        self._steps[step] = self._steps.get(step, 0) + 1
        if duration_ns > self._greatest:  # noqa: PLR1730 — max() would cost more than all the rest
            self._greatest = duration_ns

    def add(self, other: Durations) -> None:
        """Count what another process, or another while, counted."""
        for step, count in other.steps.items():
            self._steps[step] = self._steps.get(step, 0) + count
        self._greatest = max(self._greatest, other.greatest_ns)

    def packed(self) -> Durations:
        return Durations(self._steps, self._greatest)

    @property
    def count(self) -> int:
        return sum(self._steps.values())

    @property
    def max_ms(self) -> float:
        return self._greatest / NS_PER_MS

    def at(self, share: float) -> float:
        """The duration in ms that `share` (0 to 1) of all do not exceed; 0 when there are none."""
        wanted, passed = share * self.count, 0
        for step in sorted(self._steps):
            passed += self._steps[step]
            if passed >= wanted:
                return min(end_of(step) / NS_PER_MS, self.max_ms)
        return self.max_ms

    def curve(self) -> list[tuple[float, float]]:
        """For a plot: the duration in ms that one in so many exceeds, as far as there are enough to say so."""
        return [(float(rarity), self.at(1 - 1 / rarity)) for rarity in RARITIES if self.count >= rarity]

    def summary(self) -> Summary:
        return Summary(self.count, self.at(0.5), self.at(0.99), self.max_ms)


def end_of(step: int) -> int:
    """Where a step ends, in ns."""
    return step + (1 << max(STEP_BITS, step.bit_length() - KEPT_BITS))


def joined(parts: Iterable[Durations]) -> Percentiles:
    """The percentiles of what was counted in parts."""
    whole = Percentiles()
    for part in parts:
        whole.add(part)
    return whole
