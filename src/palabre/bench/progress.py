"""Progress on standard error: a bar on a terminal, a line now and then elsewhere."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import Protocol, TextIO

from palabre.bench import tally

BAR = 30
TERMINAL_EVERY_S, PLAIN_EVERY_S = 0.25, 5.0
CLEAR = "\r\x1b[2K"


class Going(Protocol):
    """Whatever goes on and can say how: a crowd."""

    @property
    def progress(self) -> tally.Progress: ...


class Progress:
    """Says how a stretch of a known length goes; what is said never stands on standard output."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._is_terminal = out.isatty()

    def say(self, text: str) -> None:
        """One line that stays."""
        print(f"{CLEAR if self._is_terminal else ''}{text}", file=self._out, flush=True)

    @contextlib.asynccontextmanager
    async def showing(self, what: str, crowd: Going, seconds: float) -> AsyncIterator[None]:
        """Show how it goes while the block runs; `seconds` is how long it should take."""
        work = asyncio.create_task(self._show(what, crowd, seconds))
        try:
            yield
        finally:
            work.cancel()
            if self._is_terminal:
                print(CLEAR, end="", file=self._out, flush=True)

    async def _show(self, what: str, crowd: Going, seconds: float) -> None:
        began, every = time.monotonic(), TERMINAL_EVERY_S if self._is_terminal else PLAIN_EVERY_S
        delivered = crowd.progress.deliveries
        while True:
            passed, before, delivered = time.monotonic() - began, delivered, crowd.progress.deliveries
            rate = (delivered - before) / every
            line = f"{what}: {crowd.progress.connected:,} in, {rate:,.0f} deliveries/s, {passed:.0f} of {seconds:.0f} s"
            if self._is_terminal:
                print(f"{CLEAR}{bar(passed / seconds)} {line}", end="", file=self._out, flush=True)
            else:
                print(line, file=self._out, flush=True)
            await asyncio.sleep(every)


def bar(share: float) -> str:
    filled = min(BAR, round(share * BAR))
    return f"[{'#' * filled}{'.' * (BAR - filled)}]"
