"""The wire as a guest of the bench reads it, without I/O: bytes in, what was told out, identical bytes read once.

A thousand guests in one room receive the same bytes. What a chunk of them says is worked out the first time it comes
and looked up afterwards, so that a client process keeps ahead of the server it measures.
"""

import json
from collections.abc import Callable
from typing import Literal

import msgspec
from msgspec import Struct

TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
FITS_7_BITS, IN_16_BITS, IN_64_BITS = 125, 126, 127
FINAL = 0x80
MASKED = 0x80
NO_MASK = bytes(4)
CHUNKS_KEPT, FRAMES_KEPT = 256, 4_096
LONGEST_CHUNK_KEPT = 65_536


class Told(Struct, frozen=True, tag_field="type"):
    """Base of what the server says; fields the bench does not need are not read."""


class WireMessage(Struct, frozen=True):
    """The part of a message that the checker needs."""

    id: str
    client_message_id: str
    offset: int

    @property
    def identity(self) -> str:
        """The message's id with its author's own id for it."""
        return f"{self.id} {self.client_message_id}"


class Posted(Told, frozen=True, tag="message.posted"):
    """A message came."""

    room: str
    offset: int
    message: WireMessage


class Other(Struct, frozen=True):
    """Anything else; with an offset it holds a place in the room's log."""

    type: str
    room: str = ""
    offset: int | None = None
    message_id: str = ""


class Entered(Told, frozen=True, tag="room.entered"):
    """The state of a room, on entering, on coming back, or after the connection lagged."""

    room: str
    mode: Literal["snapshot", "resumed"]
    epoch: str
    offset: int
    messages: list[WireMessage] = []
    events: list[msgspec.Raw] = []


class Done(Told, frozen=True, tag="ok"):
    """A command was carried out; a message posted stands at `offset`."""

    ref: int
    message_id: str = ""
    offset: int = 0


class Refused(Told, frozen=True, tag="failed"):
    """A command was refused; `retry_after` is in seconds."""

    ref: int | None
    code: str
    retry_after: float | None = None


class Ping(Struct, frozen=True):
    """The server asks for a sign of life."""


class Closed(Struct, frozen=True):
    """The server closes the connection."""

    code: int
    retry_after_ms: int = 0


class LogEvent(Struct, frozen=True):
    """An event with a place in the log. `sent_ns` is when its author sent it, 0 when nothing says so."""

    room: str
    offset: int
    identity: str
    sent_ns: int


class Retry(Struct, frozen=True):
    """The reason of a close frame."""

    retry_after_ms: int = 0


Heard = LogEvent | Entered | Done | Refused | Ping | Closed
_known: msgspec.json.Decoder[Posted | Entered | Done | Refused] = msgspec.json.Decoder(
    Posted | Entered | Done | Refused
)
_other: msgspec.json.Decoder[Other] = msgspec.json.Decoder(Other)
_retry: msgspec.json.Decoder[Retry] = msgspec.json.Decoder(Retry)
KNOWN = frozenset(("message.posted", "room.entered", "ok", "failed"))


class BadFrame(Exception):
    """What came is not what a Palabre server sends."""


