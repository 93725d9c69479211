"""Windows, resumes and pages."""

from palabre.domain.log import MessagePosted, RoomChanged
from palabre.domain.room import Room, RoomSettings
from palabre.ports.store import Store, Window
from tests.contract.scene import ANA, NOON, assert_refused, say


async def test_the_window_of_a_new_room_is_empty(store: Store, agora: Room) -> None:
    assert await store.window(agora.id, 50) == Window("epoch-of-agora", head=0, first=1, events=[])
    assert await store.since(agora.id, 0, 50) == []
    assert await store.page(agora.id, 99, 50) == []


async def test_a_window_holds_the_last_events_up_to_the_head(store: Store, agora: Room) -> None:
    for number in range(1, 8):
        await say(store, agora, f"n° {number}")
    window = await store.window(agora.id, 3)
    assert (window.epoch, window.head, window.first) == ("epoch-of-agora", 7, 1)
    assert [event.offset for event in window.events] == [5, 6, 7]
    assert (await store.window(agora.id, 0)).events == []


async def test_a_resume_reads_what_follows_an_offset(store: Store, agora: Room) -> None:
    for number in range(1, 8):
        await say(store, agora, f"n° {number}")
    assert [event.offset for event in await store.since(agora.id, 2, 3)] == [3, 4, 5]
    assert [event.offset for event in await store.since(agora.id, 5, 500)] == [6, 7]
    assert await store.since(agora.id, 7, 500) == []
    assert await store.since(agora.id, 99, 500) == []


async def test_a_page_holds_messages_only(store: Store, agora: Room) -> None:
    posted = [await say(store, agora, f"n° {number}") for number in range(3)]
    await store.edit(agora.id, posted[0].message_id, ANA, "autrement", NOON)
    await say(store, agora, "n° 3")
    page = await store.page(agora.id, 5, 2)
    assert [(message.offset, message.body) for message in page] == [(2, "n° 1"), (3, "n° 2")]
    assert [message.offset for message in await store.page(agora.id, 6, 10)] == [1, 2, 3, 5]
    assert await store.page(agora.id, 1, 10) == []


async def test_rooms_are_read_apart(store: Store, agora: Room, cuisine: Room) -> None:
    await say(store, agora, "ici")
    await say(store, cuisine, "là")
    for room, text in ((agora, "ici"), (cuisine, "là")):
        (event,) = (await store.window(room.id, 10)).events
        assert isinstance(event, MessagePosted) and event.message.body == text


async def test_an_unknown_room_cannot_be_read(store: Store) -> None:
    with assert_refused("not_found"):
        await store.window(7, 50)
    with assert_refused("not_found"):
        await store.since(7, 0, 50)
    with assert_refused("not_found"):
        await store.page(7, 10, 50)
    with assert_refused("not_found"):
        await store.expire(7, NOON, 50)


async def test_a_change_of_the_room_is_an_event_of_its_log(store: Store, agora: Room, published: list[object]) -> None:
    await say(store, agora)
    settings = RoomSettings(name="Agora", topic="Le printemps", language="en", slow_mode=5)
    event = await store.change_room(agora.id, settings, closed=False)
    assert event == RoomChanged(room_id=agora.id, offset=2, settings=settings, closed=False)
    assert (await store.since(agora.id, 1, 10)) == [event]
    assert published[1:] == [event]
    with assert_refused("not_found"):
        await store.change_room(agora.id + 1, settings, closed=False)
