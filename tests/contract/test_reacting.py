"""Reactions: put and taken away, under a version that never goes back."""

import pytest

from palabre.domain.message import OPERATOR_SESSION
from palabre.domain.passing import Passing, ReactionsChanged
from palabre.domain.reaction import KINDS, Reacted
from palabre.domain.room import Room
from palabre.ports.store import Store
from tests.contract.scene import ANA, BILAL, CHLOE, NOON, announcement, assert_refused, like, say, standing, unlike


async def test_a_reaction_is_told_with_who_put_it(store: Store, agora: Room, passed_on: list[Passing]) -> None:
    first = await say(store, agora)
    reacted = await like(store, agora, first)
    assert reacted == Reacted(
        message_id=first.message_id, offset=1, version=reacted.version, by={"like": frozenset({BILAL})}
    )
    assert reacted.version > 0
    assert await store.reactions(agora.id, 1, 1) == [reacted]
    assert passed_on == [ReactionsChanged(room_id=agora.id, reacted=reacted)]


async def test_two_guests_and_several_words_are_counted(store: Store, agora: Room) -> None:
    first = await say(store, agora)
    await like(store, agora, first)
    await like(store, agora, first, by=CHLOE)
    reacted = await like(store, agora, first, by=CHLOE, reaction="thanks")
    assert reacted.by == {"like": {BILAL, CHLOE}, "thanks": {CHLOE}}
    assert await standing(store, agora) == {1: {"thanks": 1, "like": 2}}
    assert await store.reactions(agora.id, 1, 1) == [reacted]


@pytest.mark.parametrize("kind", KINDS)
async def test_each_word_can_be_put_and_taken_away(store: Store, agora: Room, kind: str) -> None:
    reaction = next(known for known in KINDS if known == kind)
    first = await say(store, agora)
    assert (await like(store, agora, first, reaction=reaction)).counts() == {reaction: 1}
    assert (await unlike(store, agora, first, reaction=reaction)).counts() == {}


async def test_asking_for_what_is_so_already_changes_nothing(
    store: Store, agora: Room, passed_on: list[Passing]
) -> None:
    first = await say(store, agora)
    nothing = await unlike(store, agora, first)
    assert (nothing.counts(), nothing.offset) == ({}, 1)
    put = await like(store, agora, first)
    assert await like(store, agora, first) == put
    taken = await unlike(store, agora, first)
    assert await unlike(store, agora, first) == taken
    assert [fact.reacted for fact in passed_on if isinstance(fact, ReactionsChanged)] == [put, taken]


async def test_one_takes_only_ones_own_away(store: Store, agora: Room) -> None:
    first = await say(store, agora)
    await like(store, agora, first)
    await unlike(store, agora, first, by=CHLOE)
    await unlike(store, agora, first, reaction="funny")
    assert await standing(store, agora) == {1: {"like": 1}}


async def test_versions_grow_with_each_change_in_the_room(store: Store, agora: Room, cuisine: Room) -> None:
    first, second, elsewhere = await say(store, agora), await say(store, agora), await say(store, cuisine)
    await like(store, cuisine, elsewhere)
    changes = [
        await like(store, agora, first),
        await like(store, agora, second),
        await unlike(store, agora, first),
        await like(store, agora, first),
    ]
    versions = [reacted.version for reacted in changes]
    assert versions == sorted(set(versions))
    told = {reacted.offset: reacted.version for reacted in await store.reactions(agora.id, 1, 9)}
    assert told == {1: versions[3], 2: versions[1]}


async def test_a_message_left_without_reactions_is_told_later_than_what_it_had(store: Store, agora: Room) -> None:
    first = await say(store, agora)
    put = await like(store, agora, first)
    taken = await unlike(store, agora, first)
    assert taken.version > put.version
    assert all(told == taken for told in await store.reactions(agora.id, 1, 1))


async def test_reactions_are_read_by_ranges_of_offsets(store: Store, agora: Room, cuisine: Room) -> None:
    posted = [await say(store, agora, f"n° {number}") for number in range(6)]
    await store.edit(agora.id, posted[0].message_id, ANA, "autrement", NOON)
    for number in (0, 2, 5):
        await like(store, agora, posted[number])
    await like(store, cuisine, await say(store, cuisine))
    found = await store.reactions(agora.id, 1, 6)
    assert [(told.offset, told.message_id) for told in found] == [
        (number + 1, posted[number].message_id) for number in (0, 2, 5)
    ]
    assert [told.offset for told in await store.reactions(agora.id, 2, 5)] == [3]
    assert await store.reactions(agora.id, 4, 5) == await store.reactions(agora.id, 3, 1) == []
    assert await store.reactions(agora.id, 7, 99) == []
    assert await store.reactions(cuisine.id + 1, 1, 99) == []


async def test_an_announcement_can_be_reacted_to_by_guests_only(store: Store, agora: Room) -> None:
    said = await store.post(announcement(agora))
    assert (await like(store, agora, said)).counts() == {"like": 1}
    with assert_refused("not_yours"):
        await like(store, agora, said, by=OPERATOR_SESSION)
