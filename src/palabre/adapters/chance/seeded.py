"""A repeatable source of bytes, for tests only."""

import hashlib


class SeededChance:
    """The same seed gives the same bytes in the same order; nothing drawn from it is a secret."""

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed
        self._drawn = 0

    def bytes(self, count: int) -> bytes:
        self._drawn += 1
        return hashlib.shake_256(f"{self._seed}:{self._drawn}".encode()).digest(count)
