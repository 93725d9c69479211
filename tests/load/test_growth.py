"""Growth: the exponent found again, the table, the plots."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.growth import SIZES, sizes_of
from tests.bench.growth_report import FIGURES, Kept, at_least, draw, law_of, report

LIMIT = 19_880


@given(st.floats(-1, 2), st.floats(0.001, 100), st.lists(st.sampled_from([1.0, 0.9, 1.1]), min_size=5, max_size=5))
def test_the_exponent_of_a_law_is_found_within_its_noise(exponent: float, factor: float, noise: list[float]) -> None:
    sizes = (10, 100, 1_000, 5_000, 10_000)
    law = law_of([(size, factor * size**exponent * blur) for size, blur in zip(sizes, noise, strict=True)])
    assert law is not None
    assert law.exponent == pytest.approx(exponent, abs=0.08)


def test_one_size_alone_has_no_exponent() -> None:
    assert law_of([(10, 1.0), (10, 2.0)]) is None


def test_sizes_go_up_to_the_limit_of_open_files_and_no_further_than_asked() -> None:
    assert sizes_of("room", LIMIT, 1_000_000)[-1] == LIMIT
    assert sizes_of("there", LIMIT, 1_000_000)[-1] == SIZES["there"][-1]
    assert sizes_of("history", LIMIT, 100_000) == [10_000, 100_000]


def test_what_was_measured_is_told_and_drawn(tmp_path: Path) -> None:
    kept = Kept(limit=LIMIT)
    for figure in FIGURES:
        for size in (100, 1_000, 10_000):
            kept.add(size, dict.fromkeys(figure.measures, size / 50))
    told = report(kept)
    assert "1.00 ± 0.00" in told
    assert "19,880 connections a server" in told
    draw(kept, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {*re.findall(r"growth-\w+\.svg", told)}


def test_noise_at_small_sizes_is_left_out_of_memory() -> None:
    assert at_least(1_000, [(10, 900.0), (1_000, 6.0)]) == [(1_000, 6.0)]
