"""Plots as small SVG files: lines and dots on linear or logarithmic axes, readable in light and in dark.

    cost = Series("message into one room", [(10, 1.2), (100, 11.9), (1000, 118.0)], dots=True)
    law = power_through(cost.points)                                # palabre.bench.fit: law.exponent, law.at(x)
    plot = Plot(
        title="Cost of one message", about="CPU of the server, by the number of guests in the room: proportional.",
        x=Axis("guests", "log"), y=Axis("ms", "log"),
        series=[cost, along(f"x^{law.exponent:.2f}", law.at, cost)],
    )
    Path("docs/performance/growth-room.svg").write_text(svg(plot))

`title` and `about` are what a screen reader says, so `about` tells the result. Series differ by colour, dash and mark,
never by colour alone. A value of 0 or less on a logarithmic axis raises ValueError; points without end are thinned.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from palabre.bench.axes import Scale, Span, number, span_of, ticks_of

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 66, 52
LEGEND_Y = 46
MOST_POINTS = 240
LAW_POINTS = 24
LETTER = 6.6
DASHES = ("none", "7 4", "2 4", "9 3 2 3", "1 3", "12 5")
STYLE = """
.bench{font:12px system-ui,sans-serif;background:#fff;color:#222}
.bench text{fill:currentColor}.bench .paper{fill:#fff}.bench .grid{stroke:#ddd}.bench .frame{stroke:#888;fill:none}
.bench .s{fill:none;stroke-width:2;stroke-linejoin:round}
.bench .c0{stroke:#0b62a4}.bench .c1{stroke:#b3401d}.bench .c2{stroke:#1f7a4d}
.bench .c3{stroke:#7a3ba8}.bench .c4{stroke:#806000}.bench .c5{stroke:#444}
@media (prefers-color-scheme:dark){.bench{background:#16181b;color:#e4e4e4}.bench .paper{fill:#16181b}
.bench .grid{stroke:#353a40}.bench .c0{stroke:#6db6f2}.bench .c1{stroke:#f0916f}.bench .c2{stroke:#6fcf9a}
.bench .c3{stroke:#c79bea}.bench .c4{stroke:#d9b84a}.bench .c5{stroke:#bbb}}
"""


@dataclass(frozen=True)
class Axis:
    """What is shown along an edge, with its unit; `from_zero` begins a linear axis at 0."""

    label: str
    scale: Scale = "linear"
    from_zero: bool = True


@dataclass(frozen=True)
class Series:
    """Points in order of x, joined by a line, marked by dots, or both."""

    name: str
    points: Sequence[tuple[float, float]]
    line: bool = True
    dots: bool = False


@dataclass(frozen=True)
class Plot:
    """Everything a figure shows; `about` is one or two sentences that say what it shows."""

    title: str
    about: str
    x: Axis
    y: Axis
    series: Sequence[Series]


def along(name: str, law: Callable[[float], float], measured: Series) -> Series:
    """A fitted law, drawn where something was measured; x must be positive."""
    first, last = measured.points[0][0], measured.points[-1][0]
    xs = [first * (last / first) ** (place / LAW_POINTS) for place in range(LAW_POINTS + 1)]
    return Series(name, [(x, law(x)) for x in xs])


def svg(plot: Plot) -> str:
    """The figure as a whole SVG document; raises ValueError for what a logarithmic axis cannot show."""
    xs = span_of((x for one in plot.series for x, _ in one.points), plot.x.scale, from_zero=plot.x.from_zero)
    ys = span_of((y for one in plot.series for _, y in one.points), plot.y.scale, from_zero=plot.y.from_zero)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" class="bench" role="img"'
            ' aria-labelledby="title about">',
            f'<title id="title">{escape(plot.title)}</title>',
            f'<desc id="about">{escape(plot.about)}</desc>',
            f"<style>{STYLE.strip()}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>',
            *frame(plot, xs, ys),
            *(piece for rank, one in enumerate(plot.series) for piece in drawn(one, rank, xs, ys)),
            *legend(plot.series),
            "</svg>\n",
        ]
    )


def frame(plot: Plot, xs: Span, ys: Span) -> Iterator[str]:
    """The title, the two edges with their marks, and the lines behind the points."""
    yield f'<text x="{LEFT}" y="22" font-size="15" font-weight="600">{escape(plot.title)}</text>'
    for tick in ticks_of(xs):
        x = across(xs, tick)
        yield f'<path class="grid" d="M{x} {TOP}V{HEIGHT - BOTTOM}"/>'
        yield f'<text x="{x}" y="{HEIGHT - BOTTOM + 17}" text-anchor="middle">{number(tick)}</text>'
    for tick in ticks_of(ys):
        y = up(ys, tick)
        yield f'<path class="grid" d="M{LEFT} {y}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT - 7}" y="{y + 4:g}" text-anchor="end">{number(tick)}</text>'
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    yield f'<rect class="frame" x="{LEFT}" y="{TOP}" width="{width}" height="{height}"/>'
    yield f'<text x="{LEFT + width / 2:g}" y="{HEIGHT - 12}" text-anchor="middle">{escape(plot.x.label)}</text>'
    middle = TOP + height / 2
    yield f'<text transform="translate(16 {middle:g}) rotate(-90)" text-anchor="middle">{escape(plot.y.label)}</text>'


def drawn(one: Series, rank: int, xs: Span, ys: Span) -> Iterator[str]:
    """One series in its colour, dash and mark."""
    places = [(across(xs, x), up(ys, y)) for x, y in thinned(one.points)]
    colour = rank % len(DASHES)
    if one.line and places:
        steps = "L".join(f"{x:g} {y:g}" for x, y in places)
        yield f'<path class="s c{colour}" stroke-dasharray="{DASHES[colour]}" d="M{steps}"/>'
    if one.dots:
        marks = "".join(mark(rank, x, y) for x, y in places)
        yield f'<path class="s c{colour}" d="{marks}"/>'


def legend(series: Sequence[Series]) -> Iterator[str]:
    """Names beside a piece of their line; a single series is named by the title."""
    x = float(LEFT)
    for rank, one in enumerate(series if len(series) > 1 else ()):
        colour = rank % len(DASHES)
        if one.line:
            dash = DASHES[colour]
            yield f'<path class="s c{colour}" stroke-dasharray="{dash}" d="M{x:g} {LEGEND_Y - 4}h26"/>'
        if one.dots:
            yield f'<path class="s c{colour}" d="{mark(rank, x + 13, LEGEND_Y - 4)}"/>'
        yield f'<text x="{x + 32:g}" y="{LEGEND_Y}">{escape(one.name)}</text>'
        x += 50 + LETTER * len(one.name)


def mark(rank: int, x: float, y: float) -> str:
    """A cross, a square, a diamond or a triangle around a point."""
    shapes = ("m-4-4 8 8m0-8-8 8", "m-3.5-3.5h7v7h-7z", "m0-5 5 5-5 5-5-5z", "m0-5 4.6 8h-9.2z")
    return f"M{x:g} {y:g}{shapes[rank % len(shapes)]}"


def across(span: Span, value: float) -> float:
    return round(LEFT + span.place(value) * (WIDTH - LEFT - RIGHT), 1)


def up(span: Span, value: float) -> float:
    return round(HEIGHT - BOTTOM - span.place(value) * (HEIGHT - TOP - BOTTOM), 1)


def thinned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """At most about 240 points: of each stretch the lowest and the highest, so that no peak is lost."""
    if len(points) <= MOST_POINTS:
        return list(points)
    stretch = math.ceil(len(points) * 2 / MOST_POINTS)
    kept: list[tuple[float, float]] = []
    for start in range(0, len(points), stretch):
        part = points[start : start + stretch]
        kept += sorted({min(part, key=lambda point: point[1]), max(part, key=lambda point: point[1])})
    return kept
