"""The shape of a budget: what it promises, and what measuring it once gives."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from palabre.bench.reference import Programs

# One figure each, by the name of a promise; others are told beside them.
Measured = dict[str, float]


@dataclass(frozen=True)
class Promise:
    """One figure and its bound: `most` or `least`, in `unit`."""

    name: str
    unit: str
    most: float | None = None
    least: float | None = None

    def is_kept(self, values: list[float]) -> bool:
        """Whether the median is within the bound."""
        middle = median(values)
        return (self.most is None or middle <= self.most) and (self.least is None or middle >= self.least)

    def bound(self) -> str:
        """`≤ 20 ms`."""
        sign, value = ("≤", self.most) if self.most is not None else ("≥", self.least)
        return f"{sign} {value:,.10g} {self.unit}".rstrip()


@dataclass(frozen=True)
class Ground:
    """Where measuring happens: a folder for what is written, and the C programs when their sources were given."""

    folder: Path
    programs: Programs | None = None

    def given(self) -> Programs:
        """The C programs; only budgets that say they need them may ask."""
        if self.programs is None:
            raise AssertionError("a budget asked for programs it did not say it needs")
        return self.programs


Measure = Callable[[Ground], Awaitable[Measured]]


@dataclass(frozen=True)
class Budget:
    """What is promised. `rounds` is how often it is measured; `needs_programs` when only the C client can read it."""

    name: str
    about: str
    promises: tuple[Promise, ...]
    measure: Measure
    rounds: int = 3
    needs_programs: bool = False


@dataclass
class Result:
    """What was measured of a budget, one entry a round; empty when it could not be."""

    budget: Budget
    rounds: list[Measured] = field(default_factory=list)
    why_not: str = ""

    def values(self, name: str) -> list[float]:
        return [measured[name] for measured in self.rounds]

    @property
    def is_met(self) -> bool:
        """Whether every promise is kept."""
        return bool(self.rounds) and all(one.is_kept(self.values(one.name)) for one in self.budget.promises)
