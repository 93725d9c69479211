"""The feed of one room: its frames, framed once, to every connection that entered it."""

from collections.abc import Callable, Iterator
from typing import Protocol

from palabre.domain.reaction import Reacted
from palabre.gateway.framing import text_frame
from palabre.gateway.outbound import Outbound
from palabre.gateway.stream import RoomStream
from palabre.services.entering import Seat

YIELD_EVERY = 256
CHECK_TIME_EVERY = 64
YIELD_AFTER_S = 0.002
QUIET_BELOW = 256


class Timers(Protocol):
    """The part of an event loop that is needed here. `time` is monotonic seconds."""

    def time(self) -> float: ...

    def call_soon(self, callback: Callable[[], object]) -> object: ...

    def call_at(self, when: float, callback: Callable[[], object]) -> object: ...


class Frame:
    """One framed event. `offset` is None for a passing event; `tag` is its author's, for filters.

    With `session_id` it is for the connections of one guest only.
    """

    __slots__ = ("data", "for_guests", "for_spectators", "offset", "sequence", "session_id", "tag")

    def __init__(
        self,
        sequence: int,
        payload: bytes,
        *,
        offset: int | None = None,
        tag: str | None = None,
        session_id: str | None = None,
        for_guests: bool = True,
        for_spectators: bool = True,
    ) -> None:
        self.sequence = sequence
        self.session_id = session_id
        self.data = text_frame(payload)
        self.offset = offset
        self.tag = tag
        self.for_guests = for_guests
        self.for_spectators = for_spectators


class Membership:
    """A connection in a room.

    Its last state told it everything up to `told`, a position among the feed's frames, and up to `told_offset`,
    a position in the log; `told_reactions` is the version of the reactions it told.
    """

    __slots__ = (
        "connection_id",
        "gone",
        "hidden_tags",
        "is_guest",
        "missed_from",
        "outbound",
        "seat",
        "told",
        "told_offset",
        "told_reactions",
    )

    def __init__(self, connection_id: int, outbound: Outbound, seat: Seat, *, told: int, told_offset: int) -> None:
        self.connection_id = connection_id
        self.outbound = outbound
        self.seat = seat
        self.is_guest = seat.session_id is not None
        self.told = told
        self.told_offset = told_offset
        self.told_reactions = 0
        self.gone = False
        self.missed_from: int | None = None
        self.hidden_tags: frozenset[str] = frozenset()

    def sees(self, frame: Frame) -> bool:
        """Whether this frame is for this reader, or this kind of reader."""
        if frame.session_id is not None:
            return frame.session_id == self.seat.session_id
        return frame.for_guests if self.is_guest else frame.for_spectators


class Batch:
    """Frames that leave in one write per connection."""

    __slots__ = ("_addressees", "_frames", "_guests", "_spectators", "first", "head_before", "last")

    def __init__(self, frames: list[Frame], head: int) -> None:
        self._frames = frames
        self.first = frames[0].sequence
        self.last = frames[-1].sequence
        offsets = [frame.offset for frame in frames if frame.offset is not None]
        self.head_before = offsets[0] - 1 if offsets else head
        shared = [frame for frame in frames if frame.session_id is None]
        self._addressees = frozenset(frame.session_id for frame in frames) - {None}
        self._guests = b"".join(frame.data for frame in shared if frame.for_guests)
        self._spectators = b"".join(frame.data for frame in shared if frame.for_spectators)

    def bytes_for(self, member: Membership, hidden: Callable[[Frame], bytes]) -> bytes:
        """What to write to a member; shared bytes unless it filters, is addressed, or came in the middle."""
        is_addressed = self._addressees and member.seat.session_id in self._addressees
        if member.told < self.first and not member.hidden_tags and not is_addressed:
            return self._guests if member.is_guest else self._spectators
        return b"".join(
            hidden(frame) if frame.tag in member.hidden_tags else frame.data
            for frame in self._frames
            if frame.sequence > member.told and member.sees(frame)
        )


