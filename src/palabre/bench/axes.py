"""Axes: where a value stands on one, and which values are marked."""

import math
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

Scale = Literal["linear", "log"]
TICKS_WANTED = 5
STEPS = (1, 2, 5, 10)
# With few decades the marks at 2 and 5 are wanted too.
FEW_DECADES = 1.6
KILO = ((1e9, "G"), (1e6, "M"), (1e3, "k"))


class Span(NamedTuple):
    """What an axis shows, from `low` to `high`, and how."""

    low: float
    high: float
    scale: Scale

    def place(self, value: float) -> float:
        """Where `value` stands: 0 at the beginning of the axis, 1 at its end."""
        if self.scale == "log":
            return (math.log10(value) - math.log10(self.low)) / (math.log10(self.high) - math.log10(self.low))
        return (value - self.low) / (self.high - self.low)


def span_of(values: Iterable[float], scale: Scale, *, from_zero: bool = False) -> Span:
    """An axis that holds all the values, ending on marked ones. Raises ValueError on a log axis for 0 or less."""
    known = list(values) or [1.0]
    low, high = min(known), max(known)
    if scale == "log":
        if low <= 0:
            raise ValueError("a logarithmic axis holds positive values only")
        return log_span(low, high)
    if from_zero:
        low = min(low, 0.0)
    if low == high:
        low, high = min(low, 0.0), high or 1.0
    step = step_of(low, high)
    return Span(math.floor(low / step) * step, math.ceil(high / step) * step, "linear")


def log_span(low: float, high: float) -> Span:
    ticks = log_marks(low, high, (1, 2, 5))
    before = max((tick for tick in ticks if tick <= low * (1 + 1e-9)), default=low)
    after = min((tick for tick in ticks if tick >= high * (1 - 1e-9)), default=high)
    return Span(before, after if after > before else before * 10, "log")


def ticks_of(span: Span) -> list[float]:
    """The values to mark."""
    if span.scale == "log":
        few = math.log10(span.high / span.low) <= FEW_DECADES
        marks = log_marks(span.low, span.high, (1, 2, 5) if few else (1,))
        return [mark for mark in marks if span.low * (1 - 1e-9) <= mark <= span.high * (1 + 1e-9)]
    step = step_of(span.low, span.high)
    count = round((span.high - span.low) / step)
    return [round(span.low + place * step, 12) for place in range(count + 1)]


def log_marks(low: float, high: float, digits: Sequence[int]) -> list[float]:
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 2)
    return [digit * 10.0**decade for decade in decades for digit in digits]


def step_of(low: float, high: float) -> float:
    """The distance of the marks: 1, 2 or 5 times a power of ten."""
    rough = (high - low) / TICKS_WANTED
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in STEPS if step * power >= rough * (1 - 1e-9))


def number(value: float) -> str:
    """A value as it is marked: 1500000 is 1.5M, 0.25 is 0.25."""
    for size, letter in KILO:
        if abs(value) >= size:
            return f"{value / size:g}{letter}"
    return f"{value:.6g}"
