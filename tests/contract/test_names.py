"""Nicknames: one holder per room and skeleton, one nickname per room and session."""

import asyncio

from palabre.domain.room import Room
from palabre.ports.store import Store
from tests.contract.scene import ANA, BILAL, HOUR, MINUTE, NOON

LATER = NOON + HOUR


async def test_a_held_nickname_is_taken_for_others_in_that_room_only(store: Store, agora: Room, cuisine: Room) -> None:
    assert await store.hold_name(agora.id, ANA, "Ana", "ana", NOON, LATER) == "held"
    assert await store.hold_name(agora.id, BILAL, "Aná", "ana", NOON, LATER) == "taken"
    assert await store.hold_name(cuisine.id, BILAL, "Aná", "ana", NOON, LATER) == "held"
    assert await store.held_name(agora.id, ANA) == "Ana"
    assert await store.held_name(agora.id, BILAL) is None
    assert await store.held_name(cuisine.id, BILAL) == "Aná"


async def test_a_new_nickname_replaces_the_one_held_there(store: Store, agora: Room) -> None:
    await store.hold_name(agora.id, ANA, "Ana", "ana", NOON, LATER)
    await store.hold_name(agora.id, ANA, "Anita", "anita", NOON, LATER)
    assert await store.held_name(agora.id, ANA) == "Anita"
    assert await store.name_is_free(agora.id, "ana", NOON)
    assert not await store.name_is_free(agora.id, "anita", NOON)


async def test_a_refused_change_keeps_the_nickname_held(store: Store, agora: Room) -> None:
    await store.hold_name(agora.id, ANA, "Ana", "ana", NOON, LATER)
    await store.hold_name(agora.id, BILAL, "Bilal", "bilal", NOON, LATER)
    assert await store.hold_name(agora.id, BILAL, "Ana", "ana", NOON, LATER) == "taken"
    assert await store.held_name(agora.id, BILAL) == "Bilal"


async def test_the_holder_may_hold_again_under_another_spelling(store: Store, agora: Room) -> None:
    await store.hold_name(agora.id, ANA, "Ana", "ana", NOON, NOON + MINUTE)
    assert await store.hold_name(agora.id, ANA, "ANA", "ana", NOON, LATER) == "held"
    assert await store.held_name(agora.id, ANA) == "ANA"
    assert not await store.name_is_free(agora.id, "ana", LATER - 1)


async def test_a_lapsed_nickname_is_free(store: Store, agora: Room) -> None:
    await store.hold_name(agora.id, ANA, "Ana", "ana", NOON, LATER)
    assert not await store.name_is_free(agora.id, "ana", LATER - 1)
    assert await store.name_is_free(agora.id, "ana", LATER)
    assert await store.hold_name(agora.id, BILAL, "Ana", "ana", LATER, LATER + HOUR) == "held"
    assert await store.held_name(agora.id, ANA) is None


async def test_a_guest_who_left_finds_their_nickname_again(store: Store, agora: Room, cuisine: Room) -> None:
    await store.hold_name(agora.id, ANA, "Ana", "ana", NOON, NOON + 24 * HOUR)
    await store.hold_name(cuisine.id, ANA, "Anita", "anita", NOON, NOON + 24 * HOUR)
    await store.release_names(agora.id, ANA, NOON + MINUTE)
    assert await store.hold_name(agora.id, BILAL, "Ana", "ana", NOON, LATER) == "taken"
    assert await store.held_name(agora.id, ANA) == "Ana"
    assert await store.name_is_free(agora.id, "ana", NOON + MINUTE)
    assert not await store.name_is_free(cuisine.id, "anita", NOON + HOUR)


async def test_of_many_who_ask_at_once_one_holds_the_nickname(store: Store, agora: Room) -> None:
    asked = [store.hold_name(agora.id, f"session-{number}", "Ana", "ana", NOON, LATER) for number in range(20)]
    assert sorted(await asyncio.gather(*asked)) == ["held"] + ["taken"] * 19
