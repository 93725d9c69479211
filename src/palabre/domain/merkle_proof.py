"""Consistency proofs: that a Merkle tree begins a larger one (RFC 6962, 2.1.2; checked as RFC 9162, 2.1.4.2)."""

import hashlib
from collections.abc import Iterable, Sequence

from palabre.domain.merkle import EMPTY_ROOT, LEAF, node

HASH_BYTES = 32


class WholeTree:
    """A tree of which every full part is kept, 64 bytes a leaf, so that any beginning of it can be proven."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        # The roots of the full parts of 1, 2, 4… leaves, side by side.
        self._levels: list[bytearray] = []
        for leaf in leaves:
            self.add(leaf)

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return len(self._levels[0]) // HASH_BYTES if self._levels else 0

    def add(self, leaf: bytes) -> None:
        """Add a leaf after the others."""
        found = hashlib.sha256(LEAF + leaf).digest()
        for level in self._levels:
            level.extend(found)
            if len(level) // HASH_BYTES % 2:
                return
            found = node(bytes(level[-2 * HASH_BYTES : -HASH_BYTES]), found)
        self._levels.append(bytearray(found))

    def root(self, size: int | None = None) -> bytes:
        """The hash of the tree over the first `size` leaves, or over all."""
        return self._part(0, self.size if size is None else size)

    def proof(self, first: int, second: int) -> list[bytes]:
        """That the first `first` leaves begin the first `second`; 0 < `first` <= `second` <= `size`."""
        return [self._part(start, end) for start, end in parts_of_proof(first, second)]

    def _part(self, start: int, end: int) -> bytes:
        """The hash over the leaves from `start` up to `end`, a part as the tree divides them."""
        if start == end:
            return EMPTY_ROOT
        half = split(end - start)
        if half * 2 == end - start or end - start == 1:
            place = start // (end - start) * HASH_BYTES
            return bytes(self._levels[(end - start).bit_length() - 1][place : place + HASH_BYTES])
        return node(self._part(start, start + half), self._part(start + half, end))


def split(count: int) -> int:
    """The largest power of two below `count`; 0 below two leaves."""
    return 1 << (count - 1).bit_length() - 1 if count > 1 else 0


def parts_of_proof(first: int, second: int) -> list[tuple[int, int]]:
    """The leaves each hash of a proof is over, in its order."""
    found: list[tuple[int, int]] = []
    start, end, is_whole = 0, second, True
    while first != end:
        middle = start + split(end - start)
        if first <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start, is_whole = middle, False
    return [*([] if is_whole else [(start, end)]), *reversed(found)]


def is_consistent(first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree of the first size and root begins that of the second; neither is empty."""
    if not 0 < first <= second:
        return False
    if first == second:
        return first_root == second_root and not proof
    path = [first_root, *proof] if first & (first - 1) == 0 else [*proof]
    if not path:
        return False
    return folded(path, first - 1, second - 1) == (first_root, second_root)


def folded(path: Sequence[bytes], one: int, other: int) -> tuple[bytes, bytes] | None:
    """The roots that the hashes lead to, from the last leaves (from 0) of both trees; None when some are left over."""
    while one & 1:
        one, other = one >> 1, other >> 1
    old = new = path[0]
    for each in path[1:]:
        if other == 0:
            return None
        if one & 1 or one == other:
            old, new = node(each, old), node(each, new)
            while one and not one & 1:
                one, other = one >> 1, other >> 1
        else:
            new = node(new, each)
        one, other = one >> 1, other >> 1
    return (old, new) if other == 0 else None
