"""Clocks: the system's, and one that tests and browser tests drive."""

from palabre.adapters.clock.accelerated import AcceleratedClock
from palabre.adapters.clock.system import SystemClock

__all__ = ["AcceleratedClock", "SystemClock"]
