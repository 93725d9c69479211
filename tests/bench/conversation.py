"""A conversation in one room of a chat: everyone comes in, a few write, and how long each message takes is told."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import msgspec

from palabre.bench.usage import sample
from tests.bench.chats import Chat
from tests.bench.listener import Heard, Listener

BODY = "zt=%d La pluie s’arrête enfin, on sort les chaises, et chacun raconte sa semaine à sa façon, sans hâte."
AT_ONCE = 8
COMING_IN_WITHIN_S = 120
SETTLE_S = 3.0


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured: times in ms, CPU in cores and in µs a delivery, memory in KiB a guest."""

    guests: int
    joined_s: float
    messages_per_s: float
    deliveries_per_s: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    server_core: float
    server_us: float
    client_core: float
    kib_per_guest: float


async def converse(chat: Chat, *, guests: int, writers: int, rate: float, seconds: float) -> Conversation:
    """`rate` messages a second together; with 0 each writer posts again once its own message came back to it."""
    ear = Heard()
    empty = sample(chat.pid)
    async with company(chat, ear, guests) as everyone:
        joined_s = time.monotonic() - empty.at_s
        await asyncio.sleep(SETTLE_S)
        full = sample(chat.pid)
        async with writing(chat, everyone[:writers], rate):
            await asyncio.sleep(SETTLE_S)
            before, client = sample(chat.pid), time.process_time()
            ear.counting = True
            await asyncio.sleep(seconds)
            ear.counting = False
            after, client = sample(chat.pid), time.process_time() - client
    took, heard = after.at_s - before.at_s, ear.delays.count
    return Conversation(
        guests=guests,
        joined_s=joined_s,
        messages_per_s=heard / took / guests,
        deliveries_per_s=heard / took,
        p50_ms=ear.delays.at(0.5),
        p99_ms=ear.delays.at(0.99),
        max_ms=ear.delays.max_ms,
        server_core=(after.cpu_s - before.cpu_s) / took,
        server_us=(after.cpu_s - before.cpu_s) / max(1, heard) * 1e6,
        client_core=client / took,
        kib_per_guest=(full.rss_kib - empty.rss_kib) / guests,
    )


@asynccontextmanager
async def company(chat: Chat, ear: Heard, guests: int) -> AsyncIterator[list[Listener]]:
    """So many guests in the room, a few coming in at a time."""
    everyone: list[Listener] = []
    numbers = iter(range(guests))

    async def usher() -> None:
        for number in numbers:
            request = await chat.request(number)
            _, guest = await asyncio.get_running_loop().create_connection(
                partial(Listener, ear), "127.0.0.1", chat.port
            )
            everyone.append(guest)
            await guest.come_in(request, chat.steps(number))

    try:
        async with asyncio.timeout(COMING_IN_WITHIN_S):
            await asyncio.gather(*(usher() for _ in range(AT_ONCE)))
        yield everyone
    finally:
        for guest in everyone:
            guest.hang_up()


@asynccontextmanager
async def writing(chat: Chat, writers: list[Listener], rate: float) -> AsyncIterator[None]:
    """The writers at work; what stops one of them is raised at the end."""
    tasks = [asyncio.create_task(write(chat, writer, rate / len(writers))) for writer in writers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error


async def write(chat: Chat, writer: Listener, rate: float) -> None:
    """Post for ever: at a rate, or with 0 as soon as one's own message is heard."""
    started, written = time.monotonic(), 0
    while True:
        body = BODY % time.monotonic_ns()
        writer.say(chat.post(body))
        written += 1
        if rate:
            await asyncio.sleep(max(0.0, started + written / rate - time.monotonic()))
        else:
            await writer.until(body.partition(" ")[0].encode())
