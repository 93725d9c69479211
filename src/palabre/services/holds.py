"""Holds: what of a guest is kept although they ask for its erasure, gathered from everything that keeps something."""

from collections.abc import Sequence
from typing import Protocol

from palabre.domain.hold import Hold
from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.domain.moderation.case import Case
from palabre.domain.moderation.judgement import Kept
from palabre.domain.retention import Retention
from palabre.ports.rights import Rights
from palabre.ports.store import Store


class HoldSource(Protocol):
    """Something that keeps what guests wrote, for a reason of its own."""

    async def holds_of(self, session_id: str) -> Sequence[Hold]:
        """Why something of this session is kept; raises StoreUnavailable."""
        ...


class Holds:
    """Everything that is held of a session, whether its guest may be told or not."""

    def __init__(self, sources: Sequence[HoldSource]) -> None:
        self._sources = tuple(sources)

    async def holds_of(self, session_id: str) -> tuple[Hold, ...]:
        """Raises StoreUnavailable."""
        return tuple([hold for source in self._sources for hold in await source.holds_of(session_id)])


class DeliveredHolds:
    """Texts that others were shown, under seal for a day, and the rows of the log that say whose they were."""

    def __init__(self, store: Rights, retention: Retention) -> None:
        self._store = store
        self._keep_ms = retention.keep_seconds() * 1_000

    async def holds_of(self, session_id: str) -> Sequence[Hold]:
        ends_ms = await self._store.delivered_until(session_id, self._keep_ms)
        return () if ends_ms is None else (Hold(kind="delivered", ends_ms=ends_ms),)


class CaseHolds:
    """Evidence, reports and decisions. `evidence_ms` is how long evidence is held once its case is closed.

    A case its guest was told nothing of is told by nothing here: neither that it is there, nor that it is not.
    """

    def __init__(self, store: Store, *, evidence_ms: int) -> None:
        self._store = store
        self._evidence_ms = evidence_ms

    async def holds_of(self, session_id: str) -> Sequence[Hold]:
        decisions = [kept for kept in await self._store.decisions_about([session_id]) if kept.sanction is not None]
        known = {kept.judgement.case_id for kept in decisions}
        known |= {case_id for _, case_id in await self._own_reports(session_id)}
        holds = [sanction_hold(kept) for kept in decisions]
        for case_id in sorted(await self._store.cases_with([session_id])):
            case = await self._store.case(case_id)
            if case is not None:
                holds.append(self._of_case(case, is_told=case_id in known))
        return holds

    async def _own_reports(self, session_id: str) -> list[tuple[str, str]]:
        """Each report of theirs, and the case it belongs to."""
        own = await self._store.own(session_id)
        found = [(report_id, await self._store.report(report_id)) for report_id in own.reports]
        return [(report_id, told[1]) for report_id, told in found if told is not None]

    def _of_case(self, case: Case, *, is_told: bool) -> Hold:
        ends_ms = None if case.closed_ms is None else case.closed_ms + self._evidence_ms
        return Hold(kind="report", ends_ms=ends_ms, is_told=is_told)


def sanction_hold(kept: Kept) -> Hold:
    """A decision is kept while it may be contested, and while it applies."""
    until_ms = kept.sanction.until_ms if kept.sanction is not None else None
    return Hold(kind="sanction", ends_ms=max(kept.judgement.at_ms, until_ms or 0) + APPEAL_MS)
