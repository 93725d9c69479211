"""Cases at the desk: what its JSON routes carry of reports, evidence, decisions and appeals. Times are RFC 3339."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from palabre.domain.discretion import Discreet
from palabre.domain.moderation.case import CaseState, Outcome, Queue
from palabre.domain.moderation.grounds import GroundKind
from palabre.domain.moderation.report import Category, Severity, SubjectKind
from palabre.domain.moderation.sanction import MAX_NOTE, MAX_PUBLIC_REASON, AutomaticMeasure, Measure, SanctionKind
from palabre.domain.moderation.span import Span
from palabre.domain.session import Locale

MessageId = Annotated[str, Meta(min_length=1, max_length=64)]
Texts = dict[Literal["fr", "en"], str]
MAX_REMOVED = 50


class CaseSubject(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """Whom or what a case is about: a guest in a room, or the room."""

    kind: SubjectKind
    room: str
    nickname: str | None = None
    tag: str | None = None


class CaseRow(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A case in the queue. `category` is the gravest of `categories`, `reports` how many were made.

    `rules` are those that found something: with no report, nobody else did. `care`: its guest may be unwell, and
    nothing else is said of them.
    """

    id: str
    subject: CaseSubject
    category: Category
    categories: tuple[Category, ...]
    severity: Severity
    urgent: bool
    queue: Queue
    reports: int
    opened_at: str
    due_at: str
    overdue: bool
    state: CaseState
    claimed_by: str | None
    mine: bool
    rules: tuple[str, ...] = ()
    care: bool = False


class CaseEvidence(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A version of a message, as it was sealed. `who`: the subject, `A`, `B`… for others, or staff.

    `veiled`: the reader is asked before it is shown. `altered`: what is kept is not what was sealed. `unshown`: nobody
    was shown it, it was refused or waited.
    """

    seq: int
    who: str
    body: str
    version: int
    versions: int
    at: str
    removed: bool
    reported: bool
    spans: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()
    message_id: str | None = None
    nickname: str | None = None
    tag: str | None = None
    veiled: bool = False
    altered: bool = False
    unshown: bool = False


class CaseReport(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A report, without who made it. Those of `weight` 0 weigh as one with another. `rule`: nobody told, this rule
    found it."""

    category: Category
    at: str
    weight: int
    text: str = ""
    rule: str | None = None


class CaseDecision(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A decision about this guest, this session. `lifted_at` once it was undone; `until` while it has an end."""

    id: str
    case_id: str
    at: str
    by: str
    sanction: SanctionKind | AutomaticMeasure | Literal["none"]
    room: str | None
    ground: str
    reason: str
    removed: int = 0
    until: str | None = None
    lifted_at: str | None = None
    note: str = ""


class CaseRule(Struct, frozen=True, kw_only=True):
    """A rule that the evidence matched, in words."""

    id: str
    policy: str
    explanation: Texts


class CaseAppeal(Discreet, frozen=True, kw_only=True):
    """What is said against the decision; `by` the guest it is about, or who reported."""

    text: str
    at: str
    by: Literal["subject", "reporter"]
    decision_id: str
    may_judge: bool


class CaseSuggestion(Struct, frozen=True, kw_only=True):
    """A ground and a reason to begin with."""

    ground: str
    reason: Texts


class DeskCase(Discreet, frozen=True, kw_only=True):
    """`GET /api/desk/cases/{id}`: everything a decision needs. Each view is recorded."""

    row: CaseRow
    evidence: tuple[CaseEvidence, ...]
    reports: tuple[CaseReport, ...]
    decisions: tuple[CaseDecision, ...]
    rules: tuple[CaseRule, ...]
    appeal: CaseAppeal | None
    suggested: CaseSuggestion
    subject_present: bool
    subject_locale: Locale


class DecisionRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/desk/cases/{id}/decision`. `reason` is told to the guest, `note` to the staff only.

    `minutes` is how long, for mute, room_ban and ban. `danger` spares the warning before a long one, `confirm` says
    that the number of neighbours was shown.
    """

    sanction: SanctionKind | Literal["none"]
    ground: Annotated[str, Meta(max_length=60)]
    reason: Annotated[str, Meta(max_length=MAX_PUBLIC_REASON)] = ""
    minutes: Annotated[int, Meta(ge=1, le=527_040)] | None = None
    remove: Annotated[tuple[MessageId, ...], Meta(max_length=MAX_REMOVED)] = ()
    note: Annotated[str, Meta(max_length=MAX_NOTE)] = ""
    danger: bool = False
    confirm: bool = False


class DecisionMade(Struct, frozen=True, kw_only=True):
    """The decision holds. Until `undo_until` its author may take it back without a word."""

    decision_id: str
    sanction_id: str | None
    undo_until: str


class ImpactInfo(Struct, frozen=True):
    """`GET /api/desk/cases/{id}/impact`: how many guests come from where this one comes from; never exactly."""

    impact: Literal["<5", "5-20", "20+"]


class SanctionStanding(Discreet, frozen=True, kw_only=True):
    """A sanction of the same guest."""

    id: str
    kind: Measure
    room: str | None
    until: str | None


class ReversalPreview(Discreet, frozen=True, kw_only=True):
    """`GET /api/desk/decisions/{id}/reversal`: what would end, and what would stay in force.

    `removed` messages stay so: their text is gone.
    """

    ends: SanctionStanding | None
    stays: tuple[SanctionStanding, ...]
    removed: int


class ReversalRequest(Discreet, frozen=True, forbid_unknown_fields=True):
    """`POST /api/desk/decisions/{id}/reversal`: why, in words the guest is told."""

    reason: Annotated[str, Meta(min_length=1, max_length=MAX_PUBLIC_REASON)]


class AppealJudgement(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/desk/cases/{id}/appeal`, by somebody else than who decided; both sides are told `reason`."""

    outcome: Outcome
    reason: Annotated[str, Meta(min_length=1, max_length=MAX_PUBLIC_REASON)]


class DeskGround(Struct, frozen=True, kw_only=True):
    """What a decision may be founded on: an article of law, or a rule of the place."""

    id: str
    kind: GroundKind
    label: Texts
    text: Texts
    categories: tuple[Category, ...]


class DeskGrounds(Struct, frozen=True):
    """`GET /api/desk/grounds`."""

    grounds: tuple[DeskGround, ...]


class DeskMessage(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A message of a live room, as the desk reads it."""

    message_id: str
    offset: int
    nickname: str
    tag: str
    body: str
    at: str
    removed: bool = False


class DeskMessages(Discreet, frozen=True):
    """`GET /api/desk/rooms/{slug}/messages`, oldest first. `offset` is the room's head: ask on with it as `after`."""

    messages: tuple[DeskMessage, ...]
    offset: int


class DeskGuest(Discreet, frozen=True, kw_only=True):
    """`GET /api/desk/guests/{room}/{tag}`: a guest's card, of this session and this room only.

    `reports` are how many were made of them, by category.
    """

    room: str
    nickname: str
    tag: str
    present: bool
    trust: Literal["new", "settled"]
    decisions: tuple[CaseDecision, ...]
    reports: dict[Category, int]
    case_id: str | None = None


class OwnCaseRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/desk/guests/{room}/{tag}/case`: the staff's own initiative."""

    category: Category
    message_id: MessageId | None = None


class OwnCase(Struct, frozen=True):
    """The case, claimed."""

    case_id: str
