"""What the bench tells its processes of guests, and what they answer: one answer to each order, when it is done."""

import asyncio
import struct

import msgspec
from msgspec import Struct

from palabre.bench.guest import Part
from palabre.bench.history import Fault, FaultKind
from palabre.bench.tally import Progress, Tally

LENGTH = struct.Struct("!Q")


class Order(Struct, frozen=True, kw_only=True, tag_field="do"):
    """Base of all orders."""


class Enter(Order, tag="enter", frozen=True, kw_only=True):
    """Let these guests come, each at its time. Answered by Came once all are in."""

    parts: list[Part]


class Write(Order, tag="write", frozen=True, kw_only=True):
    """Let these guests post, `rate` messages a second together, at random moments. Answered by Came at the end."""

    writers: list[int]
    rate: float
    seconds: float
    seed: int


class Line(Struct, frozen=True, array_like=True):
    """One message of a play: when, in seconds after the order, by whom, and what."""

    at_s: float
    guest: int
    body: str


class Play(Order, tag="play", frozen=True, kw_only=True):
    """Let these guests come and each line be posted at its time. Answered by Came at the end."""

    parts: list[Part]
    lines: list[Line]


class Mark(Order, tag="mark", frozen=True, kw_only=True):
    """Tell what was counted since the last mark, and begin again. Answered by Seen."""


class Look(Order, tag="look", frozen=True, kw_only=True):
    """Tell what was counted since the last mark. Answered by Seen."""


class Rest(Order, tag="rest", frozen=True, kw_only=True):
    """Wait until every message is answered, and told to all guests here, or so many seconds. Answered by Heads."""

    within_s: float


class Conclude(Order, tag="conclude", frozen=True, kw_only=True):
    """Wait until every guest has been told up to these heads, or so many seconds, then check. Answered by Found."""

    heads: dict[str, int]
    within_s: float


class Came(Struct, frozen=True, kw_only=True, tag_field="said", tag="came"):
    """An order was carried out; `away` is why some guests could not come, by code."""

    away: dict[str, int]


class Seen(Struct, frozen=True, kw_only=True, tag_field="said", tag="seen"):
    """What was counted."""

    tally: Tally


class Heads(Struct, frozen=True, kw_only=True, tag_field="said", tag="heads"):
    """The greatest offset anyone was told of, by room, and how many messages nobody answered."""

    heads: dict[str, int]
    unanswered: int


class Told(Struct, frozen=True, kw_only=True):
    """What a process was told of one room: offsets and identities, in parallel."""

    epoch: str
    offsets: list[int]
    identities: list[str]


class Found(Struct, frozen=True, kw_only=True, tag_field="said", tag="found"):
    """What the checker found in one process, and what other processes are to be compared with."""

    counts: dict[FaultKind, int]
    first: list[Fault]
    rooms: dict[str, Told]
    acknowledged: int


AnyOrder = Enter | Write | Play | Mark | Look | Rest | Conclude
Answer = Came | Seen | Heads | Found


class Numbered(Struct, frozen=True):
    """An order on its way."""

    number: int
    order: AnyOrder


class Answered(Struct, frozen=True):
    """An answer on its way, or progress, which answers nothing and has number 0."""

    number: int
    answer: Answer | Progress


_orders: msgspec.msgpack.Decoder[Numbered] = msgspec.msgpack.Decoder(Numbered)
_sayings: msgspec.msgpack.Decoder[Answered] = msgspec.msgpack.Decoder(Answered)


def packed(said: Numbered | Answered) -> bytes:
    """As it travels through a pipe: its length, then itself."""
    payload = msgspec.msgpack.encode(said)
    return LENGTH.pack(len(payload)) + payload


async def next_order(reader: asyncio.StreamReader) -> Numbered | None:
    """The next order, None when whoever gives them has gone."""
    payload = await next_payload(reader)
    return None if payload is None else _orders.decode(payload)


async def next_saying(reader: asyncio.StreamReader) -> Answered | None:
    """The next thing a process says, None when it has ended."""
    payload = await next_payload(reader)
    return None if payload is None else _sayings.decode(payload)


async def next_payload(reader: asyncio.StreamReader) -> bytes | None:
    try:
        (size,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
        return await reader.readexactly(size)
    except asyncio.IncompleteReadError:
        return None
