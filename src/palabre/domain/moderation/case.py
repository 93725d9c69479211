"""Cases: everything reported of one guest in one room, or of one room, from its opening to its close."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

import msgspec
from msgspec import Struct

from palabre.domain.discretion import Discreet
from palabre.domain.moderation.report import (
    RULE,
    SEVERITY,
    URGENT,
    Category,
    Concern,
    Severity,
    Subject,
    worst,
)

CaseState = Literal["open", "claimed", "decided", "appealed", "closed"]
Queue = Literal["lives", "appeals", "others"]
Outcome = Literal["upheld", "reversed"]

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
# Until when somebody is to have decided, from the first report: lives and minors first.
URGENT_DUE_MS = 15 * MINUTE_MS
DUE_MS: dict[Severity, int] = {3: HOUR_MS, 2: 24 * HOUR_MS, 1: 72 * HOUR_MS}
APPEAL_DUE_MS = 7 * DAY_MS
# A decision may be contested for six months (Digital Services Act, article 20(1)); a case then closes by itself.
OPEN_TO_APPEAL_MS = 183 * DAY_MS
# How long evidence is held once its case is closed.
HELD_MS = 183 * DAY_MS
UNDECIDED: frozenset[CaseState] = frozenset({"open", "claimed"})
# What the desk lists: a decided case waits for nobody.
WAITING: frozenset[CaseState] = frozenset({"open", "claimed", "appealed"})
SOURCES_KEPT = 200


class CaseEvent(Struct, frozen=True, kw_only=True, tag_field="type"):
    """Something that happened to a case. `by` is `M-3`, or who the program acts for; never a guest."""

    at_ms: int
    by: str = "palabre"

    def onto(self, case: "Case") -> "Case":
        """The case once this happened; a second opening changes nothing."""
        return case

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class CaseOpened(CaseEvent, frozen=True, kw_only=True, tag="opened"):
    """Somebody reported a guest or a room there was no open case on, or a moderator looked of their own accord."""

    subject: Subject


class ReportAdded(CaseEvent, frozen=True, kw_only=True, tag="reported"):
    """One more report. `again` says that the same reporter added to an earlier one, or that nobody did: `concern` is
    what a rule found."""

    report_id: str
    category: Category
    source: str
    again: bool = False
    concern: Concern | None = None

    def onto(self, case: "Case") -> "Case":
        return changed(
            case,
            categories=tuple(dict.fromkeys((*case.categories, self.category))),
            sources=tuple(dict.fromkeys((*case.sources, self.source)))[:SOURCES_KEPT],
            reports=case.reports if self.again else case.reports + 1,
            concerns=(*case.concerns, self.concern) if self.concern else case.concerns,
        )


class CaseClaimed(CaseEvent, frozen=True, kw_only=True, tag="claimed"):
    """Somebody looks at it: nobody else decides meanwhile."""

    def onto(self, case: "Case") -> "Case":
        """An appeal stays one while somebody looks at it; what waits for nobody is nobody's."""
        if case.state not in WAITING:
            return case
        return changed(
            case,
            state="claimed" if case.is_undecided() else case.state,
            claimed_by=self.by,
            acknowledged_ms=self.at_ms if case.acknowledged_ms is None else case.acknowledged_ms,
        )


class CaseReleased(CaseEvent, frozen=True, kw_only=True, tag="released"):
    """They handed it over; no reason is asked."""

    def onto(self, case: "Case") -> "Case":
        return changed(case, state="open" if case.is_undecided() else case.state, claimed_by=None)


class CaseAcknowledged(CaseEvent, frozen=True, kw_only=True, tag="acknowledged"):
    """Somebody knows of an urgent case: nobody else is called any more."""

    def onto(self, case: "Case") -> "Case":
        return changed(case, acknowledged_ms=self.at_ms)


class CaseTold(CaseEvent, frozen=True, kw_only=True, tag="told"):
    """The staff on call were told outside the desk: that it is urgent, or that nobody decided in time."""

    about: Literal["urgent", "overdue"]

    def onto(self, case: "Case") -> "Case":
        if self.about == "overdue":
            return changed(case, alarmed_ms=self.at_ms)
        return changed(case, told_ms=self.at_ms, told=case.told + 1)


