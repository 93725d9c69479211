"""What is passed on of reactions: each change once it is committed, whoever still waits for it."""

import asyncio
from collections.abc import Sequence
from itertools import chain

import pytest

from palabre.adapters.local_bus import LocalBus
from palabre.domain.log import MessageRemoved
from palabre.domain.passing import Passing, ReactionsChanged
from palabre.domain.room import Room
from palabre.ports.store import Store, StoreUnavailable
from tests.contract.scene import ANA, CHLOE, NOON, is_reactions, like, say, standing


async def test_a_change_is_passed_on_before_its_guest_resumes(
    store: Store, agora: Room, passed_on: list[Passing]
) -> None:
    first = await say(store, agora)
    reacted = await like(store, agora, first)
    assert passed_on == [ReactionsChanged(room_id=agora.id, reacted=reacted)]


async def test_a_cancelled_guest_does_not_keep_the_reaction_from_the_room(
    store: Store, agora: Room, passed_on: list[Passing]
) -> None:
    first, second = await say(store, agora), await say(store, agora)
    impatient = asyncio.ensure_future(like(store, agora, first))
    await asyncio.sleep(0)
    impatient.cancel()
    await like(store, agora, second)
    assert await standing(store, agora) == {1: {"like": 1}, 2: {"like": 1}}
    assert [fact.reacted.offset for fact in passed_on if is_reactions(fact)] == [1, 2]


async def test_reactions_are_passed_on_after_the_events_they_need(store: Store, agora: Room, bus: LocalBus) -> None:
    told: list[str] = []

    def heard(things: Sequence[object]) -> None:
        told.extend(type(thing).__name__ for thing in things)

    bus.listen(heard)
    bus.listen_passing(heard)
    of_chloe = await say(store, agora, by=CHLOE)
    await say(store, agora, by=ANA)
    await like(store, agora, of_chloe, by=ANA)
    await store.erase(ANA, NOON)
    assert told == ["MessagePosted", "MessagePosted", "ReactionsChanged", "GuestErased", "ReactionsChanged"]


async def test_reactions_put_together_all_stand_and_the_last_told_is_what_stands(
    store: Store, agora: Room, passed_on: list[Passing]
) -> None:
    first = await say(store, agora)
    guests = [f"guest-{number}" for number in range(40)]
    together = await asyncio.gather(*(like(store, agora, first, by=guest) for guest in guests))
    assert len({reacted.version for reacted in together}) == 40
    assert await standing(store, agora) == {1: {"like": 40}}
    told = [fact.reacted for fact in passed_on if is_reactions(fact)]
    assert [reacted.version for reacted in told] == sorted(reacted.version for reacted in told)
    assert await store.reactions(agora.id, 1, 1) == told[-1:]


async def test_what_is_removed_together_with_a_reaction_is_not_told_of(
    store: Store, agora: Room, bus: LocalBus
) -> None:
    posted = [await say(store, agora) for _ in range(20)]
    told: list[tuple[str, str]] = []

    def heard(things: Sequence[object]) -> None:
        told.extend(("gone", event.message_id) for event in things if isinstance(event, MessageRemoved))
        told.extend(("put", fact.reacted.message_id) for fact in things if isinstance(fact, ReactionsChanged))

    bus.listen(heard)
    bus.listen_passing(heard)
    removals = (store.remove(agora.id, message.message_id, ANA, NOON) for message in posted)
    reactions = (like(store, agora, message) for message in posted)
    await asyncio.gather(*chain(*zip(reactions, removals, strict=True)))
    for message in posted:
        assert [what for what, of in told if of == message.message_id] in (["gone"], ["put", "gone"])


async def test_nothing_is_put_on_a_store_that_is_closed(store: Store, agora: Room, passed_on: list[Passing]) -> None:
    first = await say(store, agora)
    await store.close()
    with pytest.raises(StoreUnavailable):
        await like(store, agora, first)
    assert passed_on == []
