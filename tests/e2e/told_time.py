"""Runs Palabre under a clock that stands still until told: `told_time.py FILE serve …`; FILE holds seconds passed."""

import sys
import time
from pathlib import Path

from palabre.bootstrap import serving
from palabre.cli import main

LAUNCHER = Path(__file__)


class ToldClock:
    """The calendar of the machine when it began, and what a file says has passed since."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._began_ms = time.time_ns() // 1_000_000

    def now_ms(self) -> int:
        return self._began_ms + round(self.monotonic() * 1_000)

    def monotonic(self) -> float:
        return float(self._file.read_text())


class ToldTime:
    """What the server is told of the time."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._passed_s = 0.0
        self.step(0)

    def step(self, seconds: float) -> None:
        """Let so much pass."""
        self._passed_s += seconds
        new = self.file.with_suffix(".new")
        new.write_text(str(self._passed_s))
        new.replace(self.file)


if __name__ == "__main__":
    clock = ToldClock(Path(sys.argv[1]))
    assert "SystemClock" in vars(serving)
    vars(serving)["SystemClock"] = lambda: clock
    sys.exit(main(sys.argv[2:]))
