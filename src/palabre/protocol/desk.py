"""The desk: what its JSON routes carry. Times are RFC 3339 in UTC; people of the team appear as `M-3` to others."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from palabre.domain.cover import MAX_WATCHED
from palabre.domain.discretion import Discreet
from palabre.domain.moderation.circumstances import Cover, Trust
from palabre.domain.moderation.event import MAX_REASON, What
from palabre.domain.moderation.revision import MAX_EXPLANATION, MAX_OWN_PATTERNS, MAX_PATTERN, MAX_WHEN
from palabre.domain.moderation.rule import Effect, Ground, RuleStatus, RuleVerdict
from palabre.domain.moderation.span import Span
from palabre.domain.staff import Role
from palabre.protocol.desk_cases import CaseRow

Slug = Annotated[str, Meta(min_length=1, max_length=40)]
RuleId = Annotated[str, Meta(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$")]


class SignInLink(Discreet, frozen=True, forbid_unknown_fields=True):
    """`POST /api/sign-in/link`: what came after the `#` of the address one was given."""

    token: Annotated[str, Meta(min_length=1, max_length=200)]


class DeskMe(Discreet, frozen=True, kw_only=True):
    """The member of staff who asks. `may_decide` on held messages, `may_steer` the whole place: shield and rules,
    `may_appoint` others, `may_consult` what authorities ordered.

    Before a dangerous act after `confirmed_until`, one shows one's key: with none of the `passkeys`, in a demo, never.
    """

    number: int
    name: str
    role: Role
    may_decide: bool
    may_steer: bool
    may_appoint: bool
    may_consult: bool
    confirmed_until: str | None
    passkeys: int


class DeskRoom(Struct, frozen=True, kw_only=True):
    """A room of one's own. `watched` by oneself; `held` messages wait there."""

    slug: str
    name: str
    present: int
    cover: Cover
    moderators: int
    watched: bool
    held: int


class DeskHeldRule(Struct, frozen=True, kw_only=True):
    """A rule that wants a person to look. `policy` is its anchor on the rules page."""

    id: str
    explanation: dict[Literal["fr", "en"], str]
    policy: str


