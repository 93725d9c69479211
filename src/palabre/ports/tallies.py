"""Tallies: what rules matched, kept so that a restart forgets none of it."""

from collections.abc import Sequence
from typing import Protocol

from palabre.domain.moderation.tally import Tally


class Tallies(Protocol):
    """Several nodes add to the same ones."""

    async def tallies(self) -> list[Tally]:
        """Every one."""
        ...

    async def add_tallies(self, more: Sequence[Tally], afresh: Sequence[Tally] = ()) -> None:
        """Begin those in `afresh` again, as they are here, then add what is in `more`. Raises StoreUnavailable."""
        ...
