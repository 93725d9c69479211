"""A member of a room, and the frames it is told."""

from collections.abc import Callable

from palabre.gateway.framing import text_frame
from palabre.gateway.outbound import Outbound
from palabre.services.entering import Seat


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
    """Frames that leave in one write per connection. `for_guests` and `for_spectators` are what most are written."""

    __slots__ = ("_addressees", "_frames", "first", "for_guests", "for_spectators", "head_before", "last")

    def __init__(self, frames: list[Frame], head: int) -> None:
        self._frames = frames
        self.first = frames[0].sequence
        self.last = frames[-1].sequence
        offsets = [frame.offset for frame in frames if frame.offset is not None]
        self.head_before = offsets[0] - 1 if offsets else head
        shared = [frame for frame in frames if frame.session_id is None]
        self._addressees = frozenset(frame.session_id for frame in frames) - {None}
        self.for_guests = b"".join(frame.data for frame in shared if frame.for_guests)
        self.for_spectators = b"".join(frame.data for frame in shared if frame.for_spectators)

    @property
    def is_for_all(self) -> bool:
        """Whether no frame of it is for one guest only."""
        return not self._addressees

    def bytes_for(self, member: Membership, hidden: Callable[[Frame], bytes]) -> bytes:
        """What to write to a member; shared bytes unless it filters, is addressed, or came in the middle."""
        is_addressed = self._addressees and member.seat.session_id in self._addressees
        if member.told < self.first and not member.hidden_tags and not is_addressed:
            return self.for_guests if member.is_guest else self.for_spectators
        return b"".join(
            hidden(frame) if frame.tag in member.hidden_tags else frame.data
            for frame in self._frames
            if frame.sequence > member.told and member.sees(frame)
        )
