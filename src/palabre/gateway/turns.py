"""Turns: rooms write one after the other, and the event loop has its own turn in between."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Protocol

YIELD_EVERY = 256
LOOK_AT_TIME_FROM = 64
YIELD_AFTER_S = 0.002


class Timers(Protocol):
    """The part of an event loop that is needed here. `time` is monotonic seconds."""

    def time(self) -> float: ...

    def call_soon(self, callback: Callable[[], object]) -> object: ...

    def call_at(self, when: float, callback: Callable[[], object]) -> object: ...


class Turns:
    """All rooms of a node together write to 256 connections, or for 2 ms, before the loop sees to anything else.

    A writing is an iterator of how many connections it wrote to at each step. One that is not done by the end of a
    turn goes behind the others: a small room does not wait for a large one.
    """

    def __init__(self, loop: Timers) -> None:
        self._clock = loop.time
        self._call_soon = loop.call_soon
        self._writings: deque[Iterator[int]] = deque()
        self._count = 0
        self._began: float | None = None
        self._working = False

    def add(self, writing: Iterator[int]) -> None:
        """Do it now as far as this turn allows, the rest in the next ones."""
        self._writings.append(writing)
        if not self._working:
            self._work()

    def _work(self) -> None:
        self._working = True
        try:
            while self._writings and self._has_time():
                self._step(self._writings[0])
        finally:
            self._working = False

    def _step(self, writing: Iterator[int]) -> None:
        """One step of the first in the queue; done, or failed, it leaves it."""
        written = None
        try:
            written = next(writing, None)
        finally:
            if written is None:
                self._writings.popleft()
        self._count += written or 0

    def _has_time(self) -> bool:
        if self._began is None:
            self._began, self._count = self._clock(), 0
            self._call_soon(self._next_turn)
        if self._count < LOOK_AT_TIME_FROM:
            return True
        return self._count < YIELD_EVERY and self._clock() - self._began <= YIELD_AFTER_S

    def _next_turn(self) -> None:
        self._began = None
        self._writings.rotate(-1)
        if self._writings:
            self._work()
