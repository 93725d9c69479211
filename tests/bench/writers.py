"""Writers of a bench: sessions that post through `/ws`, as fast as they are answered or at a rate."""

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from palabre.bench.reference import MARK, ROOM
from tests.sockets.raw import TEXT, client_frame, upgrade_request
from tests.tools.live_client import COOKIE, LiveGuest

# Never in a body, so that counting them in the bytes is enough: a writer hears the whole room.
ACKNOWLEDGED, FAILED, ENTERED = b'"type":"ok"', b'"type":"failed"', b'"type":"room.entered"'
BODY = f"{MARK}%d La pluie s'arrête enfin, on sort les chaises, et chacun raconte sa semaine à sa façon, sans hâte."
NICKNAMES = (
    "Ana", "Bilal", "Chloé", "Diane", "Elias", "Farid", "Gwen", "Hugo", "Inès", "Jules", "Karim", "Lola",
    "Malik", "Nadia", "Oscar", "Paula", "Quentin", "Rosa", "Samir", "Tess", "Ugo", "Vera", "Wanda", "Yanis",
)  # fmt: skip
numbers = itertools.count()


class Writer(asyncio.Protocol):
    """One connection of one session. It counts its replies and reads nothing else."""

    def __init__(self) -> None:
        self.posted = 0
        self._transport: asyncio.Transport | None = None
        self._tail = b""
        self._heard = asyncio.Event()
        self._counts = dict.fromkeys((ACKNOWLEDGED, FAILED, ENTERED, b" 101 "), 0)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        text = self._tail + data
        for mark in self._counts:
            # The tail is one byte shorter than the mark: what was counted in it is not counted again.
            self._counts[mark] += text.count(mark, max(0, len(self._tail) - len(mark) + 1))
        self._tail = text[-32:]
        self._heard.set()

    async def until(self, mark: bytes, count: int) -> None:
        """Wait until this many of the mark have been heard; raises RuntimeError when a command failed."""
        async with asyncio.timeout(60):
            while self._counts[mark] < count:
                self._heard.clear()
                await self._heard.wait()
                if self._counts[FAILED]:
                    raise RuntimeError("a writer's command failed")

    def send(self, data: bytes) -> None:
        assert self._transport is not None
        self._transport.write(data)

    def say(self, **command: object) -> None:
        self.send(client_frame(TEXT, json.dumps(command, ensure_ascii=False).encode()))

    def post(self) -> None:
        """Post a message of about 120 characters that says when it was sent."""
        self.posted += 1
        message_id = f"{next(numbers):022}"
        self.say(
            type="message.post",
            ref=self.posted,
            room=ROOM,
            body=BODY % time.monotonic_ns(),
            client_message_id=message_id,
        )

    async def write_on(self) -> None:
        """Post as soon as the last message is acknowledged, for ever."""
        while True:
            self.post()
            await self.until(ACKNOWLEDGED, self.posted + 1)

    async def write_at(self, rate: float) -> None:
        """Post `rate` messages a second, acknowledged or not, for ever."""
        started = time.monotonic()
        while True:
            await asyncio.sleep(max(0.0, started + self.posted / rate - time.monotonic()))
            self.post()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()


async def arrive(url: str, nickname: str) -> Writer:
    """A writer in the room."""
    guest = LiveGuest(url)
    await guest.open_session(nickname)
    port = int(url.rpartition(":")[2])
    _, writer = await asyncio.get_running_loop().create_connection(Writer, "127.0.0.1", port)
    writer.send(upgrade_request(url, cookie=f"{COOKIE}={guest.token}"))
    await writer.until(b" 101 ", 1)
    writer.say(type="room.enter", ref=0, room=ROOM)
    await writer.until(ENTERED, 1)
    return writer


@asynccontextmanager
async def writing(url: str, count: int, *, rate: float | None) -> AsyncIterator[Callable[[], int]]:
    """`count` writers at work: closed loop when `rate` (messages a second together) is None.

    Yields a function that tells how many messages were sent so far.
    """
    writers = [await arrive(url, nickname) for nickname in NICKNAMES[:count]]
    work = [writer.write_on() if rate is None else writer.write_at(rate / count) for writer in writers]
    tasks = [asyncio.create_task(one) for one in work]
    try:
        yield lambda: sum(writer.posted for writer in writers)
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        for writer in writers:
            writer.close()
    for error in ended:
        if isinstance(error, Exception):
            raise error
