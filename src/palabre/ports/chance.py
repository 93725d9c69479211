"""Chance: where randomness comes from."""

from typing import Protocol


class Chance(Protocol):
    """A source of unpredictable bytes."""

    def bytes(self, count: int) -> bytes:
        """`count` bytes fit for secrets."""
        ...
