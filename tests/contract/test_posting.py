"""Posting: dense offsets, one outcome per client_message_id."""

import asyncio

from msgspec.structs import replace

from palabre.domain.body import digest_of
from palabre.domain.log import MessagePosted
from palabre.domain.message import Message
from palabre.domain.room import Room
from palabre.ports.store import KnownPost, Recorded, Store
from tests.contract.scene import BILAL, NOON, assert_refused, draft, messages_of, reply, say


async def test_offsets_are_dense_from_1_in_each_room(store: Store, agora: Room, cuisine: Room) -> None:
    rooms = [agora, cuisine, agora, agora, cuisine]
    offsets = [(await say(store, room)).offset for room in rooms]
    assert offsets == [1, 1, 2, 3, 2]
    assert await store.heads() == {agora.id: 3, cuisine.id: 2}


async def test_many_at_once_leave_no_hole(store: Store, agora: Room, cuisine: Room) -> None:
    drafts = [draft((agora, cuisine)[number % 2], f"n° {number}") for number in range(300)]
    outcomes = await asyncio.gather(*map(store.post, drafts))
    for room in (agora, cuisine):
        offsets = [outcome.offset for outcome, sent in zip(outcomes, drafts, strict=True) if sent.room_id == room.id]
        assert sorted(offsets) == list(range(1, 151))


async def test_a_message_is_kept_whole(store: Store, agora: Room) -> None:
    first = await say(store, agora)
    written = reply(first, draft(agora, "À toi aussi\n\t👋🏽 — « oui »", by=BILAL))
    outcome = await store.post(written)
    assert outcome == Recorded(written.id, 2, fresh=True)
    assert (await messages_of(store, agora))[1] == Message(
        id=written.id,
        offset=2,
        client_message_id=written.client_message_id,
        body=written.body,
        author=written.author,
        sent_ms=NOON,
        reply_to=first.message_id,
    )


async def test_a_retry_is_answered_with_the_first_outcome(store: Store, agora: Room) -> None:
    first = await store.post(draft(agora, key="k"))
    await say(store, agora, "autre chose")
    assert await store.post(draft(agora, key="k")) == Recorded(first.message_id, first.offset, fresh=False)
    assert len(await messages_of(store, agora)) == 2


async def test_retries_at_the_same_time_make_one_message(store: Store, agora: Room) -> None:
    outcomes = await asyncio.gather(*(store.post(draft(agora, key="k")) for _ in range(20)))
    assert [outcome.fresh for outcome in outcomes].count(True) == 1
    assert {(outcome.message_id, outcome.offset) for outcome in outcomes} == {(outcomes[0].message_id, 1)}
    assert await store.heads() == {agora.id: 1}


async def test_a_retry_after_an_edit_or_a_removal_is_still_known(store: Store, agora: Room) -> None:
    first = await store.post(draft(agora, "Bonsoir", key="k"))
    await store.edit(agora.id, first.message_id, "session-ana", "Bonsoir à tous", NOON)
    assert not (await store.post(draft(agora, "Bonsoir", key="k"))).fresh
    await store.remove(agora.id, first.message_id, "session-ana", NOON)
    assert not (await store.post(draft(agora, "Bonsoir", key="k"))).fresh
    with assert_refused("conflict"):
        await store.post(draft(agora, "Bonsoir à tous", key="k"))


async def test_another_body_or_room_under_the_same_key_is_a_conflict(store: Store, agora: Room, cuisine: Room) -> None:
    await store.post(draft(agora, "Bonsoir", key="k"))
    with assert_refused("conflict"):
        await store.post(draft(agora, "Bonjour", key="k"))
    with assert_refused("conflict"):
        await store.post(draft(cuisine, "Bonsoir", key="k"))
    assert await store.heads() == {agora.id: 1, cuisine.id: 0}


async def test_the_same_key_of_another_session_is_another_message(store: Store, agora: Room) -> None:
    await store.post(draft(agora, key="k"))
    assert (await store.post(draft(agora, key="k", by=BILAL))).fresh


async def test_a_message_id_is_never_used_twice(store: Store, agora: Room) -> None:
    first = draft(agora)
    await store.post(first)
    with assert_refused("conflict"):
        await store.post(replace(draft(agora), id=first.id))


async def test_refusals_among_many_disturb_nobody(store: Store, agora: Room) -> None:
    await store.post(draft(agora, "Bonsoir", key="k"))
    good = [draft(agora, f"n° {number}") for number in range(30)]
    bad = [draft(agora, "autre texte", key="k") for _ in range(10)]
    mixed = [*good[:15], *bad, *good[15:]]
    outcomes = await asyncio.gather(*map(store.post, mixed), return_exceptions=True)
    offsets = [outcome.offset for outcome in outcomes if isinstance(outcome, Recorded)]
    assert offsets == list(range(2, 32))


async def test_a_closed_room_takes_no_message_but_still_answers_retries(store: Store, agora: Room) -> None:
    first = await store.post(draft(agora, key="k"))
    await store.change_room(agora.id, agora.settings, closed=True)
    with assert_refused("room_closed"):
        await say(store, agora)
    assert await store.post(draft(agora, key="k")) == Recorded(first.message_id, 1, fresh=False)


async def test_an_unknown_room_is_not_found(store: Store, agora: Room) -> None:
    with assert_refused("not_found"):
        await store.post(replace(draft(agora), room_id=agora.id + 1))


async def test_a_post_is_known_by_its_session_and_key(store: Store, agora: Room) -> None:
    outcome = await store.post(draft(agora, "Bonsoir", key="k"))
    known = KnownPost(outcome.message_id, 1, agora.id, digest_of("Bonsoir"))
    assert await store.known_post("session-ana", "k") == known
    assert await store.known_post("session-ana", "other") is None
    assert await store.known_post("session-bilal", "k") is None


async def test_what_is_published_is_what_was_posted(store: Store, agora: Room, published: list[object]) -> None:
    await say(store, agora, "un")
    await say(store, agora, "deux")
    kept = await messages_of(store, agora)
    assert published == [MessagePosted(room_id=agora.id, offset=message.offset, message=message) for message in kept]
