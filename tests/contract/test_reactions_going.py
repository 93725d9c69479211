"""Reactions go with the text they are under, and with the guest who erases themselves."""

from palabre.domain.log import GuestErased, LogEvent
from palabre.domain.passing import Passing
from palabre.domain.room import Room
from palabre.ports.store import Store
from tests.contract.scene import ANA, BILAL, CHLOE, HOUR, NOON, assert_refused, is_reactions, like, say, standing


async def test_nobody_reacts_to_what_is_not_there(store: Store, agora: Room, cuisine: Room) -> None:
    removed, erased, expired = [await say(store, agora, by=who) for who in (ANA, BILAL, CHLOE)]
    await store.remove(agora.id, removed.message_id, ANA, NOON)
    await store.erase(BILAL, NOON)
    elsewhere = await say(store, cuisine)
    for message_id in (removed.message_id, erased.message_id, elsewhere.message_id, "nothing"):
        for on in (True, False):
            with assert_refused("not_found"):
                await store.react(agora.id, message_id, CHLOE, "like", on=on)
    await store.expire(agora.id, NOON + HOUR, 500)
    with assert_refused("not_found"):
        await like(store, agora, expired)


async def test_a_removed_message_loses_its_reactions_silently(
    store: Store, agora: Room, passed_on: list[Passing]
) -> None:
    first = await say(store, agora)
    await like(store, agora, first)
    told = len(passed_on)
    await store.remove(agora.id, first.message_id, ANA, NOON)
    assert await standing(store, agora) == {}
    assert await store.erase(BILAL, NOON) == []
    assert len(passed_on) == told


async def test_an_edited_message_keeps_its_reactions(store: Store, agora: Room) -> None:
    first = await say(store, agora)
    reacted = await like(store, agora, first)
    await store.edit(agora.id, first.message_id, ANA, "autrement", NOON)
    assert await store.reactions(agora.id, 1, 9) == [reacted]


async def test_erasing_takes_a_guests_reactions_away_and_tells_of_them(
    store: Store, agora: Room, cuisine: Room, passed_on: list[Passing]
) -> None:
    of_ana, of_chloe = await say(store, agora), await say(store, agora, by=CHLOE)
    elsewhere = await say(store, cuisine, by=CHLOE)
    for by, room, message in (
        (ANA, agora, of_ana),
        (ANA, agora, of_chloe),
        (BILAL, agora, of_ana),
        (BILAL, agora, of_chloe),
        (ANA, cuisine, elsewhere),
    ):
        await like(store, room, message, by=by)
    passed_on.clear()
    events = await store.erase(ANA, NOON)
    assert [(event.room_id, event.offset) for event in events] == [(agora.id, 3)]
    assert await standing(store, agora) == {2: {"like": 1}}
    assert await standing(store, cuisine) == {}
    told = {(fact.room_id, fact.reacted.offset): fact.reacted for fact in passed_on if is_reactions(fact)}
    assert {place: reacted.counts() for place, reacted in told.items()} == {
        (agora.id, 2): {"like": 1},
        (cuisine.id, 1): {},
    }
    assert await store.reactions(agora.id, 1, 9) == [told[agora.id, 2]]


async def test_a_room_where_a_guest_only_reacted_gets_no_event(
    store: Store, agora: Room, published: list[LogEvent], passed_on: list[Passing]
) -> None:
    posted = [await say(store, agora) for _ in range(3)]
    versions = [(await like(store, agora, message)).version for message in posted]
    await like(store, agora, posted[1], reaction="funny")
    assert await store.erase(BILAL, NOON) == []
    assert (await store.heads())[agora.id] == 3
    assert not [event for event in published if isinstance(event, GuestErased)]
    told = [fact.reacted for fact in passed_on if is_reactions(fact)][4:]
    assert [(reacted.offset, reacted.counts()) for reacted in told] == [(1, {}), (2, {}), (3, {})]
    assert min(reacted.version for reacted in told) > max(versions)
    assert len({reacted.version for reacted in told}) == 3


async def test_reactions_go_with_what_expires(store: Store, agora: Room, passed_on: list[Passing]) -> None:
    posted = [await say(store, agora, at_ms=NOON + number * HOUR) for number in range(3)]
    for message in posted:
        await like(store, agora, message)
    told = len(passed_on)
    await store.expire(agora.id, NOON + HOUR + 1, 500)
    assert await standing(store, agora) == {3: {"like": 1}}
    assert [fact.reacted.offset for fact in passed_on[told:] if is_reactions(fact)] == []
    await store.erase(BILAL, NOON)
    assert [fact.reacted.offset for fact in passed_on[told:] if is_reactions(fact)] == [3]


async def test_versions_go_on_after_everything_expired(store: Store, agora: Room) -> None:
    before = await like(store, agora, await say(store, agora))
    await store.expire(agora.id, NOON + HOUR, 500)
    after = await like(store, agora, await say(store, agora))
    assert after.version > before.version


async def test_the_end_of_a_session_leaves_its_reactions(store: Store, agora: Room) -> None:
    await like(store, agora, await say(store, agora))
    await store.end_session(BILAL, NOON)
    await store.sweep_sessions(NOON + 24 * HOUR, 500)
    assert await standing(store, agora) == {1: {"like": 1}}
