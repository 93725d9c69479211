"""The audit: what is found when the moderation events, their commitments and the signed heads are held together."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from palabre.domain.merkle import Tree
from palabre.domain.moderation.event import Commitment

HEAD_PREFIX = b"palabre head 1"
DAY_MS = 24 * 3_600_000
# Of one gap.
MOST_TOLD = 100

# altered: an event is not what was committed to. missing, out_of_place: its number is not the next one. erased: it is
# empty and no later event says that it was erased. head: a signed root is not that of the tree. signature: a head was
# not signed by its key. key: it was signed by another key than the one that is known. short: events are gone from the
# end. kept: a head that was kept elsewhere is not one of this tree.
Fault = Literal["altered", "missing", "out_of_place", "erased", "head", "signature", "key", "short", "kept"]


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
    """Something that is not as it must be, at the event or head of this number."""

    fault: Fault
    number: int


class Kept(Struct, frozen=True):
    """What is remembered of a head outside of the database: its size and root."""

    size: int
    root: bytes


class Audit:
    """Goes through the events in the order of their numbers, once."""

    def __init__(self, heads: Sequence[Head], kept: Sequence[Kept] = ()) -> None:
        self.tree = Tree()
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
        yield from (Finding("erased", number) for number in sorted(self.erased - self._excused))

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
