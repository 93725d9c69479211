"""A writer for NATS: publishes to a subject over TCP, and hears its own messages as it would in a room."""

import asyncio
import itertools
import time

SUBJECT = "agora"
BODY = (
    '{"type":"msg","room":"agora","t":%d,"id":%d,"from":"user42","text":"La pluie s\'arrête enfin, on sort les chaises,'
    ' et chacun raconte sa semaine à sa façon, sans hâte."}'
)
# How many of its own messages it may still have to hear; with more the server joins several in a write.
AHEAD = 1


class NatsWriter(asyncio.Protocol):
    """One connection; `heard` counts the messages that came back to it. It reads nothing else."""

    def __init__(self) -> None:
        self.written = 0
        self.heard = 0
        self._news = asyncio.Event()
        self._tail = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(b'CONNECT {"verbose":false,"name":"writer"}\r\nSUB %b 1\r\n' % SUBJECT.encode())

    def data_received(self, data: bytes) -> None:
        mark = b"MSG " + SUBJECT.encode()
        text = self._tail + data
        self.heard += text.count(mark, max(0, len(self._tail) - len(mark) + 1))
        self._tail = text[-len(mark) :]
        self._news.set()

    async def write_on(self, rate: float) -> None:
        """For ever: `rate` messages a second, or at 0 as soon as the earlier ones were heard."""
        started = time.monotonic()
        for number in itertools.count(1):
            self._publish()
            if rate:
                await asyncio.sleep(max(0.0, started + number / rate - time.monotonic()))
            else:
                await self._until_heard(self.written - AHEAD + 1)

    async def _until_heard(self, count: int) -> None:
        async with asyncio.timeout(20):
            while self.heard < count:
                self._news.clear()
                await self._news.wait()

    def _publish(self) -> None:
        assert self._transport is not None
        body = (BODY % (time.monotonic_ns(), self.written)).encode()
        self.written += 1
        self._transport.write(b"PUB %b %d\r\n%b\r\n" % (SUBJECT.encode(), len(body), body))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()


async def nats_writer(port: int) -> NatsWriter:
    """A connected writer."""
    _, writer = await asyncio.get_running_loop().create_connection(NatsWriter, "127.0.0.1", port)
    return writer
