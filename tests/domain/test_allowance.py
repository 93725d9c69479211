"""Allowances: never more than the burst and the rate allow, and never longer to wait than said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.allowance import MAX_RETRY_AFTER_S, Bucket, Rate

rates = st.builds(Rate, st.floats(0.01, 50), st.floats(1, 50))
pauses = st.lists(st.floats(0, 30), max_size=60)


@given(rates, pauses)
def test_no_window_ever_holds_more_than_burst_and_rate(rate: Rate, waits: list[float]) -> None:
    now, bucket, taken = 0.0, Bucket(rate, 0.0), []
    for wait in waits:
        now += wait
        if bucket.take(rate, now) == 0:
            taken.append(now)
    for first in range(len(taken)):
        for last in range(first, len(taken)):
            assert last - first + 1 <= rate.burst + (taken[last] - taken[first]) * rate.per_second + 1e-6


@given(rates, pauses)
def test_who_waits_as_long_as_told_is_served(rate: Rate, waits: list[float]) -> None:
    now, bucket = 0.0, Bucket(rate, 0.0)
    for wait in waits:
        now += wait
        left = bucket.take(rate, now)
        assert 0 <= left <= MAX_RETRY_AFTER_S
        if 0 < left < MAX_RETRY_AFTER_S:
            now += left + 1e-6
            assert bucket.take(rate, now) == 0


@given(rates)
def test_a_burst_is_allowed_at_once(rate: Rate) -> None:
    bucket = Bucket(rate, 5.0)
    assert [bucket.take(rate, 5.0) for _ in range(int(rate.burst))] == [0.0] * int(rate.burst)
    assert bucket.take(rate, 5.0) > 0


@given(rates, pauses)
def test_a_refusal_costs_nothing(rate: Rate, waits: list[float]) -> None:
    patient, eager = Bucket(rate, 0.0), Bucket(rate, 0.0)
    now = 0.0
    for wait in waits:
        now += wait
        if eager.take(rate, now) == 0:
            assert patient.take(rate, now) == 0


def test_a_clock_that_goes_back_gives_nothing_away() -> None:
    rate = Rate(1, 1)
    bucket = Bucket(rate, 100.0)
    assert bucket.take(rate, 100.0) == 0
    assert bucket.take(rate, 50.0) == 1
    assert not bucket.is_full(rate, 50.5)


def test_a_full_bucket_can_be_forgotten() -> None:
    rate = Rate(1, 5)
    bucket = Bucket(rate, 0.0)
    assert bucket.is_full(rate, 0.0)
    bucket.take(rate, 0.0)
    assert not bucket.is_full(rate, 0.5)
    assert bucket.is_full(rate, 1.0)


@pytest.mark.parametrize("factor", [0.1, 1, 100])
def test_a_rate_is_made_more_generous_as_a_whole(factor: float) -> None:
    assert Rate(2, 30).times(factor) == Rate(2 * factor, 30 * factor)


def test_an_allowance_less_generous_than_one_unit_still_gives_one_in_time() -> None:
    rate = Rate(1, 5).times(0.1)
    bucket, now = Bucket(rate, 0.0), 0.0
    for _ in range(100):
        wait = bucket.take(rate, now)
        if wait == 0:
            return
        now += wait + 1e-6
    raise AssertionError("never served")
