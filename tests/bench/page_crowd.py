"""A crowd that writes in a room: thousands of messages at once, or so many a second."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from tests.tools.live_client import LiveGuest

NAMES = ["Bilal", "Chloé", "Djibril", "Fatoumata"]
_WORDS = [
    "la",
    "courge",
    "se",
    "cuit",
    "au four",
    "une heure",
    "avec du miel",
    "et du thym",
    "puis",
    "on",
    "la",
    "goûte",
]
_AT_ONCE = 32
_CATCHING_UP = 2  # a connection that sends many more at once is closed as flooding


def sentence(number: int) -> str:
    """The text of a message: short or long as people write, the same for the same number."""
    draw = random.Random(number)
    length = min(1 + int(draw.expovariate(1 / 11)), 90)
    return f"{number} · {' '.join(draw.choices(_WORDS, k=length))}"


class Crowd:
    """Guests of one room who write by turns; messages are numbered from 1."""

    def __init__(self, guests: list[LiveGuest], room: str) -> None:
        self.guests = guests
        self.room = room
        self.posted = 0

    async def write(self, count: int) -> None:
        """Post as fast as the server takes it; returns once all are acknowledged. Order is that of the numbers."""
        for first in range(0, count, _AT_ONCE):
            await asyncio.gather(*(self._post(self._next()) for _ in range(min(_AT_ONCE, count - first))))

    async def write_at(self, per_second: float, seconds: float) -> None:
        """Post at an even pace."""
        loop = asyncio.get_running_loop()
        start, first = loop.time(), self.posted
        async with asyncio.TaskGroup() as group:
            while (elapsed := loop.time() - start) < seconds:
                late = int(elapsed * per_second) - (self.posted - first)
                for _ in range(min(late, _CATCHING_UP)):
                    group.create_task(self._post(self._next()))
                await asyncio.sleep(0.005)

    def _next(self) -> int:
        self.posted += 1
        return self.posted

    async def _post(self, number: int) -> None:
        # Who writes goes on for a while, as in a room.
        guest = self.guests[(number // 3) % len(self.guests)]
        reply = await guest.post(self.room, sentence(number))
        assert reply["type"] == "ok", reply


@asynccontextmanager
async def crowd(url: str, room: str) -> AsyncIterator[Crowd]:
    """Four guests in a room; the server's allowances must be off."""
    async with AsyncExitStack() as stack:
        guests = [await stack.enter_async_context(await LiveGuest.arrive(url, name)) for name in NAMES]
        for guest in guests:
            await guest.enter(room)
        yield Crowd(guests, room)
