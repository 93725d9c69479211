"""Resources: the things that replies, events and JSON routes carry."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from palabre.domain.discretion import Discreet
from palabre.domain.held import RefusedBy
from palabre.domain.hold import HoldKind
from palabre.domain.message import Removal
from palabre.domain.moderation.circumstances import Cover
from palabre.domain.moderation.report import Category, SubjectKind
from palabre.domain.moderation.sanction import Measure
from palabre.domain.presence import Person
from palabre.domain.reaction import ReactionKind
from palabre.domain.refusal import SlowReason
from palabre.domain.room import Readers, RoomKind
from palabre.domain.session import Locale
from palabre.protocol.limits import (
    MAX_APPEAL_TEXT,
    MAX_CHALLENGE_PAYLOAD,
    MAX_NOTICE_EXPLANATION,
    MAX_NOTICE_FIELD,
    MAX_NOTICE_LOCATIONS,
    MAX_REPORT_TEXT,
)


class WireAuthor(Discreet, frozen=True):
    """Who wrote a message. `tag` is opaque, unique per room and day."""

    nickname: str
    tag: str


class WireMessage(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A message. Times are RFC 3339 in UTC.

    `posted_at` is there when it was held first: nobody saw it before. `removed` says who took the text away: `body` is
    then empty and `edited_at` absent, and so is the nickname once its author erased everything they wrote. An
    `announcement` is the operator's; its author's tag is nobody's.
    """

    id: str
    offset: int
    client_message_id: str
    body: str
    author: WireAuthor
    sent_at: str
    posted_at: str | None = None
    reply_to: str | None = None
    edited_at: str | None = None
    removed: Removal | None = None
    announcement: bool = False


class Reactions(Struct, frozen=True, kw_only=True):
    """How many put each reaction under a message. `version` grows: of two, the greater is the later."""

    message_id: str
    version: int
    counts: dict[ReactionKind, int]


