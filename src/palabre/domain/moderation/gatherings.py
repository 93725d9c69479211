"""Gatherings: how many different guests one session asked, within a day, to be somewhere at some time."""

from collections.abc import Iterable, Sequence

from palabre.domain.moderation.report import Concern
from palabre.domain.moderation.signal import Finding

# As many different guests within this are an urgent case: luring is told from a date by how many are asked.
MANY_INVITED = 3
INVITED_WITHIN_MS = 24 * 60 * 60_000
SESSIONS_KEPT = 20_000
INVITED_KEPT = 50
PLACES = frozenset({"exact_place", "own_place"})
CONCERN = Concern(rule="invites-many", category="danger", urgent=True)


def is_invitation(findings: Iterable[Finding]) -> bool:
    """Whether a text names a place and a time."""
    found = {finding.signal for finding in findings}
    return "meeting_time" in found and bool(PLACES & found)


class Gatherings:
    """Whom each session asked, and when. Bounded: beyond, those who asked longest ago go first."""

    def __init__(self) -> None:
        self._asked: dict[str, dict[str, int]] = {}
        self._raised: dict[str, int] = {}

    def would_be_many(self, session_id: str, asked: Sequence[str], at_ms: int) -> bool:
        """Whether these make them so many, for the first time within a day."""
        if at_ms - self._raised.get(session_id, at_ms - INVITED_WITHIN_MS) < INVITED_WITHIN_MS:
            return False
        return len(self._recent(session_id, at_ms).keys() | set(asked)) >= MANY_INVITED

    def add(self, session_id: str, asked: Sequence[str], at_ms: int) -> None:
        """They asked these guests now."""
        if self.would_be_many(session_id, asked, at_ms):
            self._raised[session_id] = at_ms
        known = self._recent(session_id, at_ms) | dict.fromkeys(asked, at_ms)
        self._asked.pop(session_id, None)
        self._asked[session_id] = dict([*known.items()][-INVITED_KEPT:])
        if len(self._asked) > SESSIONS_KEPT:
            self.forget(next(iter(self._asked)))

    def forget(self, session_id: str) -> None:
        """The session is over."""
        self._asked.pop(session_id, None)
        self._raised.pop(session_id, None)

    def _recent(self, session_id: str, at_ms: int) -> dict[str, int]:
        asked = self._asked.get(session_id, {})
        return {guest: then for guest, then in asked.items() if at_ms - then < INVITED_WITHIN_MS}