class RoomPaused(CaseEvent, frozen=True, kw_only=True, tag="paused"):
    """Nobody came: the room became read-only."""

    def onto(self, case: "Case") -> "Case":
        return changed(case, paused_ms=self.at_ms)


class CaseDecided(CaseEvent, frozen=True, kw_only=True, tag="decided"):
    """Somebody decided."""

    decision_id: str

    def onto(self, case: "Case") -> "Case":
        return changed(
            case,
            state="decided",
            claimed_by=None,
            decided_by=(*case.decided_by, self.by),
            decided_ms=self.at_ms,
            decision_id=self.decision_id,
        )


class DecisionUndone(CaseEvent, frozen=True, kw_only=True, tag="undone"):
    """They took it back at once: the case is theirs again, as if nothing had been decided."""

    decision_id: str

    def onto(self, case: "Case") -> "Case":
        return changed(
            case,
            state="claimed",
            claimed_by=self.by,
            decided_by=case.decided_by[:-1],
            decided_ms=None,
            decision_id=None,
        )


class AppealMade(CaseEvent, frozen=True, kw_only=True, tag="appealed"):
    """A guest contests the decision, or a reporter that none was taken; `against` is who decided."""

    appeal_id: str
    against: str | None = None

    def onto(self, case: "Case") -> "Case":
        return changed(
            case,
            state="appealed",
            appeal_id=self.appeal_id,
            contested=self.against,
            since_ms=self.at_ms,
            claimed_by=None,
            alarmed_ms=None,
            # Its evidence is held for as long as somebody has to look at it.
            closed_ms=None,
        )


class AppealDecided(CaseEvent, frozen=True, kw_only=True, tag="judged"):
    """Another person judged the appeal."""

    outcome: Outcome

    def onto(self, case: "Case") -> "Case":
        """What a rule restricted by itself is judged before its case is decided: that still waits then."""
        if case.decision_id is None and case.categories:
            return changed(case, state="open", claimed_by=None, apart=True)
        return changed(
            case,
            state="decided",
            claimed_by=None,
            decided_by=(*case.decided_by, self.by),
            decided_ms=case.decided_ms or self.at_ms,
        )


class CaseReopened(CaseEvent, frozen=True, kw_only=True, tag="reopened"):
    """Whoever reported was right to contest: it is decided anew, by somebody else than who decided before."""

    barred: tuple[str, ...]

    def onto(self, case: "Case") -> "Case":
        return changed(
            case,
            state="open",
            since_ms=self.at_ms,
            claimed_by=None,
            acknowledged_ms=None,
            told_ms=None,
            alarmed_ms=None,
            barred=self.barred,
            apart=True,
        )


class CaseClosed(CaseEvent, frozen=True, kw_only=True, tag="closed"):
    """Nothing more can come of it: its evidence is erased when its hold ends."""

    def onto(self, case: "Case") -> "Case":
        return changed(case, state="closed", closed_ms=self.at_ms, claimed_by=None)


changed = msgspec.structs.replace
AnyCaseEvent = (
    CaseOpened
    | ReportAdded
    | CaseClaimed
    | CaseReleased
    | CaseAcknowledged
    | CaseTold
    | RoomPaused
    | CaseDecided
    | DecisionUndone
    | AppealMade
    | AppealDecided
    | CaseReopened
    | CaseClosed
)


@lru_cache(1_024)
def gravest(categories: tuple[Category, ...]) -> Category:
    """Asked over and over of every case that waits; there are few combinations."""
    return worst(categories) if categories else "other"


