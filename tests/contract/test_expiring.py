"""Retention: a prefix of the log goes, and what is kept stays dense."""

from palabre.domain.log import MessageEdited, Withheld
from palabre.domain.room import Room
from palabre.ports.store import Store
from tests.contract.scene import ANA, HOUR, MINUTE, NOON, assert_refused, draft, messages_of, say


async def test_old_events_go_and_offsets_stay(store: Store, agora: Room) -> None:
    for number in range(5):
        await say(store, agora, f"n° {number}", at_ms=NOON + number * HOUR)
    assert await store.expire(agora.id, NOON + 2 * HOUR, 500) == (2, 3)
    window = await store.window(agora.id, 50)
    assert (window.head, window.first) == (5, 3)
    assert [event.offset for event in window.events] == [3, 4, 5]
    assert [event.offset for event in await store.since(agora.id, 0, 50)] == [3, 4, 5]
    assert [message.offset for message in await store.page(agora.id, 5, 50)] == [3, 4]


async def test_a_step_destroys_only_so_many_rows(store: Store, agora: Room) -> None:
    for _ in range(5):
        await say(store, agora)
    assert await store.expire(agora.id, NOON + 1, 2) == (2, 3)
    assert await store.expire(agora.id, NOON + 1, 2) == (2, 5)
    assert await store.expire(agora.id, NOON + 1, 2) == (1, 6)
    assert await store.expire(agora.id, NOON + 1, 2) == (0, 6)


async def test_only_a_prefix_goes(store: Store, agora: Room) -> None:
    for at_ms in (NOON, NOON + HOUR, NOON):
        await say(store, agora, at_ms=at_ms)
    assert await store.expire(agora.id, NOON + MINUTE, 500) == (1, 2)


async def test_offsets_go_on_after_everything_expired(store: Store, agora: Room) -> None:
    for _ in range(3):
        await say(store, agora)
    assert await store.expire(agora.id, NOON + HOUR, 500) == (3, 4)
    window = await store.window(agora.id, 50)
    assert (window.head, window.first, window.events) == (3, 4, [])
    assert (await say(store, agora)).offset == 4


async def test_rooms_expire_apart(store: Store, agora: Room, cuisine: Room) -> None:
    await say(store, agora)
    await say(store, cuisine)
    assert await store.expire(agora.id, NOON + HOUR, 500) == (1, 2)
    assert len(await messages_of(store, cuisine)) == 1


async def test_a_change_of_the_room_goes_with_what_precedes_it(store: Store, agora: Room) -> None:
    await say(store, agora, at_ms=NOON)
    await store.change_room(agora.id, agora.settings, closed=False)
    await say(store, agora, at_ms=NOON + HOUR)
    assert await store.expire(agora.id, NOON, 500) == (0, 1)
    assert await store.expire(agora.id, NOON + 1, 500) == (2, 3)


async def test_an_edit_whose_message_expired_is_withheld(store: Store, agora: Room) -> None:
    first = await say(store, agora, at_ms=NOON)
    edited = await store.edit(agora.id, first.message_id, ANA, "x", NOON + MINUTE)
    assert isinstance(edited, MessageEdited)
    await store.expire(agora.id, NOON + 1, 500)
    assert await store.since(agora.id, 1, 10) == [Withheld(room_id=agora.id, offset=2)]


async def test_what_expired_is_not_found_and_no_longer_known(store: Store, agora: Room) -> None:
    first = await store.post(draft(agora, key="k"))
    await store.expire(agora.id, NOON + HOUR, 500)
    with assert_refused("not_found"):
        await store.remove(agora.id, first.message_id, ANA, NOON)
    assert await store.known_post(ANA, "k") is None
    assert await store.erase(ANA, NOON) == []
    again = await store.post(draft(agora, key="k"))
    assert (again.offset, again.fresh) == (2, True)


async def test_a_text_sealed_before_its_message_expired_is_still_kept(store: Store, agora: Room) -> None:
    first = await say(store, agora)
    await store.remove(agora.id, first.message_id, ANA, NOON)
    await store.expire(agora.id, NOON + HOUR, 500)
    assert len(await store.sealed_versions(first.message_id)) == 1
