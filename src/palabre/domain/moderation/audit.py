"""The audit: what is found when the moderation events, their commitments and the signed heads are held together."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Literal

from msgspec import Struct

from palabre.domain.merkle_proof import WholeTree, is_consistent
from palabre.domain.moderation.event import Commitment
from palabre.domain.staff import OPERATOR

HEAD_PREFIX = b"palabre head 1"
DAY_MS = 24 * 3_600_000
# A server signs within a minute of when it is due; longer is a head that is not there.
SIGNED_WITHIN_MS = 10 * 60_000
# Of one gap.
MOST_TOLD = 100

# altered: an event is not what was committed to. missing, out_of_place: its number is not the next one. erased: it is
# empty and no later event says that it was erased. head: a signed root is not that of the tree. signature: a head was
# not signed by its key. key: it was signed by another key than the one that is known. short: events are gone from the
# end. kept: a head that was kept elsewhere is not one of this tree. prefix: by the proof the events give, the tree of a
# signed head does not begin with that of the head before.
# unsigned: a head was due before this event, and there is none. gone: a head that was kept elsewhere is there no more.
# row: a row of a case is not what the last event of the case was bound to, or what its events add up to. unknown: rows
# of a case in which nothing was done.
Fault = Literal[
    "altered",
    "missing",
    "out_of_place",
    "erased",
    "head",
    "signature",
    "key",
    "short",
    "kept",
    "prefix",
    "unsigned",
    "gone",
    "row",
    "unknown",
]


class Head(Struct, frozen=True, kw_only=True):
    """The root of the tree over the first `size` events, signed (Ed25519) at `at_ms`."""

    size: int
    root: bytes
    at_ms: int
    public_key: bytes
    signature: bytes = b""

    def signed_part(self) -> bytes:
        """The bytes that are signed: each field after its length in four bytes."""
        fields = (HEAD_PREFIX, str(self.size).encode(), self.root, str(self.at_ms).encode())
        return b"".join(len(field).to_bytes(4, "big") + field for field in fields)


class Finding(Struct, frozen=True):
    """Something that is not as it must be, at the event or head of this number; `row` names a table and its row."""

    fault: Fault
    number: int
    row: str = ""


class Kept(Struct, frozen=True):
    """What is remembered of a head outside of the database: its size and root."""

    size: int
    root: bytes


class Signing:
    """Whether a head is there wherever the server was seen at work after one was due."""

    def __init__(self, heads: Sequence[Head]) -> None:
        self._heads = deque(heads)
        self._due_ms: int | None = None
        self._last_ms: int | None = None

    def take(self, each: Commitment) -> Iterator[Finding]:
        """The event after which there is none; once for each that is missing. The command line signs nothing."""
        deed = each.event.deed
        while self._heads and self._heads[0].size < each.event.id:
            self._last_ms, self._due_ms = self._heads.popleft().at_ms, None
        if deed.who in ("", OPERATOR):
            return
        if self._due_ms is None:
            next_ms = deed.at_ms if self._last_ms is None else max(deed.at_ms, self._last_ms + DAY_MS)
            self._due_ms = next_ms + SIGNED_WITHIN_MS
        elif deed.at_ms > self._due_ms:
            self._last_ms, self._due_ms = deed.at_ms, None
            yield Finding("unsigned", each.event.id)


class Audit:
    """Goes through the events in the order of their numbers, once."""

    def __init__(self, heads: Sequence[Head], kept: Sequence[Kept] = ()) -> None:
        self.tree = WholeTree()
        self._heads = sorted(heads, key=attrgetter("size"))
        self._signing = Signing(self._heads)
        self._gone = sorted({each.size for each in kept} - {head.size for head in heads})
        self.erased: set[int] = set()
        self._excused: set[int] = set()
        self._last = 0
        self._due: dict[int, list[tuple[Fault, bytes]]] = {}
        for head in heads:
            self._due.setdefault(head.size, []).append(("head", head.root))
        for each in kept:
            self._due.setdefault(each.size, []).append(("kept", each.root))

    def take(self, commitments: Iterable[Commitment]) -> Iterator[Finding]:
        """What is wrong with these events, which follow those taken before."""
        for each in commitments:
            yield from self._place(each.event.id)
            self._note_erasure(each)
            yield from self._signing.take(each)
            if not each.is_kept():
                yield Finding("altered", each.event.id)
            self.tree.add(each.digest)
            yield from self._compare()

    def end(self, done: int) -> Iterator[Finding]:
        """What is wrong when there are no more; `done` is how many were counted as they were recorded."""
        if self._last < done:
            yield Finding("short", done)
        for size in sorted(size for size in self._due if size > self.tree.size):
            yield from (Finding(fault, size) for fault, _ in self._due[size])
        yield from self._follow()
        yield from (Finding("gone", size) for size in self._gone)
        yield from (Finding("erased", number) for number in sorted(self.erased - self._excused))

    def _follow(self) -> Iterator[Finding]:
        """The heads that do not go on from the one before them."""
        there = [head for head in self._heads if 0 < head.size <= self.tree.size]
        for before, after in pairwise(there):
            proof = self.tree.proof(before.size, after.size)
            if not is_consistent(before.size, after.size, before.root, after.root, proof):
                yield Finding("prefix", after.size)

    def _place(self, number: int) -> Iterator[Finding]:
        if number <= self._last:
            yield Finding("out_of_place", number)
        else:
            yield from (Finding("missing", missing) for missing in range(self._last + 1, number)[:MOST_TOLD])
        self._last = max(self._last, number)

    def _note_erasure(self, each: Commitment) -> None:
        deed = each.event.deed
        if each.salt is None:
            self.erased.add(each.event.id)
        elif deed.what == "event_erased" and deed.subject.isdecimal():
            self._excused.add(int(deed.subject))

    def _compare(self) -> Iterator[Finding]:
        for fault, root in self._due.get(self.tree.size, ()):
            if root != self.tree.root():
                yield Finding(fault, self.tree.size)


def is_due(last: Head | None, size: int, now_ms: int) -> bool:
    """Whether a head is to be signed: a day after the last one, when something was done since."""
    if last is None:
        return size > 0
    return size > last.size and now_ms - last.at_ms >= DAY_MS
