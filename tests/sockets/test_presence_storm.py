"""Two hundred guests drop and return: nobody is told more than must be, and the roster is right."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.sockets.hurried_server import hurried_server
from tests.tools.history import WireFrame
from tests.tools.live_client import LiveGuest
from tests.tools.server import PalabreServer

GUESTS = 200
# As many at a time as come back in a second.
AT_ONCE = 40
GRACE_S = 8.0
CONSTANTS = {"palabre.adapters.presence.room.LOST_AFTER_S": GRACE_S}
Step = Callable[[LiveGuest], Awaitable[object]]


class Crowd:
    """Two hundred guests who wrote in agora, and a reader who did not."""

    def __init__(self, server: PalabreServer, reader: LiveGuest, guests: list[LiveGuest]) -> None:
        self.server = server
        self.reader = reader
        self.guests = guests
        self.seen = 0

    async def each(self, step: Step) -> None:
        """Have every guest do something, some at a time."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(guest: LiveGuest) -> None:
            async with gate:
                await step(guest)

        async with asyncio.TaskGroup() as group:
            for guest in self.guests:
                group.create_task(one(guest))

    def told(self) -> list[WireFrame]:
        """The changes of presence the reader was told since the last time."""
        fresh, self.seen = self.reader.frames[self.seen :], len(self.reader.frames)
        return [frame for frame in fresh if frame["type"] == "presence.changed"]

    async def hear(self, present: int, after: int) -> None:
        """Wait until the reader is told, after so many frames, that so many are there."""
        await self.reader.event("presence.changed", lambda frame: frame["present"] == present, after=after)


@pytest.fixture
async def crowd(tmp_path: Path) -> AsyncIterator[Crowd]:
    async with hurried_server(tmp_path, CONSTANTS) as server, AsyncExitStack() as stack:
        reader = await stack.enter_async_context(await LiveGuest.arrive(server.url, "Chloé"))
        await reader.enter("agora")
        guests = [await stack.enter_async_context(LiveGuest(server.url)) for _ in range(GUESTS)]
        crowd = Crowd(server, reader, guests)
        names = iter(f"G{number:03}" for number in range(GUESTS))
        await crowd.each(lambda guest: come(guest, next(names)))
        await crowd.hear(GUESTS, 0)
        crowd.told()
        yield crowd


async def come(guest: LiveGuest, name: str) -> None:
    await guest.open_session(name)
    await guest.connect()
    await guest.enter("agora")
    assert (await guest.post("agora", f"Bonsoir, c'est {name}"))["type"] == "ok"


async def roster_of(crowd: Crowd) -> list[str]:
    entered = await crowd.reader.enter("agora")
    return sorted(person["nickname"] for person in entered["roster"]["people"])


async def test_two_hundred_guests_drop_and_return(crowd: Crowd) -> None:
    everyone = [f"G{number:03}" for number in range(GUESTS)]
    started = time.monotonic()
    await crowd.each(LiveGuest.drop)
    await crowd.each(LiveGuest.reconnect)
    assert time.monotonic() - started < GRACE_S, "the machine is too slow to say anything"
    assert (await crowd.guests[0].post("agora", "De retour"))["type"] == "ok"
    assert await roster_of(crowd) == everyone
    told, seconds = crowd.told(), time.monotonic() - started
    assert not [frame for frame in told if frame.get("left") or frame["present"] != GUESTS]
    assert len(told) <= seconds + 1, "more than one frame a second"

    started = time.monotonic()
    await crowd.each(LiveGuest.drop)
    await crowd.hear(0, crowd.seen)
    empty = len(crowd.reader.frames)
    await crowd.each(LiveGuest.reconnect)
    await crowd.hear(GUESTS, empty)
    assert await roster_of(crowd) == everyone
    told, seconds = crowd.told(), time.monotonic() - started
    gone = Counter(tag for frame in told for tag in frame.get("left", ()))
    back = Counter(person["tag"] for frame in told for person in frame.get("joined", ()))
    assert len(gone) == len(back) == GUESTS
    assert set(gone.values()) == set(back.values()) == {1}
    assert len(told) <= seconds + 1
