"""Messages that wait for a person of the team, and what the team does with them."""

from palabre.domain.held import Grounds, Held, HeldRefusal, HeldRule
from palabre.domain.message import Draft
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.span import Span
from palabre.domain.room import Room
from palabre.ports.store import Store
from tests.contract.scene import ANA, NOON, draft

PHONE = "Appelle-moi au 06 39 98 12 34"
RULE = HeldRule(
    id="phone", version="v1", policy="rule-3", explanation={"fr": "Un numéro de téléphone.", "en": "A phone number."}
)
GROUNDS = Grounds(rules=(RULE,), spans=(Span(15, 29),), signals=("contact_phone",), trust="new")
REFUSED = HeldRefusal(rule="rule-3", by="person", explanation="Pas de numéro ici.")


def waiting(written: Draft) -> Held:
    """A draft that the rules ask a person about."""
    return Held(draft=written, locale="fr", grounds=GROUNDS)


async def hold(store: Store, room: Room, body: str = PHONE, *, by: str = ANA, at_ms: int = NOON, key: str = "") -> Held:
    """Have a message wait."""
    held = waiting(draft(room, body, by=by, at_ms=at_ms, key=key))
    assert await store.hold(held) is None
    return held


def released(by: str = "M-1", at_ms: int = NOON) -> Deed:
    return Deed(at_ms=at_ms, who=by, what="message_released")


def refused(by: str = "M-1", at_ms: int = NOON) -> Deed:
    return Deed(at_ms=at_ms, who=by, what="message_refused")


async def release(store: Store, held: Held, *, by: str = "M-1", at_ms: int = NOON) -> object:
    return await store.release(held.draft.room_id, held.draft.id, released(by, at_ms))


async def refuse(store: Store, held: Held, *, by: str = "M-1", at_ms: int = NOON) -> object:
    return await store.refuse_held(held.draft.room_id, held.draft.id, REFUSED, refused(by, at_ms))