class HeldMessage(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """One's own message that waits for a person of the team: on no page, in no stream, at no offset."""

    message_id: str
    client_message_id: str
    body: str
    held_at: str
    reply_to: str | None = None


class RefusedMessage(Discreet, frozen=True, kw_only=True):
    """One's own message that waited and was refused, as in `message.refused`; `words` are told only then."""

    message_id: str
    client_message_id: str
    rule: str
    words: tuple[str, ...]
    explanation: str
    by: RefusedBy


class CoverInfo(Struct, frozen=True, kw_only=True):
    """Who watches over a room: how many moderators, and what follows. `slow_mode_seconds` is what holds now."""

    cover: Cover
    moderators: int
    slow_mode_seconds: int


class HelpLine(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Someone to call or to write to. `number` is as one dials it, `about` one sentence in the reader's language."""

    name: str
    number: str
    about: str
    url: str | None = None


class RoomInfo(Struct, frozen=True, kw_only=True):
    """A room as its readers see it. `slow_mode` and `keep_seconds` are in seconds; `pinned` may be empty."""

    slug: str
    name: str
    topic: str
    rules: str
    language: Locale
    capacity: int
    slow_mode: int
    readers: Readers
    closed: bool
    keep_seconds: int
    pinned: str = ""
    kind: RoomKind = "general"


class RoomCard(Struct, frozen=True, kw_only=True):
    """A room as the lobby lists it. `present` posted there and are here; `spectators` only read.

    `offset` is the position of its last event, so that a client sees that something came.
    """

    slug: str
    name: str
    topic: str
    language: Locale
    readers: Readers
    present: int
    spectators: int
    kind: RoomKind = "general"
    offset: int = 0
    cover: CoverInfo | None = None


class RoomList(Struct, frozen=True):
    """`GET /api/rooms`."""

    rooms: list[RoomCard]


class MessagePage(Struct, frozen=True, kw_only=True):
    """`GET /api/rooms/{slug}/messages`: oldest first; `more` says whether an older page exists.

    `reactions` are those under these messages, `reacted` one's own, by message.
    """

    messages: list[WireMessage]
    more: bool
    reactions: tuple[Reactions, ...] = ()
    reacted: dict[str, tuple[ReactionKind, ...]] = field(default_factory=dict)


class PeopleFound(Struct, frozen=True, kw_only=True):
    """`GET /api/rooms/{slug}/people`: who is listed there under such a name; `more` says whether there are others."""

    people: tuple[Person, ...]
    more: bool


class HiddenGuests(Struct, frozen=True, kw_only=True):
    """Whom one hides in one room."""

    room: str
    people: tuple[Person, ...]


class HiddenList(Struct, frozen=True, kw_only=True):
    """`GET /api/hidden`: whom one hides, room by room."""

    rooms: tuple[HiddenGuests, ...]


class Roster(Struct, frozen=True, kw_only=True):
    """Who is here. `people` is null for a spectator and above 200 present: counts only."""

    present: int
    spectators: int
    people: tuple[Person, ...] | None = None


class You(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """The reader themself. `nickname` is the one they have, or would post under, in this room.

    `named` says that they wrote here already, and need not be asked for a name again. `reacted` are the reactions
    they put, by message; `read` is how far they said they read; `hidden` is whom they hide here.
    """

    nickname: str
    tag: str
    named: bool
    reacted: dict[str, tuple[ReactionKind, ...]] = field(default_factory=dict)
    read: int | None = None
    hidden: tuple[Person, ...] = ()


class SessionRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/sessions`. With `room`, the nickname is checked against who is there before anything is made."""

    nickname: str
    locale: Locale = "fr"
    room: str | None = None


class SessionInfo(Discreet, frozen=True, kw_only=True):
    """One's own session. Times are RFC 3339 in UTC."""

    nickname: str
    locale: Locale
    created_at: str
    ends_at: str


class ChallengeParameters(Struct, frozen=True, kw_only=True, rename="camel"):
    """What to compute, as the altcha library says it: see `Challenge`. Texts are hexadecimal."""

    algorithm: Literal["PBKDF2/SHA-256"]
    cost: int
    key_length: int
    key_prefix: str
    nonce: str
    salt: str
    key_signature: str
    data: dict[str, int]


class Challenge(Struct, frozen=True, kw_only=True):
    """`GET /api/challenge`: a proof of work, altcha v2.

    Count from 0 until PBKDF2-HMAC-SHA-256 of the password `nonce` + counter (four bytes, big end first) with `salt`,
    `cost` iterations and `keyLength` bytes begins with `keyPrefix`. It exists, and is found within some seconds.
    """

    parameters: ChallengeParameters
    signature: str


class ChallengeSolved(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/challenge`: base64 of `{"challenge": …, "solution": {"counter": …, "derivedKey": …}}`, key in hex."""

    payload: Annotated[str, Meta(max_length=MAX_CHALLENGE_PAYLOAD)]


class SanctionInfo(Discreet, frozen=True, kw_only=True):
    """A sanction as its guest is told it; texts are in the language of their session, times RFC 3339 in UTC.

    `room` is null for the whole place, `until` for what keeps the guest from nothing: a warning, or the removal of a
    message. After a kick one may come back in a minute. `quoted` are the guest's own words. `receipt` is a code that
    opens the decision and its contest without a session, until `appeal_until`. `automated`: a rule decided by itself;
    `detected`: a rule had found what a person decided on.
    """

    id: str
    kind: Measure
    room: str | None
    since: str = field(name="from")
    until: str | None
    ground: str
    facts: str
    reason: str
    quoted: str | None
    decided_by: str
    automated: bool
    receipt: str
    appeal_until: str
    detected: bool = False


class ReportSubject(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a report is about: a `message` by `message_id`, a `guest` by the `tag` they have or had there, a `room`."""

    kind: SubjectKind
    room: Annotated[str, Meta(min_length=1, max_length=40)]
    message_id: Annotated[str, Meta(min_length=1, max_length=64)] | None = None
    tag: Annotated[str, Meta(min_length=1, max_length=64)] | None = None


class ReportRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/reports`: a guest tells the team; `danger` and `minor` are looked at first."""

    subject: ReportSubject
    category: Category
    text: Annotated[str, Meta(max_length=MAX_REPORT_TEXT)] = ""


class ReportMade(Discreet, frozen=True, kw_only=True):
    """The team has it, and what it is about is kept. `receipt` is told this once.

    `may_be_guessed`: so few are in the room that the other may guess who reported. `awake`: somebody of the team is at
    their desk now. `lines` are there for the urgent categories.
    """

    receipt: str
    may_be_guessed: bool
    awake: bool
    lines: tuple[HelpLine, ...]


class NoticeLocation(Discreet, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where something is: a `link`, or in which `room`, about `when`, and written by `who`, in one's own words."""

    link: Annotated[str, Meta(max_length=MAX_NOTICE_FIELD)] = ""
    room: Annotated[str, Meta(max_length=MAX_NOTICE_FIELD)] = ""
    when: Annotated[str, Meta(max_length=MAX_NOTICE_FIELD)] = ""
    who: Annotated[str, Meta(max_length=MAX_NOTICE_FIELD)] = ""


class NoticeRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/notices`: anyone tells the team, without a session (DSA art. 16 (2)).

    `name` and `email` may be left out for `minor`: they are not kept. `payload`: the `challenge` this was answered
    with while many come at once, once it was waited for, or the answer to one of `/api/challenge`.
    """

    category: Category
    explanation: Annotated[str, Meta(min_length=1, max_length=MAX_NOTICE_EXPLANATION)]
    locations: Annotated[tuple[NoticeLocation, ...], Meta(min_length=1, max_length=MAX_NOTICE_LOCATIONS)]
    good_faith: Literal[True]
    name: Annotated[str, Meta(max_length=MAX_NOTICE_FIELD)] = ""
    email: Annotated[str, Meta(max_length=MAX_NOTICE_FIELD)] = ""
    payload: Annotated[str, Meta(max_length=MAX_CHALLENGE_PAYLOAD)] = ""


class NoticeMade(Discreet, frozen=True, kw_only=True):
    """The team has the notice. `receipt` is told this once; `lines` are there for the urgent categories."""

    receipt: str
    lines: tuple[HelpLine, ...]


class AppealInfo(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A contest, and its answer once there is one, by somebody else than who decided."""

    text: str
    at: str
    outcome: Literal["upheld", "reversed"] | None = None
    reason: str | None = None
    answered_by: str | None = None
    answered_at: str | None = None


class ReceiptItem(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one report of a notice that led to several; `item` is its number, from 1."""

    item: int
    outcome: Literal["waiting", "acted", "nothing_found"]
    may_appeal: bool
    decided_at: str | None = None
    lifted_at: str | None = None
    appeal: AppealInfo | None = None


class HeldBack(Struct, frozen=True, kw_only=True):
    """Something kept although one asks for its erasure; `until` is null while nobody can tell."""

    kind: HoldKind
    reason: str
    basis: str
    until: str | None


class ReceiptInfo(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """`GET /api/receipt`: what a receipt opens.

    `about` a `decision`: one's own, with `sanction` where there is one, how many of one's messages were `removed`, and
    `lifted_at` once it was undone. `about` a `report`: one's own, of which nothing is quoted; `outcome` says whether
    something was done. `may_appeal` until `appeal_until`, once. `items` of a notice that led to several cases: what
    became of each; the first is told above too. `about` an `erasure`: what of it is still kept (`holds`), and the codes
    of the decisions about whom it was asked by (`codes`).
    """

    about: Literal["decision", "report", "erasure"]
    at: str
    outcome: Literal["waiting", "acted", "nothing_found"]
    may_appeal: bool
    category: Category | None = None
    sanction: SanctionInfo | None = None
    removed: int = 0
    lifted_at: str | None = None
    decided_at: str | None = None
    appeal_until: str | None = None
    appeal: AppealInfo | None = None
    items: tuple[ReceiptItem, ...] = ()
    holds: tuple[HeldBack, ...] = ()
    codes: tuple[str, ...] = ()


class AppealRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/receipt/appeal`: what somebody else of the team should know, in one's own words."""

    text: Annotated[str, Meta(min_length=1, max_length=MAX_APPEAL_TEXT)]
    item: Annotated[int, Meta(ge=1, le=MAX_NOTICE_LOCATIONS)] = 1


class Problem(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """An error of a JSON route (RFC 9457).

    `code` is stable, `retry_after` is in seconds, `rule`, `words`, `reason`, `explanation` and
    `sanction` are as in `failed`. Of a notice, `challenge` is what to send as `payload` once that time is over.
    Of a rule that is refused, `field`, `line` and `column` (from 1) say where, `detail` what; of a message that is
    settled already, `by` and `at` say who (`M-3`) and when.
    """

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    retry_after: float | None = None
    limit: int | None = None
    rule: str | None = None
    words: tuple[str, ...] = ()
    reason: SlowReason | None = None
    explanation: str | None = None
    field: str | None = None
    line: int | None = None
    column: int | None = None
    by: str | None = None
    at: str | None = None
    sanction: SanctionInfo | None = None
    challenge: str | None = None


Mode = Literal["snapshot", "resumed"]
