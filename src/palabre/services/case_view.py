"""Case view: a case as the desk shows it, with its evidence and reports, and nobody who reported."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from msgspec.structs import replace

from palabre.domain.moderation.case import Case, is_overdue
from palabre.domain.moderation.grounds import Grounds
from palabre.domain.session import Locale
from palabre.domain.staff import Staff
from palabre.ports.cases import CaseStore
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.protocol.conversion import rfc3339
from palabre.protocol.desk_cases import (
    CaseAppeal,
    CaseDecision,
    CaseRow,
    CaseSubject,
    CaseSuggestion,
    DeskCase,
)
from palabre.services.directory import RoomDirectory
from palabre.services.exhibits import Exhibits, reports_told
from palabre.services.sessions import SessionBook

NAMES_KEPT = 2_000
# A person who is unwell, or a child, is not to be sanctioned in words nobody chose.
UNSAID: dict[Locale, str] = {"fr": "", "en": ""}


class Decided(Protocol):
    """Knows what was decided."""

    async def told(self, session_id: str, case_id: str = "") -> tuple[CaseDecision, ...]:
        """What was decided about a session, the latest first, and by rules on this case."""
        ...

    async def appeal(self, case: Case, member: Staff) -> CaseAppeal | None:
        """What was said against the decision on a case, while it waits to be judged."""
        ...


class CaseRows:
    """Cases in the queue. The name of a guest is under seal with the evidence: it is opened once, and kept at hand."""

    def __init__(self, store: CaseStore, directory: RoomDirectory, clock: Clock) -> None:
        self._store = store
        self._directory = directory
        self._clock = clock
        self._names: dict[str, str | None] = {}

    async def of(self, member: Staff, cases: Sequence[Case]) -> tuple[CaseRow, ...]:
        # Together: what one person reported after the other is read once the loop comes round, not case by case.
        return tuple(await asyncio.gather(*(self.row(member, case) for case in cases)))

    async def row(self, member: Staff, case: Case) -> CaseRow:
        """As this member sees it."""
        return CaseRow(
            id=case.id,
            subject=await self.subject(case),
            category=case.category,
            categories=case.categories,
            severity=case.severity,
            urgent=case.urgent,
            queue=case.queue,
            reports=case.reports,
            opened_at=rfc3339(case.opened_ms),
            due_at=rfc3339(case.due_ms()),
            overdue=is_overdue(case, self._clock.now_ms()),
            state=case.state,
            claimed_by=case.claimed_by,
            mine=case.claimed_by == member.id,
            rules=tuple(dict.fromkeys(each.rule for each in case.concerns)),
            care=case.care,
        )

    async def subject(self, case: Case) -> CaseSubject:
        room = self._directory.by_id(case.subject.room_id)
        return CaseSubject(
            kind=case.subject.kind,
            room=room.handle if room else "",
            nickname=await self._name(case),
            tag=case.subject.tag,
        )

    def may_read(self, member: Staff, decision: CaseDecision) -> bool:
        """What holds everywhere concerns every room; of other rooms a room's moderator knows nothing."""
        if decision.room is None:
            return True
        room = self._directory.by_handle(decision.room)
        return room is not None and member.answers_for(room.id)

    def as_read_by(self, member: Staff, decision: CaseDecision) -> CaseDecision:
        """The note stays among those who answer for every room, where the decision is of no one room."""
        return replace(decision, note="") if decision.room is None and member.rooms is not None else decision

    async def _name(self, case: Case) -> str | None:
        """The last name they bore in the evidence."""
        if case.subject.session_id is None:
            return None
        if case.id not in self._names:
            last = await self._store.last_piece(case.id, case.subject.session_id)
            self._names[case.id] = last.text.nickname or None if last else None
            if len(self._names) > NAMES_KEPT:
                del self._names[next(iter(self._names))]
        return self._names[case.id]


class CaseViews:
    """Everything a decision needs."""

    def __init__(
        self,
        store: CaseStore,
        rows: CaseRows,
        exhibits: Exhibits,
        decided: Decided,
        subjects: "Whereabouts",
        grounds: Grounds,
    ) -> None:
        self._store = store
        self._rows = rows
        self._exhibits = exhibits
        self._decided = decided
        self._subjects = subjects
        self._grounds = grounds

    async def told(self, member: Staff, case: Case) -> DeskCase:
        """A case this member may see; raises StoreUnavailable."""
        pieces, reports = await self._store.pieces(case.id), await self._store.reports(case.id)
        session_id = case.subject.session_id
        suggested = self._grounds.suggested(case.category)
        evidence, rules = self._exhibits.shown(pieces, session_id, case.concerns)
        return DeskCase(
            row=await self._rows.row(member, case),
            evidence=evidence,
            reports=reports_told(reports),
            decisions=await self._decisions(member, case, session_id) if session_id else (),
            rules=rules,
            appeal=await self._decided.appeal(case, member),
            suggested=CaseSuggestion(ground=suggested.id, reason=UNSAID if case.by_rules_alone else suggested.reason),
            subject_present=self._subjects.is_here(case),
            subject_locale=self._subjects.locale(case),
        )

    async def _decisions(self, member: Staff, case: Case, session_id: str) -> tuple[CaseDecision, ...]:
        """What was decided about the guest before, of what this member answers for: the note is the team's of there."""
        found = await self._decided.told(session_id, case.id)
        return tuple(self._rows.as_read_by(member, each) for each in found if self._rows.may_read(member, each))


class Whereabouts:
    """Whether the guest a case is about is still there, and which language they read."""

    def __init__(self, presence: Presence, book: SessionBook, default: Locale) -> None:
        self._presence = presence
        self._book = book
        self._default = default

    def is_here(self, case: Case) -> bool:
        session_id = case.subject.session_id
        return session_id is not None and self._presence.is_here(case.subject.room_id, session_id)

    def locale(self, case: Case) -> Locale:
        session = self._book.live(case.subject.session_id) if case.subject.session_id else None
        return session.locale if session else self._default
