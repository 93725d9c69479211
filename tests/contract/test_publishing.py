"""Publishing: what is committed reaches the bus once, in order, whoever still waits for it."""

import asyncio
from collections.abc import Sequence

import pytest

from palabre.adapters.local_bus import LocalBus
from palabre.domain.log import LogEvent, MessagePosted
from palabre.domain.room import Room
from palabre.ports.store import Store, StoreUnavailable
from tests.contract.scene import ANA, NOON, draft, messages_of, say


async def test_events_are_published_in_offset_order_room_by_room(
    store: Store, agora: Room, cuisine: Room, published: list[LogEvent]
) -> None:
    drafts = [draft((agora, cuisine)[number % 3 == 0], f"n° {number}") for number in range(300)]
    await asyncio.gather(*map(store.post, drafts))
    for room, head in (await store.heads()).items():
        offsets = [event.offset for event in published if event.room_id == room]
        assert offsets == list(range(1, head + 1))


async def test_an_event_is_published_before_its_author_resumes(
    store: Store, agora: Room, published: list[LogEvent]
) -> None:
    outcome = await say(store, agora)
    assert [event.offset for event in published] == [outcome.offset]


async def test_a_cancelled_author_does_not_keep_the_message_from_the_room(
    store: Store, agora: Room, published: list[LogEvent]
) -> None:
    impatient = asyncio.ensure_future(say(store, agora, "un"))
    await asyncio.sleep(0)
    impatient.cancel()
    await say(store, agora, "deux")
    kept = await messages_of(store, agora)
    assert [message.body for message in kept] == ["un", "deux"]
    assert [event.message for event in published if isinstance(event, MessagePosted)] == kept


async def test_a_retry_and_a_refusal_publish_nothing(store: Store, agora: Room, published: list[LogEvent]) -> None:
    for body in ("un", "un", "deux"):
        await asyncio.gather(store.post(draft(agora, body, key="k")), return_exceptions=True)
    await store.append_control("room.edit", b"{}", NOON)
    assert len(published) == 1


async def test_what_listeners_are_told_can_be_read_at_once(store: Store, agora: Room, bus: LocalBus) -> None:
    reads: list[asyncio.Task[list[LogEvent]]] = []

    def read_back(events: Sequence[LogEvent]) -> None:
        reads.extend(asyncio.ensure_future(store.since(agora.id, event.offset - 1, 1)) for event in events)

    bus.listen(read_back)
    for number in range(10):
        await say(store, agora, f"n° {number}")
    offsets = [[event.offset for event in events] for events in await asyncio.gather(*reads)]
    assert offsets == [[number] for number in range(1, 11)]


async def test_closing_flushes_what_was_accepted(store: Store, agora: Room, published: list[LogEvent]) -> None:
    writing = [asyncio.ensure_future(say(store, agora, f"n° {number}")) for number in range(50)]
    await asyncio.sleep(0)
    await store.close()
    outcomes = await asyncio.gather(*writing)
    assert [outcome.offset for outcome in outcomes] == list(range(1, 51))
    assert len(published) == 50


async def test_a_closed_store_takes_nothing_more(store: Store, agora: Room) -> None:
    first = await say(store, agora)
    await store.close()
    await store.close()
    with pytest.raises(StoreUnavailable):
        await say(store, agora)
    with pytest.raises(StoreUnavailable):
        await store.remove(agora.id, first.message_id, ANA, NOON)
    assert not await store.is_writable()
