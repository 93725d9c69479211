"""The history checker: whether everyone who was in a room was told the same log, whole, once and in order.

It knows nothing of clients or clocks. `RoomLog` holds what one process was told stands at each offset; a `Reader` is
one connection's way through it. The frames of a room are the same for all, so that a reader needs its position only:
memory grows with the messages and with the readers, not with their product.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

FaultKind = Literal["lost", "doubled", "order"]
FAULTS_TOLD = 20


class Fault(Struct, frozen=True):
    """One broken promise: in which room, at which offset, and what was seen by whom."""

    kind: FaultKind
    room: str
    offset: int
    text: str


class Faults:
    """Every broken promise is counted, and the first ones are kept to be told."""

    def __init__(self) -> None:
        self.counts: dict[FaultKind, int] = {"lost": 0, "doubled": 0, "order": 0}
        self.first: list[Fault] = []

    def note(self, kind: FaultKind, room: str, offset: int, text: str, *, times: int = 1) -> None:
        self.counts[kind] += times
        if len(self.first) < FAULTS_TOLD:
            self.first.append(Fault(kind, room, offset, text))

    def add(self, counts: Mapping[FaultKind, int], first: Iterable[Fault]) -> None:
        """Join what another process found."""
        for kind, count in counts.items():
            self.counts[kind] += count
        self.first = [*self.first, *first][:FAULTS_TOLD]


class RoomLog:
    """What stands at each offset of a room, as told to any reader of this process.

    An identity is the message's id with its author's own id for it, so that neither can be another's.
    """

    def __init__(self, room: str, faults: Faults) -> None:
        self.room = room
        self.epoch = ""
        self.entries: dict[int, str] = {}
        self._faults = faults
        self._offsets: dict[str, int] = {}

    def turn(self, epoch: str) -> None:
        """A reader was told the room's epoch; another than before is a fault: the bench never restores a backup."""
        if self.epoch and epoch != self.epoch:
            self._faults.note("order", self.room, 0, "the room's epoch changed")
        self.epoch = epoch

    def tell(self, offset: int, identity: str) -> None:
        """Something told a reader what stands at an offset."""
        known = self.entries.setdefault(offset, identity)
        if known != identity:
            self._faults.note("order", self.room, offset, f"{identity} was told where others were told {known}")
        elif self._offsets.setdefault(identity, offset) != offset:
            self._faults.note("doubled", self.room, offset, f"{identity} stands at {self._offsets[identity]} too")

    def acknowledged(self, offset: int, identity: str) -> None:
        """The author of a message was told that it stands at `offset`; asked once everyone has been told."""
        known = self.entries.get(offset)
        if known is None:
            self._faults.note("lost", self.room, offset, f"{identity} was acknowledged and never told")
        elif known != identity:
            self._faults.note("order", self.room, offset, f"{identity} was acknowledged where {known} was told")


class Reader:
    """One connection's way through a room's log: dense from where it entered, each offset once, in order."""

    __slots__ = ("_absent", "_faults", "_name", "_room", "first", "head", "skipped")

    def __init__(self, name: str, room: str, faults: Faults) -> None:
        self._name = name
        self._room = room
        self._faults = faults
        self._absent: set[int] = set()
        self.first = 0
        self.head = -1
        self.skipped = 0

    def begin(self, offset: int) -> None:
        """The first snapshot reflects everything up to `offset`."""
        self.first = self.head = offset

    def take(self, offset: int) -> None:
        """An event came."""
        if offset == self.head + 1:
            self.head = offset
        elif offset > self.head:
            self._absent.update(range(self.head + 1, offset))
            self.head = offset
        elif offset in self._absent:
            self._absent.discard(offset)
            self._faults.note("order", self._room, offset, f"{self._name} was told it after {self.head}")
        else:
            self._faults.note("doubled", self._room, offset, f"{self._name} was told it again, at {self.head}")

    def jump(self, offset: int, shown: Sequence[int]) -> None:
        """A later snapshot: it shows the offsets `shown`, and stands for everything up to `offset`."""
        if offset < self.head:
            self._faults.note("order", self._room, offset, f"{self._name} was taken back from {self.head}")
            return
        self._absent.difference_update(shown)
        self.skipped += offset - self.head - sum(1 for each in shown if each > self.head)
        self.head = offset

    def resumed(self, offset: int) -> None:
        """The events of a resumption were taken; it said that it reflects everything up to `offset`."""
        if offset != self.head:
            self._absent.update(range(self.head + 1, offset + 1))
            self._faults.note("order", self._room, offset, f"{self._name} resumed at {self.head} instead")
            self.head = max(self.head, offset)

    def end(self, head: int) -> None:
        """Nothing more will come; the room's log ends at `head`."""
        missing = sorted({*self._absent, *range(self.head + 1, head + 1)})
        if missing:
            text = f"{self._name} was never told it, nor {len(missing) - 1} others"
            self._faults.note("lost", self._room, missing[0], text, times=len(missing))


def compare(logs: Iterable[RoomLog], faults: Faults) -> list[RoomLog]:
    """One order for all: what several processes were told of one room must be the same wherever they both heard it.

    Returns what they were told together, a log for each room.
    """
    known: dict[str, RoomLog] = {}
    for log in logs:
        other = known.setdefault(log.room, RoomLog(log.room, faults))
        other.turn(log.epoch or other.epoch)
        for offset, identity in log.entries.items():
            other.tell(offset, identity)
    return list(known.values())