class Case(Discreet, frozen=True, kw_only=True):
    """A case as it stands: what its events add up to. `since_ms` is when it came to wait for what it waits for now.

    `contested` is whose decision the last appeal is against, of appeals older than that record None.
    `barred` are those who may not decide it; new reports do not join one that stands `apart`: it was judged before.
    `reports` counts all; `sources` are those of the reports, each once; `concerns` are what rules found. `told`
    counts the calls to the staff on call.
    """

    id: str
    subject: Subject
    opened_ms: int
    since_ms: int
    state: CaseState = "open"
    categories: tuple[Category, ...] = ()
    reports: int = 0
    sources: tuple[str, ...] = ()
    concerns: tuple[Concern, ...] = ()
    claimed_by: str | None = None
    acknowledged_ms: int | None = None
    told_ms: int | None = None
    told: int = 0
    alarmed_ms: int | None = None
    paused_ms: int | None = None
    decided_by: tuple[str, ...] = ()
    decided_ms: int | None = None
    decision_id: str | None = None
    appeal_id: str | None = None
    contested: str | None = None
    closed_ms: int | None = None
    barred: tuple[str, ...] = ()
    apart: bool = False

    @property
    def category(self) -> Category:
        """The gravest of what was reported."""
        return gravest(self.categories)

    @property
    def severity(self) -> Severity:
        return SEVERITY[gravest(self.categories)]

    @property
    def urgent(self) -> bool:
        """Whether a life or a minor may be in danger."""
        return not URGENT.isdisjoint(self.categories) or any(each.urgent for each in self.concerns)

    @property
    def by_rules_alone(self) -> bool:
        """Whether nobody told: rules found it."""
        return bool(self.concerns) and all(source.startswith(RULE) for source in self.sources)

    @property
    def care(self) -> bool:
        """Whether its guest may be unwell, and nothing else is said of them."""
        return self.by_rules_alone and all(each.care for each in self.concerns)

    @property
    def queue(self) -> Queue:
        if self.state == "appealed":
            return "appeals"
        return "lives" if self.urgent else "others"

    def due_ms(self) -> int:
        """Until when somebody is to have decided, Unix ms."""
        if self.state == "appealed":
            return self.since_ms + APPEAL_DUE_MS
        return self.since_ms + (URGENT_DUE_MS if self.urgent else DUE_MS[self.severity])

    def is_undecided(self) -> bool:
        return self.state in UNDECIDED

    def takes_reports(self) -> bool:
        """Whether a report on its subject joins it."""
        return self.is_undecided() and not self.apart

    def unfit(self) -> tuple[str, ...]:
        """Who may not take it: an appeal, whoever decided; what is to be decided anew, whoever did before."""
        if self.state != "appealed":
            return self.barred
        return self.decided_by if self.contested is None else (self.contested,)

    def unacknowledged(self) -> bool:
        """Whether it is urgent, and nobody of the staff is known to have seen it."""
        return self.urgent and self.state == "open" and self.acknowledged_ms is None

    def may_pause(self) -> bool:
        """Whether its room closes to writing when nobody comes: never because somebody said that they are unwell."""
        return self.unacknowledged() and not self.care


def opened(case_id: str, event: CaseOpened) -> Case:
    return Case(id=case_id, subject=event.subject, opened_ms=event.at_ms, since_ms=event.at_ms)


def fold(case_id: str, events: Iterable[AnyCaseEvent]) -> Case:
    """The case these events add up to; raises ValueError when the first is not its opening."""
    first, *rest = events
    if not isinstance(first, CaseOpened):
        raise ValueError("a case begins with its opening")
    case = opened(case_id, first)
    for event in rest:
        case = after(case, event)
    return case


def after(case: Case, event: AnyCaseEvent) -> Case:
    """The case once this happened too."""
    return event.onto(case)


def priority(case: Case, now_ms: int) -> tuple[int, int, int]:
    """The smaller is the sooner: danger, then minors, then by severity × age; equals by age."""
    rank = 0 if "danger" in case.categories else 1 if case.urgent else 2
    age_s = max(0, now_ms - case.since_ms) // 1_000 + 1
    return (rank, -case.severity * age_s, case.since_ms)


def is_overdue(case: Case, now_ms: int) -> bool:
    return case.state in WAITING and now_ms > case.due_ms()
