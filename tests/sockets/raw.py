"""A client made of bytes: it can say what a WebSocket library would refuse to."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from tests.tools.history import WireFrame
from tests.tools.live_client import SUBPROTOCOL, within

TEXT, BINARY, CLOSE, PING, PONG = 0x1, 0x2, 0x8, 0x9, 0xA
CONTINUATION = 0x0
KEY = "dGhlIHNhbXBsZSBub25jZQ=="  # RFC 6455 §1.3
# One read of the client's own buffer: small, so that what a reader does not read stays with the server.
SMALL_BUFFER = 4_096


class ServerFrame(NamedTuple):
    """One frame as it came."""

    opcode: int
    payload: bytes


class Closed(Exception):
    """The server closed: the code and the reason it gave, or 1006 when the bytes just ended."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class RawClient:
    """One TCP connection; waits are bounded by 20 s."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.bytes_read = 0

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        async with within():
            await self._writer.drain()

    async def read_all(self) -> bytes:
        """Everything up to the end of the connection; a reset is an end too."""
        try:
            async with within():
                return await self._reader.read()
        except ConnectionResetError:
            return b""

    async def read_exactly(self, size: int) -> bytes:
        async with within():
            return await self._reader.readexactly(size)

    async def read_head(self) -> tuple[int, str]:
        """The status and the whole head of an HTTP answer."""
        async with within():
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        return int(head.split(" ", 2)[1]), head

    async def upgrade(self, url: str, target: str = "/ws", **changes: str | None) -> int:
        """Ask for a WebSocket; `changes` replace or (None) remove header fields. Returns the status."""
        await self.send(upgrade_request(url, target, **changes))
        return (await self.read_head())[0]

    async def enter(self, room: str = "agora") -> WireFrame:
        """Enter a room; returns `room.entered`."""
        await self.say({"type": "room.enter", "ref": 1, "room": room})
        return await self.hear("room.entered")

    async def say(self, command: WireFrame) -> None:
        await self.send(client_frame(TEXT, json.dumps(command).encode()))

    async def hear(self, kind: str) -> WireFrame:
        """The next text frame of this type; others are passed over. Raises Closed."""
        while True:
            frame: WireFrame = json.loads((await self.next_frame(TEXT)).payload)
            if frame["type"] == kind:
                return frame

    async def next_frame(self, *opcodes: int) -> ServerFrame:
        """The next frame with one of these opcodes; others are passed over. Raises Closed."""
        while True:
            async with within():
                frame = await self._read_frame()
            if frame.opcode == CLOSE:
                code = int.from_bytes(frame.payload[:2], "big") if frame.payload else 1005
                raise Closed(code, frame.payload[2:].decode())
            if frame.opcode in opcodes:
                return frame

    async def closed(self) -> Closed:
        """Read until the server closes."""
        try:
            while True:
                await self.next_frame(TEXT)
        except Closed as closed:
            return closed

    async def closed_after(self) -> list[bytes]:
        """Read until the server closes; returns the texts that came before."""
        texts: list[bytes] = []
        try:
            while True:
                texts.append((await self.next_frame(TEXT)).payload)
        except Closed:
            return texts

    async def send_last(self, data: bytes) -> None:
        """Send as much as the server takes, then the end of one's own side; what it says can still be read."""
        with contextlib.suppress(OSError):
            await self.send(data)
            self._writer.write_eof()

    async def hang_up(self) -> None:
        """End the connection at once, whatever is still to be sent."""
        self._writer.transport.abort()
        try:
            await self._writer.wait_closed()
        except ConnectionError:
            pass  # the server was quicker

    async def _read_frame(self) -> ServerFrame:
        try:
            first, second = await self._reader.readexactly(2)
            size = second & 0x7F
            if size >= 126:
                size = int.from_bytes(await self._reader.readexactly(2 if size == 126 else 8), "big")
            payload = await self._reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            return ServerFrame(CLOSE, (1006).to_bytes(2, "big"))
        self.bytes_read += size
        assert first & 0xF0 == 0x80, "a server frame is whole and uses no extension"
        return ServerFrame(first & 0x0F, payload)


def upgrade_request(url: str, target: str = "/ws", **changes: str | None) -> bytes:
    """An upgrade request as the page makes it; in `changes`, `_` stands for `-` in header names."""
    headers: dict[str, str | None] = {
        "host": url.removeprefix("http://"),
        "upgrade": "websocket",
        "connection": "Upgrade",
        "sec-websocket-key": KEY,
        "sec-websocket-version": "13",
        "sec-websocket-protocol": SUBPROTOCOL,
        "origin": url,
    }
    headers.update({name.replace("_", "-"): value for name, value in changes.items()})
    lines = [f"{name}: {value}" for name, value in headers.items() if value is not None]
    return "\r\n".join([f"GET {target} HTTP/1.1", *lines, "", ""]).encode("latin-1")


def client_frame(opcode: int, payload: bytes, *, fin: bool = True, rsv1: bool = False, masked: bool = True) -> bytes:
    """A frame as a client sends it (RFC 6455 §5.2); the mask is zero, which leaves the payload readable."""
    first = (0x80 if fin else 0) | (0x40 if rsv1 else 0) | opcode
    mask_bit = 0x80 if masked else 0
    if len(payload) < 126:
        head = bytes((first, mask_bit | len(payload)))
    elif len(payload) < 65_536:
        head = bytes((first, mask_bit | 126)) + len(payload).to_bytes(2, "big")
    else:
        head = bytes((first, mask_bit | 127)) + len(payload).to_bytes(8, "big")
    return head + (bytes(4) if masked else b"") + payload


@asynccontextmanager
async def raw_client(port: int, *, lazy: bool = False) -> AsyncIterator[RawClient]:
    """A connection to the server; a `lazy` one buffers next to nothing of what it does not read."""
    plain = socket.socket()
    plain.setblocking(False)
    if lazy:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    try:
        async with within():
            await asyncio.get_running_loop().sock_connect(plain, ("127.0.0.1", port))
        limit = SMALL_BUFFER if lazy else 2**16
        client = RawClient(*await asyncio.open_connection(sock=plain, limit=limit))
    except BaseException:
        plain.close()
        raise
    try:
        yield client
    finally:
        await client.hang_up()


@asynccontextmanager
async def raw_socket(url: str, *, lazy: bool = False) -> AsyncIterator[RawClient]:
    """A spectator's open WebSocket."""
    async with raw_client(int(url.rpartition(":")[2]), lazy=lazy) as client:
        assert await client.upgrade(url) == 101
        yield client
