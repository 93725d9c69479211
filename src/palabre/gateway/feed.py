"""The feed of one room: its frames, framed once, to every connection that entered it."""

from collections.abc import Iterator

from palabre.domain.reaction import Reacted
from palabre.gateway.framing import text_frame
from palabre.gateway.membership import Batch, Frame, Membership
from palabre.gateway.roll import Roll
from palabre.gateway.stream import RoomStream
from palabre.gateway.turns import Timers, Turns

# How many are written to in one go.
STEP = 64


class RoomFeed:
    """Keeps the order of frames per connection.

    `typing` is the JSON of who was last said to be writing, empty for nobody; `reacted` are the reactions that
    changed and were not told yet, by message.
    """

    def __init__(
        self,
        stream: RoomStream,
        *,
        coalesce_s: float,
        loop: Timers,
        turns: Turns,
    ) -> None:
        self.stream = stream
        self.members: dict[int, Membership] = {}
        self.sequence = 0
        self.typing = b""
        self.reacted: dict[str, Reacted] = {}
        self._coalesce_s = coalesce_s
        self._clock = loop.time
        self._call_at = loop.call_at
        self._turns = turns
        self._pending: list[Frame] = []
        self._is_writing = False
        self._is_due = False
        self._last_written = float("-inf")
        self._roll: Roll | None = None
        self._next_roll: Roll | None = None

    def join(self, member: Membership) -> None:
        """A connection entered; it is told what comes after what it was told."""
        self.members[member.connection_id] = member
        self.regroup()

    def part(self, connection_id: int) -> Membership | None:
        """A connection is told nothing more; None when it was no member."""
        member = self.members.pop(connection_id, None)
        if member is not None:
            member.gone = True
            self.regroup()
        return member

    def regroup(self) -> None:
        """Someone came or went, or is to be told more or less than the others, or as much again."""
        self._roll = self._next_roll = None

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
        return bool(self._pending) or self._is_writing

    def _enqueue(self, frame: Frame) -> None:
        self.sequence = frame.sequence
        if not self.members:
            return
        self._pending.append(frame)
        if not self._is_writing and not self._is_due:
            self._schedule()

    def _schedule(self) -> None:
        """At once after a pause, otherwise as long after the last writing as frames are gathered."""
        due = self._last_written + self._coalesce_s
        if due <= self._clock():
            self._flush()
        else:
            self._is_due = True
            self._call_at(due, self._flush)

    def _flush(self) -> None:
        self._is_due = False
        if self._pending and not self._is_writing:
            self._is_writing = True
            self._turns.add(self._write())

    def _write(self) -> Iterator[int]:
        """Write what is pending by now to each member; yields how many it wrote to, every few of them."""
        batch, self._pending = Batch(self._pending, self.stream.head), []
        try:
            yield from self._write_to_each(batch) if self._roll is None else self._write_by(self._roll, batch)
        finally:
            self._is_writing = False
            self._last_written = self._clock()
        if self._pending:
            self._schedule()

    def _write_to_each(self, batch: Batch) -> Iterator[int]:
        """Look at each member, and put them on a roll for the next batches, if nothing changes meanwhile."""
        roll = self._next_roll = Roll()
        members = list(self.members.values())
        for start in range(0, len(members), STEP):
            few = members[start : start + STEP]
            for member in few:
                self._write_to(member, batch)
            roll.add(few)
            yield len(few)
        if roll is self._next_roll:
            self._roll = roll

    def _write_by(self, roll: Roll, batch: Batch) -> Iterator[int]:
        for row, data in roll.tell(batch):
            if data is not None and roll is self._roll:
                for write in row.writes:
                    write(data)
            else:
                for member in row.members:
                    self._write_to(member, batch)
            yield len(row.members)

    def _write_to(self, member: Membership, batch: Batch) -> None:
        if member.gone or member.told >= batch.last:
            return
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
