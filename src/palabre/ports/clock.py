"""Clock: the time, so that tests and browser tests can hold it."""

from typing import Protocol


class Clock(Protocol):
    """Two readings: the calendar and the stopwatch."""

    def now_ms(self) -> int:
        """Unix time in milliseconds."""
        ...

    def monotonic(self) -> float:
        """Seconds from an arbitrary start; never goes back."""
        ...