class Unpacker:
    """Turns chunks of bytes into what they say; one for all connections of a process.

    `learn` is given every log event the first time its bytes come.
    """

    def __init__(self, learn: Callable[[LogEvent], None]) -> None:
        self._learn = learn
        self._chunks: dict[bytes, tuple[Heard, ...]] = {}
        self._frames: dict[bytes, LogEvent] = {}

    def unpack(self, data: bytes) -> tuple[tuple[Heard, ...], bytes]:
        """What the whole frames of `data` say, and the bytes of the one that is still coming."""
        known = self._chunks.get(data)
        if known is not None:
            return known, b""
        heard: list[Heard] = []
        start = 0
        while (frame := next_frame(data, start)) is not None:
            opcode, body, end = frame
            said = self._read(opcode, data[body:end])
            if said is not None:
                heard.append(said)
            start = end
        if start < len(data):
            return tuple(heard), data[start:]
        return self._keep(data, tuple(heard)), b""

    def _keep(self, data: bytes, heard: tuple[Heard, ...]) -> tuple[Heard, ...]:
        """Chunks that others will receive too are remembered for a while."""
        if len(data) <= LONGEST_CHUNK_KEPT and any(isinstance(each, LogEvent) for each in heard):
            if len(self._chunks) >= CHUNKS_KEPT:
                self._chunks.clear()
            self._chunks[data] = heard
        return heard

    def _read(self, opcode: int, payload: bytes) -> Heard | None:
        if opcode == TEXT:
            return self._frames.get(payload) or self._read_text(payload)
        if opcode == PING:
            return Ping()
        if opcode == CLOSE:
            return closed(payload)
        raise BadFrame(f"opcode {opcode}")

    def _read_text(self, payload: bytes) -> Heard | None:
        said = read(payload)
        if isinstance(said, LogEvent):
            self._learn(said)
            if len(self._frames) >= FRAMES_KEPT:
                self._frames.clear()
            self._frames[payload] = said
        return said


def next_frame(data: bytes, start: int) -> tuple[int, int, int] | None:
    """The opcode, the first byte and the end of the frame at `start`; None while it is incomplete."""
    if len(data) - start < 2:  # noqa: PLR2004
        return None
    size, body = data[start + 1], start + 2
    if size == IN_16_BITS:
        size, body = int.from_bytes(data[body : body + 2], "big"), body + 2
    elif size == IN_64_BITS:
        size, body = int.from_bytes(data[body : body + 8], "big"), body + 8
    if len(data) < body + size:
        return None
    return data[start] & 0x0F, body, body + size


def read(payload: bytes) -> Heard | None:
    """What a text frame says; None for a passing event."""
    other = _other.decode(payload)
    if other.type not in KNOWN:
        return None if other.offset is None else placed(other, other.offset)
    said = _known.decode(payload)
    if isinstance(said, Posted):
        return LogEvent(said.room, said.offset, said.message.identity, sent_at(said.message.client_message_id))
    return said


def placed(other: Other, offset: int) -> LogEvent:
    return LogEvent(other.room, offset, f"{other.type} {other.message_id}", 0)


def closed(payload: bytes) -> Closed:
    """A close frame: a code, and perhaps when to come back."""
    if len(payload) < 2:  # noqa: PLR2004
        return Closed(1005)
    code, reason = int.from_bytes(payload[:2], "big"), payload[2:]
    return Closed(code, _retry.decode(reason).retry_after_ms if reason.startswith(b"{") else 0)


def message_id_at(sent_ns: int, author: int, number: int) -> str:
    """The id an author gives a message: unique, and it says when it was sent, by the machine's monotonic clock."""
    return f"{author}.{number}.{sent_ns}"


def sent_at(client_message_id: str) -> int:
    """When a message of the bench was sent, in ns; 0 for another's."""
    parts = client_message_id.split(".")
    return int(parts[-1]) if len(parts) == 3 and parts[-1].isdecimal() else 0  # noqa: PLR2004


def command(kind: str, **fields: object) -> bytes:
    """The frame of a command, masked by zeros: loopback has no proxies to protect."""
    return client_frame(TEXT, json.dumps({"type": kind, **fields}, ensure_ascii=False).encode())


def client_frame(opcode: int, payload: bytes) -> bytes:
    """A frame as a client sends it: masked, unfragmented."""
    size = len(payload)
    if size <= FITS_7_BITS:
        length = bytes((MASKED | size,))
    elif size < 1 << 16:
        length = bytes((MASKED | IN_16_BITS,)) + size.to_bytes(2, "big")
    else:
        length = bytes((MASKED | IN_64_BITS,)) + size.to_bytes(8, "big")
    return bytes((FINAL | opcode,)) + length + NO_MASK + payload
