"""Newcomers: what is asked of new guests while many come, or where a ban was imposed, before they are known."""

from collections import Counter

from msgspec.structs import replace

from palabre.domain.moderation.rule import Rule
from palabre.domain.moderation.verdict import Fired, Verdict
from palabre.domain.room import Room
from palabre.domain.session import Locale, Session
from palabre.ports.vault import Origin
from palabre.services.challenging import Challenging
from palabre.services.neighbours import Neighbours

# So many messages of a neighbour are looked at by a person first.
FIRST_MESSAGES = 3
COUNTED = 20_000
# A statement of their own, which says nothing of anybody else: not that there is one, nor what they did.
NEUTRAL: dict[Locale, str] = {
    "fr": "Par précaution, ce lieu demande un court calcul aux personnes nouvelles qui arrivent par votre réseau, "
    "et lit leurs premiers messages avant de les publier. Cela ne dit rien de vous, et cesse de soi-même. "
    "Pour contester, écrivez au contact du lieu.",
    "en": "As a precaution, this place asks a short computation of new people who come through your network, "
    "and reads their first messages before they are published. It says nothing about you, and ends by itself. "
    "To contest, write to the contact of this place.",
}
LOOKED_AT = Rule(
    id="first-messages",
    status="live",
    when="",
    verdict="hold",
    policy="rule-1",
    explanation=dict(NEUTRAL),
    author="Palabre",
    approver="the operator, by installing",
)


class Newcomers:
    """A match of a prefix alone never bans, and shows nothing of another's ban: it asks, and has a person look."""

    def __init__(self, challenging: Challenging, neighbours: Neighbours) -> None:
        self._challenging = challenging
        self._neighbours = neighbours
        self._looked_at: Counter[str] = Counter()

    def require(self, session: Session, room: Room, origin: Origin) -> None:
        """Raises Refusal `challenge_required`."""
        self._challenging.require(session, origin)
        if self._is_neighbour(session, room, origin):
            self._challenging.ask(session, explanation=NEUTRAL[session.locale])

    def looked_at(self, verdict: Verdict, session: Session, room: Room, origin: Origin) -> Verdict:
        """The same, or that a person looks first."""
        if verdict.outcome != "allow" or not self._is_neighbour(session, room, origin):
            return verdict
        if self._looked_at[session.id] >= FIRST_MESSAGES:
            return verdict
        self._looked_at[session.id] += 1
        if len(self._looked_at) > COUNTED:
            del self._looked_at[next(iter(self._looked_at))]
        return replace(verdict, outcome="hold", rule=LOOKED_AT.policy, fired=(*verdict.fired, Fired(LOOKED_AT)))

    def forget(self, session_id: str) -> None:
        """The session is over, or not in use."""
        self._looked_at.pop(session_id, None)

    def _is_neighbour(self, session: Session, room: Room, origin: Origin) -> bool:
        return self._neighbours.are_any() and self._neighbours.is_one(origin.prefix, room.id, session.created_ms)
