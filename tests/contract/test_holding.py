"""Held messages: at no offset, shown to nobody; each is settled once, by whoever is first."""

import asyncio

from msgspec.structs import replace

from palabre.domain.body import digest_of
from palabre.domain.held import HELD_PER_ROOM, HELD_PER_SESSION, SETTLED, Held, RefusedMessage, Settlement
from palabre.domain.log import LogEvent, MessagePosted
from palabre.domain.passing import HeldSettled, MessageHeld, Passing
from palabre.domain.room import Room
from palabre.domain.session import IDLE_MS
from palabre.ports.sealer import Sealer
from palabre.ports.store import KnownPost, Recorded, Store
from tests.contract.desk import GROUNDS, PHONE, REFUSED, hold, refuse, refused, release, released, waiting
from tests.contract.scene import (
    ANA,
    BILAL,
    CHLOE,
    HOUR,
    MINUTE,
    NOON,
    assert_refused,
    draft,
    messages_of,
    say,
    session_of,
)


async def test_a_held_message_is_in_no_log_and_is_published_to_nobody(
    store: Store, agora: Room, published: list[LogEvent], passed_on: list[Passing]
) -> None:
    held = await hold(store, agora)
    assert await store.heads() == {agora.id: 0}
    assert (await messages_of(store, agora), published) == ([], [])
    assert await store.message(agora.id, held.draft.id) is None
    assert await store.page(agora.id, 10, 10) == []
    assert await store.rooms_written_in(ANA) == []
    assert await store.guest_of(agora.id, held.draft.author.tag) is None
    assert passed_on == [MessageHeld(held=held)]


async def test_the_team_sees_what_waits_oldest_first(store: Store, agora: Room, cuisine: Room) -> None:
    second = await hold(store, cuisine, at_ms=NOON + 1, by=BILAL)
    first = await hold(store, agora)
    third = await hold(store, agora, at_ms=NOON + 2)
    assert await store.held_messages(None, 10) == [first, second, third]
    assert await store.held_messages({agora.id}, 10) == [first, third]
    assert await store.held_messages(frozenset(), 10) == []
    assert await store.held_messages(None, 2) == [first, second]
    assert await store.held_message(second.draft.id) == second
    assert await store.held_message("nothing") is None


async def test_what_waits_is_kept_whole(store: Store, agora: Room) -> None:
    answered = await say(store, agora)
    held = waiting(replace(draft(agora, PHONE), reply_to=answered.message_id))
    await store.hold(held)
    assert await store.held_message(held.draft.id) == held
    assert held.grounds == GROUNDS
    assert held.words() == ("06 39 98 12 34",)


async def test_a_retry_is_answered_with_what_became_of_it(store: Store, agora: Room, cuisine: Room) -> None:
    held = await hold(store, agora, key="k")
    waits = KnownPost(held.draft.id, None, agora.id, digest_of(PHONE))
    assert await store.hold(waiting(draft(agora, PHONE, key="k"))) == waits
    assert await store.known_post(ANA, "k") == waits
    for other in (draft(agora, "Autre chose", key="k"), draft(cuisine, PHONE, key="k")):
        with assert_refused("conflict"):
            await store.hold(waiting(other))
    await release(store, held)
    assert await store.known_post(ANA, "k") == replace(waits, offset=1)
    assert await store.hold(waiting(draft(agora, PHONE, key="k"))) == replace(waits, offset=1)
    assert await store.post(draft(agora, PHONE, key="k")) == Recorded(held.draft.id, 1, fresh=False)


async def test_a_retry_of_what_was_refused_is_told_why(store: Store, agora: Room) -> None:
    held = await hold(store, agora, key="k")
    await refuse(store, held)
    assert await store.known_post(ANA, "k") == KnownPost(held.draft.id, None, agora.id, digest_of(PHONE), REFUSED)


async def test_a_message_in_the_log_already_is_not_held(store: Store, agora: Room) -> None:
    posted = await store.post(draft(agora, PHONE, key="k"))
    known = KnownPost(posted.message_id, 1, agora.id, digest_of(PHONE))
    assert await store.hold(waiting(draft(agora, PHONE, key="k"))) == known
    assert await store.held_messages(None, 10) == []


async def test_retries_at_the_same_time_hold_one_message(store: Store, agora: Room) -> None:
    outcomes = await asyncio.gather(*(store.hold(waiting(draft(agora, PHONE, key="k"))) for _ in range(20)))
    assert outcomes.count(None) == 1
    assert len(await store.held_messages(None, 10)) == 1


