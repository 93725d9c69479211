"""Deciding: every verdict that is not a plain permission leaves a record, off the path of messages."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from palabre.adapters.chance import SeededChance
from palabre.adapters.clock import AcceleratedClock
from palabre.adapters.local_bus import LocalBus
from palabre.adapters.memory import MemoryStore
from palabre.adapters.sealing import AesGcmSealer
from palabre.domain.moderation.decision import Decision
from palabre.domain.moderation.follow_up import FollowUp
from palabre.domain.moderation.rule import Rule
from palabre.domain.moderation.verdict import ALLOW, Fired, Verdict
from palabre.ports.store import StoreUnavailable
from palabre.services.deciding import MOST_WAITING, DecisionBook, Judged
from tests.cast import LOOP_TURNS, NOON, Stage, assert_done, assert_refused, set_stage

PHONE = "Appelle-moi au 06 39 98 12 34"
THREAT = "va te pendre"
RULE = Rule(
    id="phone", status="live", when="contact_phone", verdict="hold", policy="rule-3", explanation={"fr": "x", "en": "y"}
)
HELD = Verdict(outcome="hold", rule="rule-3", fired=(Fired(RULE),), version="v", microseconds=7)
SHADOWED = Verdict(shadow=(Fired(replace(RULE, status="shadow")),))
JUDGED = Judged(session_id="s", room_id=1, text="Un texte")


def new_book() -> tuple[DecisionBook, MemoryStore]:
    store = MemoryStore(LocalBus(), AesGcmSealer())
    return DecisionBook(store, AcceleratedClock(0, start_ms=NOON), SeededChance(1)), store


async def outcomes(stage: Stage) -> list[tuple[str, bool]]:
    """What was decided, the latest first, and whether something was kept under an id."""
    await stage.step(0)
    made = await stage.store.decisions(stage.clock.now_ms() + 1, 100)
    return [(decision.outcome, decision.message_id is not None) for decision in made]


async def test_what_is_held_blocked_or_in_shadow_leaves_a_record_and_a_permission_does_not() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    posted = await ana.post("Bonsoir")
    held = await ana.post(PHONE)
    stage.clock.step(1)
    assert_refused(await ana.post(THREAT), "screened")
    assert await outcomes(stage) == [("block", False), ("hold", True)]
    (blocked, waits) = await stage.store.decisions(stage.clock.now_ms() + 1, 100)
    assert waits.message_id == held["message_id"] != posted["message_id"]
    assert (waits.room_id, waits.reasons.place) == (1, "message")
    assert [match.id for match in blocked.reasons.rules] != []
    assert "contact_phone" in {found.signal for found in waits.reasons.features}
    assert len(await stage.store.sealed_versions(blocked.id)) == 1


async def test_what_is_held_or_refused_is_recorded_before_its_author_is_told() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    posted = await ana.post("Bonsoir")
    assert_done(await ana.post(PHONE))
    assert [each.outcome for each in stage.store.tables.decisions] == ["hold"]
    stage.clock.step(1)
    assert_refused(await ana.post(THREAT), "screened")
    assert [each.outcome for each in stage.store.tables.decisions] == ["hold", "block"]
    assert_refused(
        await ana.ask("message.edit", room="agora", message_id=posted["message_id"], body=THREAT), "screened"
    )
    assert len(stage.store.tables.decisions) == 3


class SlowDecisions(MemoryStore):
    """Writes decisions when told to."""

    def __init__(self) -> None:
        super().__init__(LocalBus(), AesGcmSealer())
        self.goes_on = asyncio.Event()

    async def keep_decisions(self, decisions: Sequence[Decision]) -> None:
        await self.goes_on.wait()
        await super().keep_decisions(decisions)


async def test_who_waits_for_their_record_waits_for_the_one_who_writes_it() -> None:
    store = SlowDecisions()
    book = DecisionBook(store, AcceleratedClock(0, start_ms=NOON), SeededChance(1))
    book.note(JUDGED, HELD)
    book.note(JUDGED, HELD)
    first, second = asyncio.create_task(book.settle()), asyncio.create_task(book.settle())
    await asyncio.sleep(0)
    first.cancel()
    for _ in range(LOOP_TURNS):
        await asyncio.sleep(0)
    assert not second.done()
    store.goes_on.set()
    await second
    assert len(store.tables.decisions) == 2


async def test_an_unwritable_store_hides_no_refusal() -> None:
    book, store = new_book()
    book.note(JUDGED, HELD)
    store.tables.writable = False
    await book.settle()
    store.tables.writable = True
    await book.flush()
    assert len(store.tables.decisions) == 1


async def test_a_retry_decides_nothing() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    for _ in range(3):
        assert_done(await ana.post(PHONE, client_message_id="the-same-message"))
    assert await outcomes(stage) == [("hold", True)]


async def test_an_edit_that_is_refused_leaves_a_record() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    posted = await ana.post("Bonsoir")
    reply = await ana.ask("message.edit", room="agora", message_id=posted["message_id"], body=PHONE)
    assert_refused(reply, "screened")
    assert await outcomes(stage) == [("hold", False)]


async def test_a_nickname_that_is_refused_leaves_a_record_without_a_session() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    assert_refused(await ana.ask("nickname.change", room="agora", nickname=THREAT), "screened")
    assert await outcomes(stage) == [("block", False)]
    (made,) = await stage.store.decisions(stage.clock.now_ms() + 1, 10)
    assert (made.session_id, made.room_id, made.reasons.place) == (None, None, "nickname")


async def test_what_only_counts_keeps_no_text() -> None:
    book, store = new_book()
    book.note(JUDGED, SHADOWED)
    book.note(JUDGED, HELD)
    book.note(JUDGED, ALLOW)
    await book.flush()
    made = await store.decisions(NOON + 1, 10)
    assert sorted((each.outcome, each.microseconds, bool(each.reasons.shadow)) for each in made) == [
        ("allow", 0, True),
        ("hold", 7, False),
    ]
    sealed = [await store.sealed_versions(each.id) for each in made if each.outcome == "allow"]
    assert sealed == [[]]


async def test_a_full_disk_loses_no_decision() -> None:
    book, store = new_book()
    for _ in range(3):
        book.note(JUDGED, HELD)
    store.tables.writable = False
    with pytest.raises(StoreUnavailable):
        await book.flush()
    store.tables.writable = True
    await book.flush()
    await book.flush()
    assert len(await store.decisions(NOON + 1, 10)) == 3


async def test_what_leads_to_something_is_counted_once_it_is_on_disk() -> None:
    """Whoever looked for it in between would not look again for half a minute."""
    book, store = new_book()
    asked = FollowUp(at_ms=NOON, session_id="s", room_id=1, locale="fr", body="Un texte", shown=False)
    book.note(Judged(session_id="s", room_id=1, text="Un texte", follow_up=asked), HELD)
    assert (book.followed_up, await store.follow_ups(1)) == (0, [])
    store.tables.writable = False
    with pytest.raises(StoreUnavailable):
        await book.flush()
    assert book.followed_up == 0
    store.tables.writable = True
    await book.flush()
    assert (book.followed_up, len(await store.follow_ups(1))) == (1, 1)


async def test_a_flood_of_refusals_is_bounded_and_what_is_left_out_is_counted() -> None:
    book, store = new_book()
    for _ in range(MOST_WAITING + 5):
        book.note(JUDGED, HELD)
    await book.flush()
    assert len(await store.decisions(NOON + 1, MOST_WAITING * 2)) == MOST_WAITING
    assert book.missed == 5
    book.note(JUDGED, HELD)
    await book.flush()
    assert len(await store.decisions(NOON + 1, MOST_WAITING * 2)) == MOST_WAITING + 1


async def test_stopping_writes_what_was_still_to_be_kept() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    await ana.post(PHONE)
    await stage.house.close()
    assert len(stage.store.tables.decisions) == 1
