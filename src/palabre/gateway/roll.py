"""The roll of a room: its members as flat lists of writes, so that a delivery costs one call and no more."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from palabre.gateway.membership import Batch, Membership


class Row(NamedTuple):
    """A few members, and their writes in the same order."""

    members: Sequence[Membership]
    writes: Sequence[Callable[[bytes], None]]


class Roll:
    """The members at one moment, by what they are told; to be thrown away when that changes for one of them.

    By way of its member a delivery reads a dozen objects, none of them in the processor's caches when the room is
    large; by way of the roll it reads one (docs/adr/0015-a-roll-of-writes.md).
    """

    __slots__ = ("_guests", "_latest_told", "_others", "_spectators")

    def __init__(self) -> None:
        self._guests: list[Row] = []
        self._spectators: list[Row] = []
        self._others: list[Row] = []
        self._latest_told = 0

    def add(self, members: Sequence[Membership]) -> None:
        """A few more members."""
        others = [member for member in members if member.hidden_tags or member.outbound.lagging]
        plain = [member for member in members if member not in others]
        self._latest_told = max((self._latest_told, *(member.told for member in plain)))
        keep(self._guests, [member for member in plain if member.is_guest])
        keep(self._spectators, [member for member in plain if not member.is_guest])
        keep(self._others, others)

    def tell(self, batch: Batch) -> Iterator[tuple[Row, bytes | None]]:
        """Everyone, a few at a time, with what to write to all of these; None when it is to be decided for each."""
        is_for_all = batch.is_for_all and self._latest_told < batch.first
        for rows, data in ((self._guests, batch.for_guests), (self._spectators, batch.for_spectators)):
            if data or not is_for_all:
                yield from ((row, data if is_for_all else None) for row in rows)
        yield from ((row, None) for row in self._others)


def keep(rows: list[Row], members: Sequence[Membership]) -> None:
    if members:
        # These methods are made here, one after the other, so that they lie side by side in memory.
        rows.append(Row(members, [member.outbound.pipe.write for member in members]))