async def test_a_released_message_takes_the_next_offset_and_says_when(
    store: Store, agora: Room, published: list[LogEvent], passed_on: list[Passing]
) -> None:
    held = await hold(store, agora)
    await say(store, agora, by=BILAL, at_ms=NOON + 1)
    assert await release(store, held, by="M-2", at_ms=NOON + MINUTE) == Recorded(held.draft.id, 2, fresh=True)
    message = (await messages_of(store, agora))[1]
    assert (message.body, message.sent_ms, message.posted_ms) == (PHONE, NOON, NOON + MINUTE)
    assert (message.author, message.client_message_id) == (held.draft.author, held.draft.client_message_id)
    assert published[-1] == MessagePosted(room_id=agora.id, offset=2, message=message)
    settlement = Settlement(message_id=held.draft.id, room_id=agora.id, state="released", by="M-2", at_ms=NOON + MINUTE)
    assert passed_on[-1] == HeldSettled(session_id=ANA, settlement=settlement)
    assert await store.held_messages(None, 10) == []
    assert await store.held_message(held.draft.id) == settlement


async def test_a_refused_text_is_sealed_for_a_day_and_its_author_told(
    store: Store, agora: Room, sealer: Sealer, published: list[LogEvent], passed_on: list[Passing]
) -> None:
    held = await hold(store, agora)
    told = RefusedMessage(
        message_id=held.draft.id,
        client_message_id=held.draft.client_message_id,
        room_id=agora.id,
        at_ms=NOON,
        refusal=REFUSED,
        words=("06 39 98 12 34",),
    )
    assert await refuse(store, held) == told
    (sealed,) = await store.sealed_versions(held.draft.id)
    assert sealer.open(sealed.sealed, f"{held.draft.id}:1".encode()) == PHONE.encode()
    assert sealed.expires_ms == NOON + 24 * HOUR
    assert isinstance(passed_on[-1], HeldSettled)
    assert passed_on[-1].refused == told
    assert published == []
    assert await store.heads() == {agora.id: 0}


async def test_a_decision_leaves_its_deed_and_one_that_came_too_late_does_not(store: Store, agora: Room) -> None:
    first, second = await hold(store, agora), await hold(store, agora)
    await release(store, first, by="M-1")
    await refuse(store, second, by="M-2")
    for late in (first, second):
        await release(store, late, by="M-3")
        await refuse(store, late, by="M-3")
    deeds = [event.deed for event in await store.moderation_events(1_000, 10)]
    assert deeds == [refused("M-2"), released("M-1")]


async def test_of_many_who_decide_at_once_one_wins(store: Store, agora: Room) -> None:
    for number in range(6):
        await store.open_session(replace(session_of(ANA), id=f"s{number}", token_hash=bytes([number] * 32)))
        held = waiting(replace(draft(agora, PHONE), session_id=f"s{number}"))
        await store.hold(held)
        outcomes = await asyncio.gather(
            release(store, held, by="M-1"),
            refuse(store, held, by="M-2"),
            store.end_session(f"s{number}", NOON),
            release(store, held, by="M-3"),
            refuse(store, held, by="M-4"),
        )
        won = [outcome for outcome in outcomes if isinstance(outcome, Recorded | RefusedMessage)]
        lost = {outcome for outcome in outcomes if isinstance(outcome, Settlement)}
        settled = await store.held_message(held.draft.id)
        assert isinstance(settled, Settlement)
        assert lost <= {settled}
        assert len(won) == (settled.state != "dropped")
        is_posted = await store.message(agora.id, held.draft.id) is not None
        assert is_posted == (settled.state == "released")
        assert len(await store.sealed_versions(held.draft.id)) == (not is_posted)


async def test_a_message_of_another_room_or_none_cannot_be_settled(store: Store, agora: Room, cuisine: Room) -> None:
    held = await hold(store, agora)
    for room_id, message_id in ((cuisine.id, held.draft.id), (agora.id, "nothing"), (agora.id + 99, held.draft.id)):
        with assert_refused("not_found"):
            await store.release(room_id, message_id, released())
    with assert_refused("not_found"):
        await store.refuse_held(cuisine.id, held.draft.id, REFUSED, refused())
    assert await store.held_messages(None, 10) == [held]


async def test_a_closed_room_takes_neither_a_held_message_nor_a_released_one(store: Store, agora: Room) -> None:
    held = await hold(store, agora)
    await store.change_room(agora.id, agora.settings, closed=True)
    with assert_refused("room_closed"):
        await store.hold(waiting(draft(agora, PHONE)))
    with assert_refused("room_closed"):
        await release(store, held)
    assert await store.held_messages(None, 10) == [held]
    assert await store.moderation_events(1_000, 10) == []
    assert isinstance(await refuse(store, held), RefusedMessage)


