"""Runs Palabre under a calendar that can be set: `stepped.py FILE serve …`; FILE holds milliseconds to add.

Only the calendar steps, as when an operator or a time service sets it; the stopwatch goes on.
"""

import sys
import time
from pathlib import Path

from palabre.bootstrap import serving
from palabre.cli import main


class SteppedClock:
    """The machine's clocks, the calendar shifted by what a file says now."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000 + int(self._file.read_text())

    def monotonic(self) -> float:
        return time.monotonic()


if __name__ == "__main__":
    clock = SteppedClock(Path(sys.argv[1]))
    assert "SystemClock" in vars(serving)
    vars(serving)["SystemClock"] = lambda: clock
    sys.exit(main(sys.argv[2:]))
