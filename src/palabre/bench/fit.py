"""Least squares: the straight line through measured points, and the power law on a log-log plot."""

import math
import statistics
from collections.abc import Sequence
from typing import NamedTuple

Points = Sequence[tuple[float, float]]


class Line(NamedTuple):
    """y = base + slope · x. `error` is the standard error of the slope, infinite for fewer than three points."""

    slope: float
    base: float
    error: float

    def at(self, x: float) -> float:
        return self.base + self.slope * x


class Power(NamedTuple):
    """y = factor · x^exponent; `error` is the exponent's standard error. Exponent 0 is flat, 1 proportional."""

    exponent: float
    factor: float
    error: float

    def at(self, x: float) -> float:
        return float(self.factor * x**self.exponent)


def line_through(points: Points) -> Line:
    """The line of least squares; raises ValueError for fewer than two different x."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if len({*xs}) < 2:  # noqa: PLR2004
        raise ValueError("a line needs two different x")
    slope, base = statistics.linear_regression(xs, ys)
    return Line(slope, base, slope_error(points, slope, base))


def slope_error(points: Points, slope: float, base: float) -> float:
    """How far the slope itself is uncertain, from what the line leaves unexplained."""
    freedom = len(points) - 2
    if freedom < 1:
        return math.inf
    unexplained = sum((y - base - slope * x) ** 2 for x, y in points)
    mean = statistics.fmean(x for x, _ in points)
    return math.sqrt(unexplained / freedom / sum((x - mean) ** 2 for x, _ in points))


def power_through(points: Points) -> Power:
    """The power law of least squares in logarithms; raises ValueError for values of 0 or less."""
    line = line_through([(math.log(x), math.log(y)) for x, y in points])
    return Power(line.slope, math.exp(line.base), line.error)
