"""A running instance is brought to what its configuration and its operator's commands say."""

import json

import pytest

from palabre.settings import ConfiguredRoom
from tests.cast import ROOMS, Stage, assert_done, assert_refused, restarted, set_stage, settings_of

AGORA = ConfiguredRoom(slug="agora", name="Agora", topic="De tout")


async def order(stage: Stage, kind: str, **data: object) -> None:
    """What the command line writes from its own process."""
    await stage.store.append_control(kind, json.dumps(data).encode(), stage.clock.now_ms())


async def heads(stage: Stage) -> list[int]:
    return list((await stage.store.heads()).values())


async def test_configured_rooms_are_created_in_their_order() -> None:
    stage = await set_stage()
    assert [room.slug for room in await stage.store.rooms()] == ["agora", "cuisine", "minuit"]
    assert len({room.epoch for room in await stage.store.rooms()}) == 3
    assert await heads(stage) == [0, 0, 0]


async def test_an_unchanged_configuration_changes_nothing() -> None:
    stage = await restarted(await restarted(await set_stage()))
    assert await heads(stage) == [0, 0, 0]


async def test_a_changed_configuration_is_applied_once() -> None:
    stage = await set_stage()
    stage = await restarted(stage, settings_of(rooms=(AGORA, *ROOMS[1:])))
    stage = await restarted(stage, settings_of(rooms=(AGORA, *ROOMS[1:])))
    assert await heads(stage) == [1, 0, 0]
    ana = await stage.guest("Ana")
    assert (await ana.enter())["info"]["topic"] == "De tout"


async def test_what_the_operator_edited_outlives_a_restart_and_an_unchanged_configuration() -> None:
    stage = await set_stage()
    await order(stage, "room.edit", slug="agora", changes={"topic": "Le printemps", "slow_mode": 5})
    assert await stage.house.steering.follow() == 1
    stage = await restarted(stage)
    info = (await (await stage.guest("Ana")).enter())["info"]
    assert (info["topic"], info["slow_mode"], info["name"]) == ("Le printemps", 5, "Agora")


async def test_a_room_is_added_edited_closed_and_opened_again_under_its_guests() -> None:
    stage = await set_stage()
    await order(stage, "room.add", slug="jardin", settings={"name": "Jardin"})
    await stage.house.steering.follow()
    ana = await stage.guest("Ana", "jardin")
    await order(stage, "room.edit", slug="jardin", changes={"rules": "Doucement"})
    await stage.house.steering.follow()
    await order(stage, "room.close", slug="jardin")
    await stage.house.steering.follow()
    told = [(event["info"]["rules"], event["info"]["closed"]) for event in ana.received("room.changed")]
    assert told == [("Doucement", False), ("Doucement", True)]
    assert_refused(await ana.post(room="jardin"), "room_closed")
    await order(stage, "room.add", slug="jardin", settings={"name": "Jardin d’hiver"})
    await stage.house.steering.follow()
    assert ana.received("room.changed")[-1]["info"]["closed"] is False
    assert_done(await ana.post(room="jardin"))


async def test_closing_twice_and_adding_what_is_open_say_nothing_more() -> None:
    stage = await set_stage()
    for _ in range(2):
        await order(stage, "room.close", slug="minuit")
        await order(stage, "room.add", slug="agora", settings={"name": "Autre"})
    assert await stage.house.steering.follow() == 4
    assert await heads(stage) == [0, 0, 1]
    assert (await stage.store.rooms())[0].settings.name == "Agora"


@pytest.mark.parametrize("kind", ["room.edit", "room.close"])
async def test_an_order_about_an_unknown_room_is_passed_over(kind: str) -> None:
    stage = await set_stage()
    await order(stage, kind, slug="nulle-part", **({"changes": {}} if kind == "room.edit" else {}))
    assert await stage.house.steering.follow() == 1


async def test_an_order_of_a_kind_from_the_future_is_passed_over() -> None:
    stage = await set_stage()
    await order(stage, "moderator.crown", who="Mo")
    await order(stage, "room.close", slug="minuit")
    assert await stage.house.steering.follow() == 2
    assert await stage.house.steering.follow() == 0
    assert (await stage.store.rooms())[2].closed


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("room.add", {"slug": "jardin"}),
        ("room.add", {"slug": "jardin", "settings": {"name": 3}}),
        ("room.edit", {"slug": "agora", "changes": {"colour": "red"}}),
        ("room.edit", {"slug": "agora", "changes": {"slow_mode": "beaucoup"}}),
        ("room.close", {}),
    ],
)
async def test_a_malformed_order_stops_neither_the_next_ones_nor_the_next_start(
    kind: str, data: dict[str, object]
) -> None:
    stage = await set_stage()
    await order(stage, kind, **data)
    await order(stage, "room.close", slug="minuit")
    await stage.house.steering.follow()
    assert (await stage.store.rooms())[2].closed
    assert (await stage.store.rooms())[0].settings == ROOMS[0].settings()
    await restarted(stage)


async def test_orders_given_while_it_was_down_are_carried_out_at_start_once() -> None:
    stage = await set_stage()
    await order(stage, "room.edit", slug="agora", changes={"topic": "Un"})
    stage = await restarted(await restarted(stage))
    assert await heads(stage) == [1, 0, 0]


async def test_an_order_replayed_after_a_crash_comes_to_the_same() -> None:
    stage = await set_stage()
    for kind, data in (
        ("room.add", {"slug": "jardin", "settings": {"name": "Jardin"}}),
        ("room.edit", {"slug": "jardin", "changes": {"topic": "Les semis"}}),
        ("room.close", {"slug": "jardin"}),
    ):
        await order(stage, kind, **data)
    await stage.house.steering.follow()
    before = await stage.store.rooms()
    await stage.store.set_control_cursor(0)
    after = await (await restarted(stage)).store.rooms()
    shown = [(room.slug, room.settings, room.closed) for room in after]
    assert shown == [(room.slug, room.settings, room.closed) for room in before]
