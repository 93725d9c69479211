"""Pair signs: the signs of grooming that guests showed each other, which outlive a restart."""

from collections.abc import Sequence
from typing import Protocol

from palabre.domain.moderation.pairs import PairSign


class PairSigns(Protocol):
    """Kept beside sessions, not with them: whoever leaves takes nothing back."""

    async def add_pair_signs(self, signs: Sequence[PairSign]) -> None:
        """Keep them; the same sign of the same pair again is only later. Raises StoreUnavailable."""
        ...

    async def pair_signs(self, count: int) -> list[PairSign]:
        """At most `count` that are signs of grooming, or stopped somebody; the latest first."""
        ...

    async def invited_by(self, sender: str) -> dict[str, int]:
        """Whom a session asked to be somewhere at some time, and when each was last asked (Unix ms)."""
        ...

    async def thaw_pairs(self, sender: str, at_ms: int) -> None:
        """Forget that the sender was stopped at this time, towards anyone. Raises StoreUnavailable."""
        ...

    async def sweep_pair_signs(self, now_ms: int, rows: int) -> int:
        """Forget at most `rows` that are over; return how many. Raises StoreUnavailable."""
        ...
