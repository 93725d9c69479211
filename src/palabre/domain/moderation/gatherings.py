"""Gatherings: how many different guests one session asked, within a day, to be somewhere at some time."""

from collections.abc import Iterable, Mapping

from palabre.domain.moderation.signal import Finding

# As many different guests within this are an urgent case: luring is told from a date by how many are asked.
MANY_INVITED = 3
INVITED_WITHIN_MS = 24 * 60 * 60_000
PLACES = frozenset({"exact_place", "own_place"})
# The rule that such a case names.
INVITES_MANY = "invites-many"


def is_invitation(findings: Iterable[Finding]) -> bool:
    """Whether a text names a place and a time."""
    found = {finding.signal for finding in findings}
    return "meeting_time" in found and bool(PLACES & found)


def becomes_many(invited: Mapping[str, int], asked: Iterable[str], at_ms: int) -> bool:
    """Whether asking these too makes them so many; `invited` says when each guest was last asked, Unix ms.

    Once, until some of them were asked longer ago than a day: nobody is called twice for the same.
    """
    recent = {guest for guest, then in invited.items() if at_ms - then < INVITED_WITHIN_MS}
    return len(recent) < MANY_INVITED <= len(recent | set(asked))
