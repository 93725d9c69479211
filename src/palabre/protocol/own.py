"""Own data: what a guest is shown and takes away of everything kept under their session."""

from typing import Literal

from msgspec import Struct

from palabre.domain.discretion import Discreet
from palabre.domain.moderation.verdict import Outcome
from palabre.domain.reaction import ReactionKind
from palabre.domain.session import Locale
from palabre.protocol.resources import HeldBack, ReceiptInfo

# Changes when a field is taken away or comes to mean something else; new fields may be added without.
OWN_VERSION = 1


class OwnSession(Discreet, frozen=True, kw_only=True):
    """The session itself. `continues` are earlier ones of the same browser that something restricted."""

    id: str
    nickname: str
    locale: Locale
    created_at: str
    seen_at: str
    ends_at: str
    continues: tuple[str, ...]


class OwnNickname(Discreet, frozen=True, kw_only=True):
    """A nickname held in a room."""

    room: str | None
    nickname: str
    held_until: str


class OwnMessage(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """One version of something one wrote. `hidden_at`: it is shown to nobody since, and kept under seal for a day."""

    room: str | None
    id: str
    version: int
    nickname: str
    tag: str
    body: str
    at: str
    hidden_at: str | None = None
    removed: str | None = None


class OwnWaiting(Discreet, frozen=True, kw_only=True):
    """A message that waits for a person of the team."""

    room: str | None
    id: str
    body: str
    at: str


class OwnStopped(Discreet, frozen=True, kw_only=True):
    """A text that screening refused or held; `body` while it is under seal."""

    room: str | None
    outcome: Outcome
    body: str | None
    at: str


class OwnReaction(Discreet, frozen=True, kw_only=True):
    """A reaction one put under the message at this offset."""

    room: str | None
    offset: int
    reaction: ReactionKind


class OwnHidden(Discreet, frozen=True, kw_only=True):
    """Somebody one hides, as they were called then."""

    room: str | None
    nickname: str
    tag: str
    at: str


class OwnMembership(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A private room or a conversation one is or was in."""

    room: str | None
    name: str
    nickname: str
    since: str
    owner: bool = False
    left_at: str | None = None
    removed_for: str | None = None


class OwnRequest(Discreet, frozen=True, kw_only=True):
    """A request for a conversation: one's own, or somebody's to oneself."""

    id: str
    room: str | None
    side: Literal["made", "received"]
    nickname: str
    tag: str
    at: str


class OwnStanding(Struct, frozen=True, kw_only=True):
    """What one has earned, and what one said of one's age: since when."""

    settled_at: str | None
    minor_at: str | None
    writing_closed_at: str | None


class OwnProof(Struct, frozen=True, kw_only=True):
    """A proof of age: nothing else of it is kept. `issuer_sha256` in hexadecimal."""

    method: str
    threshold: int
    result: bool
    issuer_sha256: str
    verified_at: str
    expires_at: str


class OwnReport(Discreet, frozen=True, kw_only=True):
    """A report one made, in one's own words, and what came of it."""

    text: str
    told: ReceiptInfo


class OwnData(Discreet, frozen=True, kw_only=True):
    """`GET /api/me` and `GET /api/me/export`: everything kept under one's session. Times are RFC 3339 in UTC.

    `messages` are the last ones there, all of them in the export; `messages_kept` says how many there are. A `room` is
    null when it is there no more. `elsewhere` says what is kept that nobody can find by a session, and `untold` what is
    told to nobody, whether it is there or not.
    """

    version: int
    place: str
    made_at: str
    session: OwnSession
    nicknames: tuple[OwnNickname, ...]
    messages: tuple[OwnMessage, ...]
    messages_kept: int
    waiting: tuple[OwnWaiting, ...]
    stopped: tuple[OwnStopped, ...]
    reactions: tuple[OwnReaction, ...]
    hidden: tuple[OwnHidden, ...]
    memberships: tuple[OwnMembership, ...]
    requests: tuple[OwnRequest, ...]
    no_requests: bool
    standing: OwnStanding
    proof: OwnProof | None
    decisions: tuple[ReceiptInfo, ...]
    reports: tuple[OwnReport, ...]
    holds: tuple[HeldBack, ...]
    elsewhere: str
    untold: str


class ErasureMade(Discreet, frozen=True, kw_only=True):
    """`POST /api/me/erasure`: it is done. `receipt` is told this once: it opens what is still held, and what is decided
    later."""

    receipt: str
    holds: tuple[HeldBack, ...]
    untold: str
