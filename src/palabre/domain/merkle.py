"""A Merkle tree over leaves that are only ever added, as RFC 6962, section 2.1, defines it; SHA-256."""

import hashlib
from collections.abc import Iterable

LEAF, NODE = b"\x00", b"\x01"
EMPTY_ROOT = hashlib.sha256(b"").digest()


class Tree:
    """The tree over the leaves given so far, of which only the roots of its full parts are kept."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        # The full parts, the largest first: one for each bit of `size`.
        self._parts: list[bytes] = []
        for leaf in leaves:
            self.add(leaf)

    def add(self, leaf: bytes) -> None:
        """Add a leaf after the others."""
        found = hashlib.sha256(LEAF + leaf).digest()
        rest = self.size
        while rest & 1:
            found = node(self._parts.pop(), found)
            rest >>= 1
        self._parts.append(found)
        self.size += 1

    def root(self) -> bytes:
        """The hash of the whole tree, 32 bytes."""
        if not self._parts:
            return EMPTY_ROOT
        found = self._parts[-1]
        for part in reversed(self._parts[:-1]):
            found = node(part, found)
        return found


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()
