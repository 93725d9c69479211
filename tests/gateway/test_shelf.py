"""Streams are read once, kept in order, and mended when the bus forgot to say something."""

import asyncio

import pytest

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.memory import MemoryStore
from palabre.adapters.sealing import AesGcmSealer
from palabre.domain.log import LogEvent, MessagePosted
from palabre.domain.message import Author, Draft
from palabre.domain.passing import ReactionsChanged
from palabre.domain.reaction import Reacted
from palabre.domain.room import Room, RoomSettings
from palabre.gateway import shelf as shelf_module
from palabre.gateway.shelf import Shelf
from palabre.gateway.stream import RoomStream
from palabre.ports.store import Window
from tests.cast import NOON


class SlowStore(MemoryStore):
    """Reads take their time, and are counted."""

    def __init__(self) -> None:
        super().__init__(LocalBus(), AesGcmSealer())
        self.reads = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def window(self, room_id: int, count: int) -> Window:
        self.reads += 1
        found = await super().window(room_id, count)
        await self.gate.wait()
        return found

    async def since(self, room_id: int, offset: int, count: int) -> list[LogEvent]:
        self.reads += 1
        found = await super().since(room_id, offset, count)
        await self.gate.wait()
        return found


class Scene:
    """A shelf over agora; `told` is what it passed on, `missed` what the bus will not bring."""

    def __init__(self, room: Room, store: SlowStore) -> None:
        self.room = room
        self.store = store
        self.told: list[int] = []
        self.reacted: list[int] = []
        self.shelf = Shelf(store, self._committed, self._reacted, 3_600)

    @classmethod
    async def set(cls) -> "Scene":
        store = SlowStore()
        return cls(await store.create_room("agora", RoomSettings(name="Agora"), "epoch"), store)

    def _committed(self, stream: RoomStream, event: LogEvent, payload: bytes) -> None:
        self.told.append(event.offset)

    def _reacted(self, room_id: int, reacted: Reacted) -> None:
        self.reacted.append(reacted.version)

    async def post(self) -> MessagePosted:
        number = (await self.store.heads())[1] + 1
        draft = Draft(
            id=f"m{number}",
            room_id=1,
            session_id="session-ana",
            client_message_id=f"c{number}",
            body="Bonsoir",
            author=Author("Ana", "tag-ana"),
            sent_ms=NOON,
        )
        await self.store.post(draft)
        (event,) = await self.store.since(1, number - 1, 1)
        assert isinstance(event, MessagePosted)
        self.store.reads -= 1
        return event


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_thousand_callers_share_one_read() -> None:
    scene = await Scene.set()
    streams = await asyncio.gather(*(scene.shelf.stream(scene.room) for _ in range(1_000)))
    assert scene.store.reads == 1
    assert len({id(stream) for stream in streams}) == 1


async def test_what_is_committed_while_a_room_is_read_is_told_once_after_it() -> None:
    scene = await Scene.set()
    events = [await scene.post()]
    scene.store.gate.clear()
    reading = asyncio.create_task(scene.shelf.stream(scene.room))
    await settle()
    scene.store.gate.set()
    events += [await scene.post(), await scene.post()]
    for event in events:
        scene.shelf.take([event])
    stream = await reading
    assert (stream.head, scene.told) == (3, [2, 3])


async def test_an_event_the_bus_lost_is_read_again_and_told_in_its_place() -> None:
    scene = await Scene.set()
    stream = await scene.shelf.stream(scene.room)
    events = [await scene.post() for _ in range(4)]
    scene.shelf.take([events[0]])
    scene.shelf.take([events[3]])
    await settle()
    assert scene.told == [1, 2, 3, 4]
    assert stream.head == 4
    assert scene.store.reads == 2


