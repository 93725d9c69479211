"""A clock that runs faster than the machine's, or only when told to."""

import time


class AcceleratedClock:
    """Runs `factor` times as fast as real time (0: stands still), and jumps when stepped.

    Both readings move together. `start_ms` is the Unix time, in milliseconds, at which it begins (default: now).
    """

    def __init__(self, factor: float = 0.0, *, start_ms: int | None = None) -> None:
        self._factor = factor
        self._began = time.monotonic()
        self._start_ms = time.time_ns() // 1_000_000 if start_ms is None else start_ms
        self._stepped = 0.0

    def step(self, seconds: float) -> None:
        """Let `seconds` pass at once; time never goes back, so a negative step is a ValueError."""
        if seconds < 0:
            raise ValueError("a clock is not stepped back")
        self._stepped += seconds

    def now_ms(self) -> int:
        return self._start_ms + round(self.monotonic() * 1000)

    def monotonic(self) -> float:
        return (time.monotonic() - self._began) * self._factor + self._stepped
