"""Decisions: what screening decided, kept for six months."""

from collections.abc import Sequence
from typing import Protocol

from palabre.domain.moderation.decision import Decision


class Decisions(Protocol):
    """They are written many at a time, and only ever added to until they expire."""

    async def keep_decisions(self, decisions: Sequence[Decision]) -> None:
        """Keep them, all or none; their texts are sealed for 24 h under the decision's id."""
        ...

    async def decisions(self, before_ms: int, count: int) -> list[Decision]:
        """At most `count` made before this time, the latest first, without their texts."""
        ...

    async def destroy_decisions(self, before_ms: int, rows: int) -> int:
        """Destroy at most `rows` made before `before_ms`; return how many."""
        ...
