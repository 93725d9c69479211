"""Rooms, what the configuration said of them, and the control log."""

import asyncio

from palabre.domain.room import Room, RoomSettings
from palabre.ports.age_proofs import PROOFS_CHANGED
from palabre.ports.cases import CASES_CHANGED
from palabre.ports.sanctions import SANCTIONS_CHANGED
from palabre.ports.store import ControlEntry, Store
from tests.contract.scene import NOON, assert_refused, open_room, say


async def test_rooms_come_in_order_of_creation_with_their_head(store: Store) -> None:
    minuit = await open_room(store, "minuit")
    agora = await open_room(store, "agora")
    await say(store, minuit)
    await store.change_room(agora.id, agora.settings, closed=True)
    found = await store.rooms()
    assert [(room.slug, room.head, room.closed) for room in found] == [
        ("minuit", 1, False),
        ("agora", 1, True),
    ]
    assert [room.epoch for room in found] == ["epoch-of-minuit", "epoch-of-agora"]


async def test_every_setting_of_a_room_is_kept(store: Store) -> None:
    settings = RoomSettings(
        name="Cuisine",
        topic="Soupes d'hiver",
        rules="Une recette à la fois",
        language="en",
        capacity=30,
        slow_mode=10,
        readers="guests",
        kind="adult",
        pinned="La recette du jour : la soupe à l'oignon",
    )
    created = await store.create_room("cuisine", settings, "e")
    assert await store.rooms() == [created]
    assert created == Room(id=created.id, slug="cuisine", settings=settings, epoch="e")


async def test_a_slug_names_one_room(store: Store, agora: Room) -> None:
    with assert_refused("conflict"):
        await store.create_room("agora", RoomSettings(name="Autre"), "e")
    assert await store.rooms() == [agora]


async def test_changed_settings_replace_the_old_ones(store: Store, agora: Room) -> None:
    await store.change_room(agora.id, RoomSettings(name="Place"), closed=False)
    (room,) = await store.rooms()
    assert (room.settings, room.head, room.epoch) == (RoomSettings(name="Place"), 1, agora.epoch)


async def test_a_pinned_line_is_part_of_the_change_told(store: Store, agora: Room) -> None:
    pinned = RoomSettings(name="Agora", pinned="Ce soir, 20 h")
    event = await store.change_room(agora.id, pinned, closed=False)
    assert await store.since(agora.id, 0, 10) == [event]
    unpinned = await store.change_room(agora.id, RoomSettings(name="Agora"), closed=False)
    assert [room.settings.pinned for room in await store.rooms()] == [""]
    assert await store.since(agora.id, 1, 10) == [unpinned]


async def test_what_the_configuration_said_is_remembered_apart(store: Store, agora: Room) -> None:
    assert await store.configured("agora") is None
    for topic in ("un", "deux"):
        await store.set_configured("agora", RoomSettings(name="Agora", topic=topic))
    assert await store.configured("agora") == RoomSettings(name="Agora", topic="deux")
    assert await store.rooms() == [agora]


async def test_control_entries_are_numbered_from_1_without_a_hole(store: Store) -> None:
    seqs = await asyncio.gather(*(store.append_control("room.add", b"{}", NOON) for _ in range(10)))
    assert sorted(seqs) == list(range(1, 11))


async def test_control_entries_are_read_in_order_after_a_position(store: Store) -> None:
    for number in range(3):
        await store.append_control("room.edit", b'{"n":%d}' % number, NOON + number)
    assert await store.control_after(1) == [
        ControlEntry(2, "room.edit", b'{"n":1}', NOON + 1),
        ControlEntry(3, "room.edit", b'{"n":2}', NOON + 2),
    ]
    assert await store.control_after(3) == []


async def test_old_news_is_forgotten_once_it_is_done_and_nothing_is_renumbered(store: Store) -> None:
    for number, kind in enumerate((CASES_CHANGED, "shield", SANCTIONS_CHANGED, PROOFS_CHANGED, CASES_CHANGED)):
        await store.append_control(kind, b"{}", NOON + number)
    assert await store.forget_control(NOON + 9, 10) == 0
    await store.set_control_cursor(4)
    assert await store.forget_control(NOON + 3, 1) == 1
    assert await store.forget_control(NOON + 3, 10) == 1
    assert [entry.seq for entry in await store.control_after(0)] == [2, 4, 5]
    assert await store.append_control(CASES_CHANGED, b"{}", NOON) == 6
    last = await store.last_control("shield")
    assert last is not None and last.seq == 2


async def test_the_control_cursor_starts_at_0_and_is_remembered(store: Store) -> None:
    assert await store.control_cursor() == 0
    await store.set_control_cursor(2)
    assert await store.control_cursor() == 2


async def test_a_healthy_store_is_writable(store: Store) -> None:
    assert await store.is_writable()
    assert await store.is_writable()