async def test_events_out_of_order_and_twice_are_told_in_order_once() -> None:
    scene = await Scene.set()
    await scene.shelf.stream(scene.room)
    events = [await scene.post() for _ in range(5)]
    for place in (2, 0, 0, 4, 1, 3, 3, 2):
        scene.shelf.take([events[place]])
        await settle()
    assert scene.told == [1, 2, 3, 4, 5]


async def test_a_gap_wider_than_one_read_is_closed_by_several() -> None:
    scene = await Scene.set()
    await scene.shelf.stream(scene.room)
    events = [await scene.post() for _ in range(1_203)]
    scene.shelf.take([events[-1]])
    await settle()
    assert scene.told == list(range(1, 1_204))


async def test_a_room_nobody_asked_for_is_left_in_the_store() -> None:
    scene = await Scene.set()
    scene.shelf.take([await scene.post()])
    assert scene.shelf.at_hand(1) is None
    assert scene.told == []


async def test_a_read_that_failed_is_tried_again_by_the_next_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await Scene.set()

    async def broken(room_id: int, count: int) -> Window:
        raise OSError("away")

    with monkeypatch.context() as patch:
        patch.setattr(scene.store, "window", broken)
        with pytest.raises(OSError, match="away"):
            await scene.shelf.stream(scene.room)
    assert (await scene.shelf.stream(scene.room)).head == 0


async def test_a_caller_that_gives_up_does_not_take_the_read_from_the_others() -> None:
    scene = await Scene.set()
    scene.store.gate.clear()
    first = asyncio.create_task(scene.shelf.stream(scene.room))
    second = asyncio.create_task(scene.shelf.stream(scene.room))
    await settle()
    first.cancel()
    await settle()
    scene.store.gate.set()
    assert (await second).head == 0
    assert scene.store.reads == 1


async def test_rooms_nobody_reads_are_dropped_when_the_shelf_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = await Scene.set()
    await scene.post()
    await scene.shelf.stream(scene.room)
    scene.shelf.trim(lambda room_id: False)
    assert scene.shelf.at_hand(1) is not None
    monkeypatch.setattr(shelf_module, "SHELF_BYTES", 1)
    scene.shelf.trim(lambda room_id: True)
    assert scene.shelf.at_hand(1) is not None
    scene.shelf.trim(lambda room_id: False)
    assert scene.shelf.at_hand(1) is None


def fact(message_id: str, version: int) -> ReactionsChanged:
    reacted = Reacted(
        message_id=message_id,
        offset=int(message_id[1:]),
        version=version,
        by={"thanks": frozenset({"session-bilal"})},
    )
    return ReactionsChanged(room_id=1, reacted=reacted)


async def test_reactions_that_change_while_a_room_is_read_are_taken_after_it_and_never_backwards() -> None:
    scene = await Scene.set()
    await scene.post()
    await scene.store.react(1, "m1", "session-bilal", "thanks", on=True)
    (read,) = await scene.store.reactions(1, 1, 1)
    scene.store.gate.clear()
    reading = asyncio.create_task(scene.shelf.stream(scene.room))
    await settle()
    scene.shelf.react(fact("m1", read.version - 1))
    scene.shelf.react(fact("m1", read.version + 1))
    scene.store.gate.set()
    stream = await reading
    assert stream.reactions_version == read.version + 1
    assert scene.reacted == [read.version + 1]


async def test_a_fact_that_overtakes_the_message_it_is_about_waits_for_it() -> None:
    scene = await Scene.set()
    await scene.shelf.stream(scene.room)
    events = [await scene.post(), await scene.post()]
    scene.store.gate.clear()
    scene.shelf.take([events[1]])
    scene.shelf.react(fact("m2", 1))
    assert scene.reacted == []
    scene.store.gate.set()
    await settle()
    assert (scene.told, scene.reacted) == ([1, 2], [1])


async def test_reactions_of_a_room_nobody_asked_for_are_left_in_the_store() -> None:
    scene = await Scene.set()
    scene.shelf.react(fact("m1", 1))
    assert scene.reacted == []
