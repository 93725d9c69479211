"""Decisions: what is kept of a verdict, so that it can be explained later without the text."""

from msgspec import Struct

from palabre.domain.moderation.circumstances import Cover, Place, Trust
from palabre.domain.moderation.follow_up import FollowUp, concern_in
from palabre.domain.moderation.span import Span
from palabre.domain.moderation.verdict import Fired, Outcome, Verdict
from palabre.domain.room import RoomKind

# How long a decision is kept, without its text: six months (Digital Services Act, article 20(1)).
DECISIONS_MS = 183 * 24 * 3_600_000


class Match(Struct, frozen=True):
    """A rule that matched, in the version it had, and where."""

    id: str
    version: str
    spans: tuple[Span, ...]


class Found(Struct, frozen=True):
    """A signal, its value, and where; no span when the whole text is meant."""

    signal: str
    value: int
    span: Span | None


class Reasons(Struct, frozen=True, kw_only=True):
    """What a decision rests on: it follows from these and the rules."""

    rules: tuple[Match, ...]
    shadow: tuple[Match, ...]
    features: tuple[Found, ...]
    room: RoomKind
    trust: Trust
    cover: Cover
    place: Place
    pair_signs: int | None = None
    to_minor: bool = False
    same_text_rooms: int | None = None
    invites_many: bool = False


class Decision(Struct, frozen=True, kw_only=True):
    """One verdict on one text. `message_id` is None when nothing was kept; a nickname has neither room nor session.

    `text` is what was refused or held; the store seals it for a day. `follow_up` is kept in the same transaction.
    """

    id: str
    at_ms: int
    session_id: str | None
    room_id: int | None
    message_id: str | None
    outcome: Outcome
    rules_version: str
    reasons: Reasons
    microseconds: int
    text: str | None = None
    follow_up: FollowUp | None = None

    def __repr__(self) -> str:
        return f"<Decision {self.outcome}>"


def reasons_of(verdict: Verdict) -> Reasons:
    """Why this verdict, as it is kept."""
    around = verdict.circumstances
    return Reasons(
        rules=tuple(map(match_of, verdict.fired)),
        shadow=tuple(map(match_of, verdict.shadow)),
        features=tuple(Found(found.signal, found.value, found.span) for found in verdict.findings),
        room=around.room,
        trust=around.trust,
        cover=around.cover,
        place=around.place,
        pair_signs=around.pair_signs,
        to_minor=around.to_minor,
        same_text_rooms=around.same_text_rooms,
        invites_many=around.invites_many,
    )


def match_of(fired: Fired) -> Match:
    return Match(fired.rule.id, fired.rule.version, fired.spans)


def is_kept(verdict: Verdict) -> bool:
    """Whether a verdict leaves a row: a permission that asks for nothing does not."""
    return (
        verdict.outcome != "allow" or bool(verdict.shadow) or (bool(verdict.fired) and concern_in(verdict) is not None)
    )
