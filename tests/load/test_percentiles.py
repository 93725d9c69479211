"""Percentiles: near the truth, and the same whether counted in one process or in several."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.bench.percentiles import STEP_BITS, Percentiles, joined

durations = st.lists(st.integers(0, 10**11), min_size=1, max_size=200)


def counted(values: list[int]) -> Percentiles:
    percentiles = Percentiles()
    for value in values:
        percentiles.record(value)
    return percentiles


@settings(deadline=None)
@given(durations, st.sampled_from([0.01, 0.5, 0.9, 0.99, 1.0]))
def test_a_percentile_is_never_too_low_and_at_most_a_step_too_high(values: list[int], share: float) -> None:
    exact = sorted(values)[math.ceil(share * len(values)) - 1]
    told_ns = counted(values).at(share) * 1e6
    assert exact - 1 <= told_ns <= exact + max(2**STEP_BITS, exact / 500) + 1


@settings(deadline=None)
@given(durations, durations)
def test_joined_parts_are_the_whole(one: list[int], other: list[int]) -> None:
    whole = joined([counted(one).packed(), counted(other).packed()])
    assert whole.summary() == counted([*one, *other]).summary()


def test_a_million_different_durations_are_some_thousand_steps() -> None:
    assert len(counted([number * 104_729 for number in range(100_000)]).packed().steps) < 10_000


def test_nothing_counted_is_nothing() -> None:
    assert Percentiles().at(0.99) == 0
    assert Percentiles().curve() == []


def test_the_curve_claims_no_rarer_wait_than_there_were_waits() -> None:
    assert [rarity for rarity, _ in counted(list(range(150))).curve()] == [2, 4, 10, 20, 100]
