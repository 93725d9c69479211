"""What rules matched."""

from collections.abc import Sequence

from palabre.adapters.sql import compiled
from palabre.adapters.sql.statement import Operation
from palabre.domain.moderation.tally import Tally


def tallies() -> Operation[list[Tally]]:
    rows = yield compiled.TALLIES()
    return [Tally(version=version, live=live, shadow=shadow, since=since) for version, live, shadow, since in rows]


def add(more: Sequence[Tally], afresh: Sequence[Tally]) -> Operation[None]:
    """In the order of versions: two nodes that lock the same rows lock them in the same order."""
    for each in sorted(afresh, key=version_of):
        yield compiled.BEGIN_TALLY(version=each.version, live=each.live, shadow=each.shadow, since=each.since)
    for each in sorted(more, key=version_of):
        yield compiled.ADD_TO_TALLY(version=each.version, live=each.live, shadow=each.shadow, since=each.since)


def version_of(tally: Tally) -> str:
    return tally.version
