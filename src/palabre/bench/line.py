"""One WebSocket of a guest: bytes to what they say, as cheaply as a process of a thousand guests needs it."""

import asyncio
import time
from collections.abc import Callable
from typing import Protocol, cast

from palabre.bench.handshake import Handshake
from palabre.bench.stage import Stage
from palabre.bench.wire import NO_MASK, BadFrame, Closed, Heard, LogEvent, Ping

PONG = b"\x8a\x80" + NO_MASK


class Ear(Protocol):
    """Whoever listens. Log events do not pass here: they are many."""

    def opened(self, line: "Line") -> None: ...

    def heard(self, said: Heard, now: int) -> None: ...

    def lost(self, closed: Closed | None) -> None: ...


class Line(asyncio.Protocol):
    """One WebSocket; `take` is given the offset of every log event."""

    def __init__(self, ear: Ear, stage: Stage, take: Callable[[int], None], cookie: str) -> None:
        self._ear = ear
        self._stage = stage
        self._take = take
        self._handshake: Handshake | None = Handshake(f"127.0.0.1:{stage.port}", cookie=cookie)
        self._rest = b""
        self._closed: Closed | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        if self._handshake is not None:
            self._transport.write(self._handshake.request)

    def data_received(self, data: bytes) -> None:
        now = time.monotonic_ns()
        counts = self._stage.counts
        counts.bytes_in += len(data)
        if self._rest:
            data = self._rest + data
        if self._handshake is not None:
            data = self._shake_hands(self._handshake, data)
            if self._handshake is not None:
                return
        heard, self._rest = self._stage.unpacker.unpack(data)
        for said in heard:
            if type(said) is LogEvent:
                self._take(said.offset)
                counts.deliveries += 1
                if said.sent_ns:
                    counts.to_deliver.record(now - said.sent_ns)
            else:
                self._hear(said, now)

    def connection_lost(self, exc: Exception | None) -> None:
        self._ear.lost(self._closed)

    def write(self, data: bytes) -> None:
        self._transport.write(data)

    def abort(self) -> None:
        self._transport.abort()

    def _hear(self, said: Heard, now: int) -> None:
        if isinstance(said, Ping):
            self._transport.write(PONG)
        elif isinstance(said, Closed):
            self._closed = said
            self._transport.close()
        else:
            self._ear.heard(said, now)

    def _shake_hands(self, handshake: Handshake, data: bytes) -> bytes:
        try:
            rest = handshake.accepted(data)
        except BadFrame as declined:
            self._stage.counts.refused[str(declined)] += 1
            self._transport.abort()
            return b""
        if rest is None:
            self._rest = data
            return b""
        self._handshake, self._rest = None, b""
        self._ear.opened(self)
        return rest
