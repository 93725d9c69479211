"""What was measured as a place grew: kept from run to run, fitted, told as a table and drawn."""

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from palabre.bench.fit import Points, Power, power_through
from palabre.bench.plot import Axis, Plot, Series, svg
from tests.bench.figures import machine, spread
from tests.bench.growth_crowds import Measured

# The law is fitted from here on as well: below, what every message costs by itself hides what a guest adds.
LARGE = 1_000
DIGITS = 3


class Figure(NamedTuple):
    """One plot: what grows, the unit of its cost, the measures shown, and from which size on they mean something."""

    name: str
    title: str
    across: str
    up: str
    measures: dict[str, str]
    since: int = 1


FIGURES = (
    Figure("room", "Guests in one room", "guests", "ms", {"room-cpu": "CPU a message", "room-last": "99 % have it"}),
    Figure("rooms", "Rooms of one guest", "rooms", "ms", {"rooms-cpu": "CPU a message", "rooms-late": "p99 answered"}),
    Figure(
        "history",
        "Messages kept in a room",
        "messages",
        "ms of CPU",
        {"history-window": "entering", "history-page": "an older page", "history-post": "a post"},
    ),
    Figure(
        "memory",
        "Memory a connection",
        "connections",
        "KiB",
        {"there-memory": "only there", "room-memory": "in one room", "rooms-memory": "one a room"},
        LARGE,
    ),
    Figure(
        "resting",
        "Nobody writing",
        "connections",
        "cores",
        {"there-resting": "only there", "room-resting": "in one room", "rooms-resting": "one a room"},
        LARGE,
    ),
)


class Kept(msgspec.Struct, kw_only=True):
    """`limit` is how many connections a server may hold; `points` are (size, value) by measure, in order of making."""

    limit: int
    points: dict[str, list[tuple[float, float]]] = msgspec.field(default_factory=dict)

    def add(self, size: int, measured: Measured) -> None:
        for name, value in measured.items():
            self.points.setdefault(name, []).append((size, value))


def report(kept: Kept) -> str:
    """A table for each figure, in Markdown; the last columns are the exponents and their standard errors."""
    parts = [
        f"{machine()}; at most {kept.limit:,} connections a server (limit of open files), medians (lowest–highest)."
    ]
    for figure in FIGURES:
        if shown := [name for name in figure.measures if name in kept.points]:
            parts += [f"![{figure.title}](performance/growth-{figure.name}.svg)", table(kept, figure, shown)]
    return "\n\n".join(parts) + "\n"


def table(kept: Kept, figure: Figure, shown: Sequence[str]) -> str:
    """One line for each measure, one column for each size."""
    found = {name: at_least(figure.since, kept.points[name]) for name in shown}
    sizes = sorted({size for points in found.values() for size, _ in points})
    heads = [f"{figure.title}, {figure.up}", *(f"{size:,.0f}" for size in sizes), "exponent", f"from {LARGE:,} on"]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name in shown:
        points = found[name]
        cells = [spread(values, DIGITS) if (values := at(points, size)) else "" for size in sizes]
        laws = [exponent(points), exponent(at_least(LARGE, points))]
        lines.append(f"| {' | '.join([figure.measures[name], *cells, *laws])} |")
    return "\n".join(lines)


def at(points: Points, size: float) -> list[float]:
    """Everything measured at one size."""
    return [value for place, value in points if place == size]


def at_least(size: float, points: Points) -> list[tuple[float, float]]:
    """The points of this size and above."""
    return [point for point in points if point[0] >= size]


def law_of(points: Points) -> Power | None:
    """The power law through the points above 0; none when they are of fewer than two sizes."""
    positive = [point for point in points if point[1] > 0]
    return power_through(positive) if len({size for size, _ in positive}) > 1 else None


def exponent(points: Points) -> str:
    law = law_of(points)
    return f"{law.exponent:.2f} ± {law.error:.2f}" if law else ""


def draw(kept: Kept, folder: Path) -> None:
    """Every figure that has something to show, as SVG."""
    folder.mkdir(exist_ok=True)
    for figure in FIGURES:
        shown = [name for name in figure.measures if law_of(at_least(figure.since, kept.points.get(name, ())))]
        if shown:
            (folder / f"growth-{figure.name}.svg").write_text(svg(plotted(kept, figure, shown)))


def plotted(kept: Kept, figure: Figure, shown: Sequence[str]) -> Plot:
    """The medians, joined; the exponent of each measure beside its name."""
    series, said = [], []
    for name in shown:
        points = [point for point in at_least(figure.since, kept.points[name]) if point[1] > 0]
        sizes = sorted({size for size, _ in points})
        law = power_through(points)
        medians = [(size, statistics.median(at(points, size))) for size in sizes]
        series.append(Series(f"{figure.measures[name]}: n^{law.exponent:.2f}", medians, dots=True))
        said.append(f"{figure.measures[name]}: exponent {law.exponent:.2f} ± {law.error:.2f}")
    about = f"{figure.up} by number of {figure.across}. {'; '.join(said)}."
    return Plot(figure.title, about, Axis(figure.across, "log"), Axis(figure.up, "log"), series)
