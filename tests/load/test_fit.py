"""Least squares, and whether memory is flat."""

import pytest

from palabre.bench.fit import line_through, power_through
from palabre.bench.slope import slope_of
from palabre.bench.usage import Sample


def soak(kib: list[float]) -> list[Sample]:
    """One sample every five seconds."""
    return [Sample(1_000 + place * 5.0, 0.0, int(value)) for place, value in enumerate(kib)]


def wobble(place: int) -> float:
    return 40.0 * (place * 7 % 5 - 2)


def test_a_power_law_is_found() -> None:
    law = power_through([(10, 3 * 10**1.5), (100, 3 * 100**1.5), (1_000, 3 * 1_000**1.5)])
    assert law.exponent == pytest.approx(1.5)
    assert law.factor == pytest.approx(3)
    assert law.error == pytest.approx(0, abs=1e-9)


def test_a_line_says_how_uncertain_it_is() -> None:
    exact = line_through([(0, 1), (1, 3), (2, 5)])
    rough = line_through([(0, 1), (1, 4), (2, 5)])
    assert exact == pytest.approx((2, 1, 0), abs=1e-9)
    assert rough.error > 0


def test_one_place_makes_no_line() -> None:
    with pytest.raises(ValueError, match="two different"):
        line_through([(1, 1), (1, 2)])


def test_memory_that_wobbles_is_flat() -> None:
    slope = slope_of(soak([60_000 + wobble(place) for place in range(120)]))
    assert slope.is_flat
    assert slope.per_minute == pytest.approx(0, abs=20)


def test_memory_that_fills_at_first_is_flat() -> None:
    assert slope_of(soak([min(60_000, 40_000 + 1_000 * place) + wobble(place) for place in range(120)])).is_flat


def test_memory_that_grows_all_along_is_not_flat() -> None:
    slope = slope_of(soak([60_000 + 20 * place + wobble(place) for place in range(120)]))
    assert not slope.is_flat
    assert slope.per_minute == pytest.approx(240, rel=0.1)


def test_memory_that_jumps_once_is_not_flat() -> None:
    assert not slope_of(soak([60_000 if place < 80 else 66_000 for place in range(120)])).is_flat


def test_a_few_samples_say_nothing() -> None:
    with pytest.raises(ValueError, match="12 are needed"):
        slope_of(soak([1, 2, 3]))
