"""A guest of a measurement, whatever the chat: speaks a script to get in, then hears messages and times them."""

import asyncio
import re
import time
from collections.abc import Sequence
from typing import NamedTuple

from palabre.bench.percentiles import Percentiles
from tests.sockets.raw import PING, PONG, TEXT, client_frame

# In every body: when it was sent, on the clock that all processes of a machine share.
STAMP = re.compile(rb"zt=(\d+)")
SHORT, LONG, LONGEST = 2, 4, 10
END_OF_HEAD = b"\r\n\r\n"


class Step(NamedTuple):
    """Something to say, and what must be heard before the next step."""

    say: str
    until: bytes


class Heard:
    """How long the messages that the guests of this process heard were on their way, while it counts."""

    def __init__(self) -> None:
        self.counting = False
        self.delays = Percentiles()

    def take(self, stamps: Sequence[bytes]) -> None:
        now = time.monotonic_ns()
        for stamp in stamps:
            self.delays.record(now - int(stamp))


class Listener(asyncio.Protocol):
    """One WebSocket."""

    def __init__(self, ear: Heard) -> None:
        self._ear = ear
        self._transport: asyncio.Transport | None = None
        self._rest = b""
        self._is_open = False
        self._wanted = b""
        self._news = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._news.set()

    def data_received(self, data: bytes) -> None:
        data = self._rest + data
        if not self._is_open:
            head, end, data = data.partition(END_OF_HEAD)
            if not end:
                self._rest = head
                return
            self._is_open = True
            self._hear(head)
        self._rest = data[self._take_frames(data) :]

    async def come_in(self, request: bytes, steps: Sequence[Step]) -> None:
        """Upgrade and speak the script; raises ConnectionError when the server hangs up."""
        self._write(request)
        await self.until(b" 101 ")
        for step in steps:
            self.say(step.say)
            await self.until(step.until)

    def say(self, text: str) -> None:
        self._write(client_frame(TEXT, text.encode()))

    async def until(self, wanted: bytes) -> None:
        """Wait for a frame that holds these bytes; raises ConnectionError when the server hangs up."""
        self._wanted = wanted
        while self._wanted:
            if self._transport is None:
                raise ConnectionError("the server hung up")
            self._news.clear()
            await self._news.wait()

    def hang_up(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)

    def _take_frames(self, data: bytes) -> int:
        """Hear every whole frame; return how many bytes they were."""
        place, size = 0, len(data)
        while size - place >= SHORT:
            length, start = data[place + 1], place + SHORT
            if length > 125:
                start = place + (LONG if length == 126 else LONGEST)
                length = int.from_bytes(data[place + SHORT : start], "big")
            if start + length > size:
                break
            if data[place] & 0xF == PING:
                self._write(client_frame(PONG, data[start : start + length]))
            else:
                self._hear(data[start : start + length])
            place = start + length
        return place

    def _hear(self, payload: bytes) -> None:
        if self._ear.counting:
            self._ear.take(STAMP.findall(payload))
        if self._wanted and self._wanted in payload:
            self._wanted = b""
            self._news.set()
