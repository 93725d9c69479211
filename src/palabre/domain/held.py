"""Held messages: kept until a person of the team looks at them, and shown to nobody but their author meanwhile."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from palabre.domain.discretion import Discreet
from palabre.domain.message import Draft
from palabre.domain.moderation.circumstances import Trust
from palabre.domain.moderation.span import Span
from palabre.domain.moderation.verdict import Verdict
from palabre.domain.session import Locale

HELD_PER_SESSION = 10
HELD_PER_ROOM = 200
# An author who was away is still told of a refusal for as long.
TOLD_MS = 3_600_000
# Until one of those that wait is settled.
FULL_RETRY_S = 60.0
MAX_REASON = 500

HeldState = Literal["waiting", "released", "refused", "dropped"]
RefusedBy = Literal["person", "rule", "expiry"]

# What the author reads where no rule speaks.
EXPIRED: dict[Locale, str] = {
    "fr": "Personne de l’équipe n’a pu lire votre message à temps : il n’a pas été publié. "
    "Ce n’est pas un jugement sur ce que vous écrivez ; vous pouvez l’envoyer de nouveau.",
    "en": "Nobody of the team could read your message in time, so it was not published. "
    "This is no judgement on what you wrote; you may send it again.",
}
ROOM_CLOSED: dict[Locale, str] = {
    "fr": "Le salon a fermé avant que votre message soit lu : il n’a pas été publié.",
    "en": "The room closed before your message was read: it was not published.",
}
SETTLED: dict[Locale, str] = {
    "fr": "Votre message attendait d’être lu : il ne sera pas publié.",
    "en": "Your message was waiting to be read: it will not be published.",
}


class HeldRule(Struct, frozen=True, kw_only=True):
    """A rule that asks for a person: its version, its place on the rules page, what it says to the author."""

    id: str
    version: str
    policy: str
    explanation: dict[Locale, str]


class Grounds(Struct, frozen=True, kw_only=True):
    """Why a message is held: the rules, the parts they matched on, the signals, and what its author may do here."""

    rules: tuple[HeldRule, ...]
    spans: tuple[Span, ...] = ()
    signals: tuple[str, ...] = ()
    trust: Trust = "settled"

    def policy(self) -> str:
        """The place on the rules page of the strictest rule."""
        return self.rules[0].policy

    def explanation(self, locale: Locale) -> str:
        """What the strictest rule says to the author."""
        return self.rules[0].explanation[locale]


class Held(Struct, frozen=True, kw_only=True):
    """A message that waits, written by someone who reads `locale`."""

    draft: Draft
    locale: Locale
    grounds: Grounds

    def words(self) -> tuple[str, ...]:
        """What the rules matched on, as typed, each once."""
        return tuple(dict.fromkeys(span.of(self.draft.body) for span in self.grounds.spans))

    def refusal(self, by: RefusedBy, explanation: str) -> "HeldRefusal":
        """What its author is told when it is not to be shown."""
        return HeldRefusal(rule=self.grounds.policy(), by=by, explanation=explanation)

    def refused(self, refusal: "HeldRefusal", at_ms: int) -> "RefusedMessage":
        """The message refused, while its words are at hand."""
        draft = self.draft
        return RefusedMessage(
            message_id=draft.id,
            client_message_id=draft.client_message_id,
            room_id=draft.room_id,
            at_ms=at_ms,
            refusal=refusal,
            words=self.words(),
        )

    def __repr__(self) -> str:
        return f"<Held {self.draft.id}>"


class HeldRefusal(Discreet, frozen=True, kw_only=True):
    """Why a held message was not shown. It quotes nothing: it is kept longer than the text."""

    rule: str
    by: RefusedBy
    explanation: str


class RefusedMessage(Discreet, frozen=True, kw_only=True):
    """A held message that was not shown, for its author. `words` are known until the text is put under seal."""

    message_id: str
    client_message_id: str
    room_id: int
    at_ms: int
    refusal: HeldRefusal
    words: tuple[str, ...] = ()


class OwnHeld(Discreet, frozen=True):
    """What is held of one session, oldest first, and what of it was refused lately."""

    waiting: tuple[Held, ...] = ()
    refused: tuple[RefusedMessage, ...] = ()


def own_of(waiting: Iterable[Held], refused: Iterable[tuple[str, RefusedMessage]]) -> dict[str, OwnHeld]:
    """What is held of each session, from messages in order."""
    found: dict[str, OwnHeld] = {}
    for held in waiting:
        own = found.get(held.draft.session_id, OwnHeld())
        found[held.draft.session_id] = OwnHeld((*own.waiting, held), own.refused)
    for session_id, each in refused:
        own = found.get(session_id, OwnHeld())
        found[session_id] = OwnHeld(own.waiting, (*own.refused, each))
    return found


class Settlement(Struct, frozen=True, kw_only=True):
    """What became of a held message, by whom (`M-3`, `palabre`) and when."""

    message_id: str
    room_id: int
    state: HeldState
    by: str
    at_ms: int


class AlreadySettled(Exception):
    """Somebody else was quicker, or the message was dropped with its author's session."""

    def __init__(self, settlement: Settlement) -> None:
        super().__init__(settlement.state)
        self.settlement = settlement


def grounds_of(verdict: Verdict) -> Grounds:
    """The grounds of a verdict to hold."""
    strictest = [fired for fired in verdict.fired if fired.rule.verdict == verdict.outcome]
    return Grounds(
        rules=tuple(
            HeldRule(
                id=fired.rule.id,
                version=fired.rule.version,
                policy=fired.rule.policy,
                explanation=dict(fired.rule.explanation),
            )
            for fired in strictest
        ),
        spans=tuple(dict.fromkeys(span for fired in strictest for span in fired.spans)),
        signals=tuple(dict.fromkeys(finding.signal for finding in verdict.findings)),
        trust=verdict.circumstances.trust,
    )
