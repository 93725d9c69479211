"""Case view: a case as the desk shows it, with its evidence and reports, and nobody who reported."""

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from palabre.domain.moderation.case import Case, is_overdue
from palabre.domain.moderation.evidence import Piece, witnesses
from palabre.domain.moderation.grounds import Grounds
from palabre.domain.moderation.report import Report
from palabre.domain.moderation.span import merged
from palabre.domain.moderation.verdict import Verdict
from palabre.domain.session import Locale
from palabre.domain.staff import Staff
from palabre.ports.cases import CaseStore
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.protocol.conversion import rfc3339
from palabre.protocol.desk_cases import (
    CaseAppeal,
    CaseDecision,
    CaseEvidence,
    CaseReport,
    CaseRow,
    CaseRule,
    CaseSubject,
    CaseSuggestion,
    DeskCase,
)
from palabre.services.directory import RoomDirectory
from palabre.services.rules_in_force import RulesInForce
from palabre.services.sessions import SessionBook

# A reader is asked before a text with one of these is shown.
SEVERE = frozenset({"minor_sexual", "sextortion", "sexual", "threat", "incitement", "self_harm", "slur"})
NAMES_KEPT = 2_000


class Decided(Protocol):
    """Knows what was decided."""

    async def told(self, session_id: str) -> tuple[CaseDecision, ...]:
        """What was decided about a session, the latest first."""
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
        return tuple([await self.row(member, case) for case in cases])

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
        )

    async def subject(self, case: Case) -> CaseSubject:
        room = self._directory.by_id(case.subject.room_id)
        return CaseSubject(
            kind=case.subject.kind,
            room=room.slug if room else "",
            nickname=await self._name(case),
            tag=case.subject.tag,
        )

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
        exhibits: "Exhibits",
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
        evidence, rules = self._exhibits.shown(pieces, session_id)
        return DeskCase(
            row=await self._rows.row(member, case),
            evidence=evidence,
            reports=reports_told(reports),
            decisions=await self._decided.told(session_id) if session_id else (),
            rules=rules,
            appeal=await self._decided.appeal(case, member),
            suggested=CaseSuggestion(ground=suggested.id, reason=suggested.reason),
            subject_present=self._subjects.is_here(case),
            subject_locale=self._subjects.locale(case),
        )


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


class Exhibits:
    """Evidence with the parts that rules match on, as the rules are now."""

    def __init__(self, screens: RulesInForce) -> None:
        self._screens = screens

    def shown(
        self, pieces: Sequence[Piece], subject: str | None
    ) -> tuple[tuple[CaseEvidence, ...], tuple[CaseRule, ...]]:
        """In order, everybody but the subject under a letter; and the rules that matched, each once."""
        who, screening = witnesses(pieces, subject), self._screens.screening
        versions = Counter(piece.text.message_id for piece in pieces)
        rules: dict[str, CaseRule] = {}
        shown = []
        for seq, piece in enumerate(pieces, 1):
            verdict = screening.judge(piece.text.body)
            rules |= rules_of(verdict)
            shown.append(shown_piece(seq, piece, who[piece.text.session_id], versions[piece.text.message_id], verdict))
        return tuple(shown), tuple(rules.values())


def shown_piece(seq: int, piece: Piece, who: str, versions: int, verdict: Verdict) -> CaseEvidence:
    """Only the subject has a name and a tag."""
    text, is_subject = piece.text, who == "subject"
    return CaseEvidence(
        seq=seq,
        who=who,
        body=text.body,
        version=text.version,
        versions=versions,
        at=rfc3339(text.at_ms),
        removed=text.removed is not None,
        reported=piece.reported,
        spans=merged(span for fired in verdict.fired for span in fired.spans),
        rules=tuple(fired.rule.id for fired in verdict.fired),
        message_id=text.message_id if is_subject else None,
        nickname=text.nickname or None if is_subject else None,
        tag=text.tag if is_subject else None,
        veiled=any(found.signal in SEVERE for found in verdict.findings),
        altered=piece.altered,
    )


def rules_of(verdict: Verdict) -> dict[str, CaseRule]:
    return {
        fired.rule.id: CaseRule(id=fired.rule.id, policy=fired.rule.policy, explanation=dict(fired.rule.explanation))
        for fired in verdict.fired
    }


def reports_told(reports: Sequence[Report]) -> tuple[CaseReport, ...]:
    """Without who made them. Of those that weigh as one, the first has the weight."""
    counted: set[str] = set()
    told = []
    for report in reports:
        weight = 0 if report.source in counted else 1
        counted.add(report.source)
        told.append(CaseReport(category=report.category, at=rfc3339(report.at_ms), weight=weight, text=report.text))
    return tuple(told)
