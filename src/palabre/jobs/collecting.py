"""Collecting job: Python's garbage collector does not walk through what lasts as long as a connection."""

import gc
from typing import Protocol

# A pause grows with what is walked through: a thousand connections are some 40,000 objects (docs/adr/0016).
ARRIVALS = 500
# Python looks at new objects every 700, less than twenty messages, nearly all of which end by themselves. These are few
# enough to look at within milliseconds when thousands connect.
NEW_OBJECTS, TIMES_BEFORE_OLDER = 3_000, 3


def begin() -> None:
    """What a server is made of is there until it stops: set it aside before the first guest comes."""
    gc.set_threshold(NEW_OBJECTS, TIMES_BEFORE_OLDER)
    gc.collect()
    gc.freeze()


class Arrivals(Protocol):
    """The part of the live edge that is needed here."""

    def arrived(self) -> int:
        """How many connections there were ever."""
        ...

    def count(self) -> int:
        """How many there are."""
        ...


class CollectingJob:
    """Every 500 connections what is there is set aside; taken back once there are half as many connections.

    Nothing of a connection needs the collector (tests/gateway/test_socket.py). What else was in use when it was set
    aside, and refers to itself, waits until it is taken back.
    """

    def __init__(self, live: Arrivals) -> None:
        self._live = live
        self._arrived = 0
        self._most = 0

    async def step(self) -> None:
        arrived, count = self._live.arrived(), self._live.count()
        self._most = max(self._most, count)
        if arrived - self._arrived >= ARRIVALS:
            gc.freeze()
            self._arrived = arrived
        if count < self._most / 2:
            gc.unfreeze()
            self._most = count