async def test_ten_messages_of_a_session_wait_at_most(store: Store, agora: Room, cuisine: Room) -> None:
    kept = [await hold(store, (agora, cuisine)[number % 2]) for number in range(HELD_PER_SESSION)]
    with assert_refused("slowed"):
        await store.hold(waiting(draft(agora, PHONE)))
    await hold(store, agora, by=BILAL)
    await release(store, kept[0])
    await hold(store, agora)


async def test_two_hundred_messages_wait_in_a_room_at_most(store: Store, agora: Room, cuisine: Room) -> None:
    for number in range(HELD_PER_ROOM):
        await store.hold(waiting(replace(draft(agora, PHONE), session_id=f"s{number}")))
    with assert_refused("slowed"):
        await store.hold(waiting(draft(agora, PHONE)))
    await hold(store, cuisine)


async def test_a_session_knows_what_waits_and_what_was_refused_lately(store: Store, agora: Room, cuisine: Room) -> None:
    await hold(store, agora, by=BILAL)
    one, two, three = [await hold(store, room, at_ms=NOON + n) for n, room in enumerate((agora, cuisine, agora))]
    await refuse(store, one, at_ms=NOON + MINUTE)
    await release(store, two, at_ms=NOON + MINUTE)
    own = await store.held_of(ANA, NOON)
    assert own.waiting == (three,)
    assert [(each.message_id, each.refusal, each.words) for each in own.refused] == [(one.draft.id, REFUSED, ())]
    assert (await store.held_of(ANA, NOON + MINUTE)).refused == ()


async def test_what_waits_goes_with_its_session(
    store: Store, agora: Room, sealer: Sealer, passed_on: list[Passing]
) -> None:
    for who in (ANA, BILAL, CHLOE):
        await store.open_session(session_of(who, seen_ms=NOON + (who == CHLOE) * HOUR))
    mine, theirs, other = [await hold(store, agora, by=who) for who in (ANA, BILAL, CHLOE)]
    passed_on.clear()
    await store.end_session(ANA, NOON)
    await store.sweep_sessions(NOON + IDLE_MS, 500)
    assert await store.held_messages(None, 10) == [other]
    for held in (mine, theirs):
        assert len(await store.sealed_versions(held.draft.id)) == 1
    settled = [fact for fact in passed_on if isinstance(fact, HeldSettled)]
    assert [(fact.session_id, fact.settlement.state, fact.settlement.by) for fact in settled] == [
        (ANA, "dropped", "palabre"),
        (BILAL, "dropped", "palabre"),
    ]
    assert {fact.refused.refusal.explanation for fact in settled if fact.refused} == {SETTLED["fr"]}


async def test_what_was_held_while_its_session_ended_is_swept(store: Store, agora: Room) -> None:
    await store.open_session(session_of(ANA))
    await store.end_session(ANA, NOON)
    await hold(store, agora)
    await store.sweep_sessions(NOON, 500)
    assert await store.held_messages(None, 10) == []


async def test_a_measure_drops_what_waits_of_a_session(store: Store, agora: Room, cuisine: Room) -> None:
    for room in (agora, cuisine):
        await hold(store, room)
    other = await hold(store, agora, by=BILAL)
    assert await store.drop_held(ANA, NOON) == 2
    assert await store.drop_held(ANA, NOON) == 0
    assert await store.held_messages(None, 10) == [other]


async def test_records_of_settled_messages_are_destroyed_after_their_time(store: Store, agora: Room) -> None:
    kept: list[Held] = [await hold(store, agora, key=f"k{number}") for number in range(4)]
    for number, held in enumerate(kept[:3]):
        await refuse(store, held, at_ms=NOON + number)
    assert await store.destroy_held(NOON + 2, 1) == 1
    assert await store.destroy_held(NOON + 2, 10) == 1
    assert await store.destroy_held(NOON + 2, 10) == 0
    assert [await store.known_post(ANA, f"k{number}") is None for number in range(4)] == [True, True, False, False]
    assert await store.held_messages(None, 10) == [kept[3]]


async def test_a_released_message_expires_edits_and_goes_like_any_other(store: Store, agora: Room) -> None:
    held = await hold(store, agora)
    await release(store, held, at_ms=NOON + MINUTE)
    await store.edit(agora.id, held.draft.id, ANA, "Bonsoir", NOON + MINUTE)
    (message,) = await messages_of(store, agora)
    assert (message.body, message.posted_ms) == ("Bonsoir", NOON + MINUTE)
    await store.erase(ANA, NOON + MINUTE)
    assert [message.body for message in await messages_of(store, agora)] == [""]
    assert (await store.expire(agora.id, NOON + HOUR, 500))[0] == 3