class DeskHeld(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A message that waits. `spans` are the parts its rules matched on, in code points."""

    message_id: str
    room: str
    nickname: str
    tag: str
    body: str
    spans: tuple[Span, ...]
    rules: tuple[DeskHeldRule, ...]
    signals: tuple[str, ...]
    sent_at: str
    trust: Trust
    reply_to: str | None = None


class DeskBreak(Struct, frozen=True, kw_only=True):
    """When a person is to be asked to rest: so many minutes at the desk, or severe texts read, whichever is first.

    The desk counts both, in its own tab: how much of what is hard to read somebody read is nobody else's to know.
    """

    after_minutes: int
    after_texts: int


class DeskState(Struct, frozen=True, kw_only=True):
    """`GET /api/desk/state`. Ask again with `after` = `version`: the answer comes when something changed, 20 s at most.

    `shield_since` is there while the shield is up. `held` are the oldest; each room says how many wait there.
    `cases` are the most pressing that wait.
    `braked` are rules that lost their effect because they hit too much, until somebody decides on them.
    """

    version: int
    me: DeskMe
    shield: bool
    shield_since: str | None
    rooms: tuple[DeskRoom, ...]
    held: tuple[DeskHeld, ...]
    braked: tuple[str, ...]
    next_break: DeskBreak
    cases: tuple[CaseRow, ...]


class HeldRefusalRequest(Discreet, frozen=True, forbid_unknown_fields=True):
    """`POST /api/desk/held/{message_id}/refuse`: why, in words kept with the decision."""

    reason: Annotated[str, Meta(max_length=MAX_REASON)] = ""


class DeskPresence(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /api/desk/presence`, every minute and on input. `active`: one did something since the last time."""

    rooms: Annotated[list[Slug], Meta(max_length=MAX_WATCHED)]
    active: bool


class ShieldRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /api/desk/shield`. `confirm` says that one was asked."""

    on: bool
    confirm: Literal[True]


class DeskEvent(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """What was done, by whom, to what, and why; `case_id` where it was about a case."""

    id: int
    at: str
    who: str
    what: What
    subject: str
    reason: str
    case_id: str | None = None


class DeskEvents(Struct, frozen=True):
    """`GET /api/desk/events`, the latest first; `more` says whether there are older ones."""

    events: tuple[DeskEvent, ...]
    more: bool


class RuleDraft(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule as one writes it. `patterns` are wildcards (`conn*rd`) or RE2 between slashes: they raise `matches`."""

    id: RuleId
    when: Annotated[str, Meta(min_length=1, max_length=MAX_WHEN)]
    verdict: RuleVerdict
    policy: Annotated[str, Meta(min_length=1, max_length=40)]
    explanation: dict[Literal["fr", "en"], Annotated[str, Meta(max_length=MAX_EXPLANATION)]]
    effects: tuple[Effect, ...] = ()
    ground: Ground = "house"
    patterns: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=MAX_PATTERN)], ...], Meta(max_length=MAX_OWN_PATTERNS)
    ] = ()


class RuleHits(Struct, frozen=True):
    """How many texts it matched since it stands as it does, in force and in shadow, and how many were judged."""

    live: int
    shadow: int
    judged: int


class RuleChange(Struct, frozen=True, kw_only=True):
    """One step in the life of a rule."""

    version: str
    status: RuleStatus
    by: str
    at: str
    braked: bool


class DeskRule(Struct, frozen=True, kw_only=True):
    """A rule as it stands. `shipped`: with Palabre, its text is not changed here. `next`: what one may make of it."""

    id: str
    version: str
    status: RuleStatus
    when: str
    verdict: RuleVerdict
    effects: tuple[Effect, ...]
    policy: str
    ground: Ground
    explanation: dict[Literal["fr", "en"], str]
    patterns: tuple[str, ...]
    author: str
    approver: str
    shipped: bool
    hits: RuleHits
    braked: bool
    next: tuple[RuleStatus, ...]
    history: tuple[RuleChange, ...]


class DeskRules(Struct, frozen=True):
    """`GET /api/desk/rules`. `version` is that of the rules in force; `problem` says why newer ones are not."""

    version: str
    problem: str | None
    rules: tuple[DeskRule, ...]


class RuleKept(Struct, frozen=True, kw_only=True):
    """A rule was kept, as this version."""

    id: str
    version: str


class StatusRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /api/desk/rules/{id}/status`. Without a `version`, of the latest."""

    status: RuleStatus
    version: Annotated[str, Meta(max_length=40)] | None = None


class RuleProblem(Discreet, frozen=True, kw_only=True):
    """Where a rule is wrong: the field, the line and column in it from 1 where they are known, and words."""

    field: str
    words: str
    line: int | None = None
    column: int | None = None


class RuleChecked(Struct, frozen=True):
    """`POST /api/desk/rules/check`: nothing is kept."""

    problems: tuple[RuleProblem, ...]


class BacktestRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /api/desk/rules/backtest`. `after` goes on from the `next` of the answer before."""

    rule: RuleDraft
    after: Annotated[str, Meta(max_length=60)] = ""


class BacktestSample(Discreet, frozen=True, kw_only=True):
    """A message the rule would have matched."""

    room: str
    body: str
    spans: tuple[Span, ...]
    sent_at: str


class Backtested(Struct, frozen=True, kw_only=True):
    """What a rule would have done with some of the kept messages. Ask on with `next` until it is null.

    `messages` were judged in this answer, `total` are kept in all; `counts` are by what became of them with the rules
    in force and with this one: `matched`, and of those `allow`, `hold` or `block` before.
    """

    messages: int
    total: int
    counts: dict[str, int]
    sample: tuple[BacktestSample, ...]
    next: str | None
