"""Clocks."""

import time

import pytest

from palabre.adapters.clock import AcceleratedClock, SystemClock
from tests.contract.scene import NOON


def test_the_system_clock_reads_the_system() -> None:
    clock = SystemClock()
    assert abs(clock.now_ms() - time.time() * 1000) < 1000
    assert clock.monotonic() <= clock.monotonic()


def test_a_clock_that_stands_still_moves_only_when_stepped() -> None:
    clock = AcceleratedClock(start_ms=NOON)
    assert (clock.now_ms(), clock.monotonic()) == (NOON, 0.0)
    clock.step(90.5)
    assert (clock.now_ms(), clock.monotonic()) == (NOON + 90_500, 90.5)


def test_time_is_not_stepped_back() -> None:
    with pytest.raises(ValueError, match="not stepped back"):
        AcceleratedClock().step(-1)


def test_a_clock_may_run_faster_than_the_system() -> None:
    clock, started = AcceleratedClock(1_000_000, start_ms=NOON), time.monotonic()
    while time.monotonic() == started:
        pass
    assert clock.now_ms() > NOON
    assert clock.monotonic() > time.monotonic() - started
