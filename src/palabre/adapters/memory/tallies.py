"""What rules matched, in memory."""

from collections.abc import Sequence

from palabre.adapters.memory.tables import Tables
from palabre.domain.moderation.tally import Tally


class MemoryTallies:
    """By version."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def tallies(self) -> list[Tally]:
        return sorted(self._tables.tallies.values(), key=lambda tally: tally.version)

    async def add_tallies(self, more: Sequence[Tally], afresh: Sequence[Tally] = ()) -> None:
        self._tables.require_writable()
        self._tables.tallies.update({tally.version: tally for tally in afresh})
        for tally in more:
            kept = self._tables.tallies.get(tally.version, Tally(version=tally.version, since=tally.since))
            self._tables.tallies[tally.version] = Tally(
                version=tally.version,
                live=kept.live + tally.live,
                shadow=kept.shadow + tally.shadow,
                since=kept.since,
            )
