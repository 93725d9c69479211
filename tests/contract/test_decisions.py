"""Decisions: kept without their text, which is under seal for a day."""

from msgspec.structs import replace

from palabre.domain.moderation.decision import DECISIONS_MS, Decision, Found, Match, Reasons
from palabre.domain.moderation.span import Span
from palabre.domain.room import Room
from palabre.ports.sealer import Sealer
from palabre.ports.store import Store
from tests.contract.scene import ANA, HOUR, NOON

REASONS = Reasons(
    rules=(Match("phone", "v1", (Span(15, 29),)),),
    shadow=(Match("shouting", "v2", ()),),
    features=(Found("contact_phone", 1, Span(15, 29)), Found("stated_age", 17, None)),
    room="general",
    trust="new",
    cover="unattended",
    place="message",
    pair_signs=1,
    to_minor=True,
    same_text_rooms=3,
)


def decision(
    number: int = 1, *, at_ms: int = NOON, room: Room | None = None, text: str | None = "Un texte"
) -> Decision:
    return Decision(
        id=f"d{number}",
        at_ms=at_ms,
        session_id=ANA if room else None,
        room_id=room.id if room else None,
        message_id=f"m{number}" if room else None,
        outcome="hold",
        rules_version="v",
        reasons=REASONS,
        microseconds=42,
        text=text,
    )


async def test_a_decision_is_kept_whole_except_its_text(store: Store, agora: Room) -> None:
    made = [decision(1, room=agora), decision(2), decision(3, at_ms=NOON + 1, text=None)]
    await store.keep_decisions(made)
    await store.keep_decisions([])
    assert await store.decisions(NOON + 2, 10) == [replace(each, text=None) for each in (made[2], made[1], made[0])]
    assert await store.decisions(NOON + 1, 1) == [replace(made[1], text=None)]
    assert await store.decisions(NOON, 10) == []


async def test_the_text_is_sealed_under_the_decision_for_a_day(store: Store, agora: Room, sealer: Sealer) -> None:
    await store.keep_decisions([decision(1, room=agora), decision(2, room=agora, text=None)])
    (sealed,) = await store.sealed_versions("d1")
    assert sealer.open(sealed.sealed, b"d1:1") == b"Un texte"
    assert (sealed.room_id, sealed.expires_ms) == (agora.id, NOON + 24 * HOUR)
    assert await store.sealed_versions("d2") == []
    assert await store.destroy_sealed(NOON + 24 * HOUR, 500) == 1


async def test_many_are_kept_at_once_or_none(store: Store) -> None:
    await store.keep_decisions([decision(number, at_ms=NOON + number) for number in range(700)])
    assert len(await store.decisions(NOON + 1_000, 1_000)) == 700


async def test_decisions_are_destroyed_after_six_months(store: Store) -> None:
    await store.keep_decisions([decision(number, at_ms=NOON + number) for number in range(3)])
    later = NOON + DECISIONS_MS
    assert await store.destroy_decisions(later - DECISIONS_MS, 10) == 0
    assert await store.destroy_decisions(later + 2 - DECISIONS_MS, 1) == 1
    assert await store.destroy_decisions(later + 2 - DECISIONS_MS, 10) == 1
    assert [each.id for each in await store.decisions(later, 10)] == ["d2"]
