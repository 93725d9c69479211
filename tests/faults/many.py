"""Many guests in one room, who come some at a time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeVar

from tests.tools.live_client import LiveGuest

T = TypeVar("T")
AT_ONCE = 40


async def each(guests: Sequence[LiveGuest], step: Callable[[LiveGuest], Awaitable[T]]) -> list[T]:
    """What every guest's step gave, in their order; forty at a time."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(guest: LiveGuest) -> T:
        async with gate:
            return await step(guest)

    return list(await asyncio.gather(*map(one, guests)))


@asynccontextmanager
async def many_guests(url: str, count: int) -> AsyncIterator[list[LiveGuest]]:
    """So many guests with sessions of their own, in agora."""
    async with AsyncExitStack() as stack:
        guests = [await stack.enter_async_context(LiveGuest(url)) for _ in range(count)]
        names = (f"G{number:04}" for number in range(count))

        async def come(guest: LiveGuest) -> None:
            await guest.open_session(next(names))
            await guest.connect()
            await guest.enter("agora")

        await each(guests, come)
        yield guests
