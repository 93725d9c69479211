"""The board: a number that grows whenever the desk has something new to show, and waiting for that."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from palabre.domain.passing import HeldSettled, MessageHeld, Passing
from palabre.ports.clock import Clock
from palabre.ports.store import ControlEntry
from palabre.services.health import Health

# How long one question may wait, and after how long it looks whether the server is told to stop.
WAIT_S = 20.0
LOOK_EVERY_S = 1.0
WAITING_EACH = 8


class Board:
    """Versions are Unix milliseconds at first: one from before a restart is never taken for the present one."""

    def __init__(self, clock: Clock, health: Health) -> None:
        self._health = health
        self._changed = asyncio.Event()
        self._waiting: Counter[int] = Counter()
        self.version = clock.now_ms()

    def turn(self) -> None:
        """There is something new."""
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    def follow(self, facts: Sequence[Passing]) -> None:
        """Take in passing facts (the Bus calls this): a message waits, or waits no more."""
        if any(isinstance(fact, MessageHeld | HeldSettled) for fact in facts):
            self.turn()

    async def follow_control(self, entry: ControlEntry) -> None:
        """Take in a control entry: what it is about is new to the desks of every process."""
        self.turn()

    async def wait(self, number: int, after: int | None, *, wait_s: float = WAIT_S) -> None:
        """Return when the version is another than `after`, or after `wait_s`; at once with eight waiting already."""
        if self._waiting[number] >= WAITING_EACH:
            return
        self._waiting[number] += 1
        try:
            await self._wait(after, wait_s)
        finally:
            self._waiting[number] -= 1

    async def _wait(self, after: int | None, left_s: float) -> None:
        while after == self.version and left_s > 0 and not self._health.stopping:
            try:
                await asyncio.wait_for(self._changed.wait(), min(left_s, LOOK_EVERY_S))
            except TimeoutError:
                left_s -= LOOK_EVERY_S