class RoomFeed:
    """Keeps the order of frames per connection; yields the loop every 256 connections or 2 ms.

    `typing` is the JSON of who was last said to be writing, empty for nobody; `reacted` are the reactions that
    changed and were not told yet, by message.
    """

    def __init__(
        self,
        stream: RoomStream,
        *,
        coalesce_s: float,
        loop: Timers,
    ) -> None:
        self.stream = stream
        self.members: dict[int, Membership] = {}
        self.sequence = 0
        self.typing = b""
        self.reacted: dict[str, Reacted] = {}
        self._coalesce_s = coalesce_s
        self._clock = loop.time
        self._call_soon = loop.call_soon
        self._call_at = loop.call_at
        self._pending: list[Frame] = []
        self._writing: Iterator[None] | None = None
        self._is_due = False
        self._last_flush = float("-inf")

    def log(self, payload: bytes, offset: int, tag: str | None) -> None:
        """Send a log event to everyone."""
        self._enqueue(Frame(self.sequence + 1, payload, offset=offset, tag=tag))

    def pass_on(self, payload: bytes, *, for_guests: bool, for_spectators: bool) -> None:
        """Send a passing event to one kind of reader, or both."""
        self._enqueue(Frame(self.sequence + 1, payload, for_guests=for_guests, for_spectators=for_spectators))

    def tell(self, session_id: str, payload: bytes) -> None:
        """Send a passing event to the connections of one guest."""
        self._enqueue(Frame(self.sequence + 1, payload, session_id=session_id))

    def members_of(self, session_id: str) -> list[Membership]:
        """The connections of one guest in this room."""
        return [member for member in self.members.values() if member.seat.session_id == session_id]

    def is_busy(self) -> bool:
        """Whether a frame has still to be written to some member."""
        return bool(self._pending) or self._writing is not None

    def _enqueue(self, frame: Frame) -> None:
        self.sequence = frame.sequence
        if not self.members:
            return
        self._pending.append(frame)
        if self._writing is None and not self._is_due:
            self._schedule()

    def _schedule(self) -> None:
        now = self._clock()
        next_tick = self._last_flush + self._coalesce_s
        is_quiet = now >= next_tick and len(self.members) < QUIET_BELOW
        if is_quiet or self._coalesce_s == 0:
            self._flush()
            return
        self._is_due = True
        self._call_at(next_tick if next_tick > now else now + self._coalesce_s, self._flush)

    def _flush(self) -> None:
        self._is_due = False
        if self._writing is not None or not self._pending:
            return
        batch = Batch(self._pending, self.stream.head)
        self._pending = []
        self._last_flush = self._clock()
        self._writing = self._write(batch, tuple(self.members.values()))
        self._go_on()

    def _go_on(self) -> None:
        if self._writing is None:
            return
        for _ in self._writing:
            self._call_soon(self._go_on)
            return
        self._writing = None
        if self._pending:
            self._schedule()

    def _write(self, batch: Batch, members: tuple[Membership, ...]) -> Iterator[None]:
        """Write the batch to each member; yields whenever the loop should be given back."""
        started = self._clock()
        for count, member in enumerate(members, 1):
            if not member.gone and member.told < batch.last:
                self._write_to(member, batch)
            is_time = count % CHECK_TIME_EVERY == 0 and self._clock() - started > YIELD_AFTER_S
            if is_time or count % YIELD_EVERY == 0:
                yield
                started = self._clock()

    def _write_to(self, member: Membership, batch: Batch) -> None:
        data = batch.bytes_for(member, self._hidden)
        if not data:
            return
        if member.outbound.lagging_since is None:
            member.outbound.write(data)
        elif member.missed_from is None:
            member.missed_from = max(batch.head_before, member.told_offset)

    def _hidden(self, frame: Frame) -> bytes:
        """What holds the place of a log event a member does not want to see; nothing for a passing one."""
        return b"" if frame.offset is None else text_frame(self.stream.hidden(frame.offset))
