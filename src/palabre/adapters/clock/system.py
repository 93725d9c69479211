"""The time of the machine."""

import time


class SystemClock:
    """Reads the system's clocks."""

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        return time.monotonic()
