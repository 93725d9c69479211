"""A running instance is brought to what its configuration and its operator's commands say."""

import json

import msgspec
import pytest

from palabre.http.site import Instance
from palabre.settings import ConfiguredRoom
from tests.cast import ROOMS, Stage, assert_done, assert_refused, refused, restarted, set_stage, settings_of

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
        ("room.announce", {"slug": "agora"}),
        ("room.announce", {"slug": "agora", "body": 3}),
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


async def announce(stage: Stage, body: str, slug: str = "agora") -> None:
    await order(stage, "room.announce", slug=slug, body=body)
    await stage.house.steering.follow()


async def test_an_announcement_is_a_message_of_the_operator() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    await announce(stage, "  Bienvenue\r\nà tous ")
    message = ana.received("message.posted")[0]["message"]
    assert (message["body"], message["announcement"]) == ("Bienvenue\nà tous", True)
    assert message["author"] == {"nickname": stage.house.settings.instance.name, "tag": "operator"}
    assert (await ana.enter())["roster"]["people"] == []
    mine = await ana.post("Merci", reply_to=message["id"])
    assert_refused(await ana.ask("message.remove", room="agora", message_id=message["id"]), "not_yours")
    assert_done(await ana.ask("reaction.set", room="agora", message_id=message["id"], reaction="thanks"))
    assert_done(mine)


async def test_an_announcement_read_again_after_a_crash_is_made_once() -> None:
    stage = await set_stage()
    await announce(stage, "Bienvenue")
    await announce(stage, "Bienvenue")
    assert (await heads(stage))[0] == 2
    await stage.store.set_control_cursor(0)
    await restarted(stage)
    assert (await heads(stage))[0] == 2


@pytest.mark.parametrize(
    ("slug", "body", "code"),
    [
        ("nulle-part", "Bienvenue", "not_found"),
        ("minuit", "Bienvenue", "room_closed"),
        ("agora", "  ", "body_empty"),
        ("agora", "é" * 2_001, "body_too_long"),
    ],
)
async def test_an_announcement_that_cannot_be_made_is_logged_without_its_text_and_passed_over(
    slug: str, body: str, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    stage = await set_stage()
    await order(stage, "room.close", slug="minuit")
    await announce(stage, body, slug)
    assert code in caplog.text and "Bienvenue" not in caplog.text and "é" not in caplog.text
    assert (await heads(stage))[0] == 0
    await announce(stage, "Bonsoir")
    assert (await heads(stage))[0] == 1


async def test_a_pinned_line_is_told_to_who_is_there_and_to_who_comes() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    await order(stage, "room.edit", slug="agora", changes={"pinned": "Samedi, marché des Lices"})
    await stage.house.steering.follow()
    assert ana.received("room.changed")[0]["info"]["pinned"] == "Samedi, marché des Lices"
    assert (await ana.enter())["info"]["pinned"] == "Samedi, marché des Lices"


@pytest.mark.parametrize("nickname", ["Palabre", "P a l a b r e", "operator", "0perat0r", "La Halle", "la-halle"])
async def test_nobody_can_bear_the_name_announcements_are_signed_with(nickname: str) -> None:
    settings = msgspec.structs.replace(settings_of(), instance=Instance(name="La Halle"))
    stage = await set_stage(settings)
    with refused("nickname_reserved"):
        await stage.session(nickname)
    ana = await stage.guest("Ana", "agora")
    assert_refused(await ana.ask("nickname.change", room="agora", nickname=nickname), "nickname_reserved")


async def test_the_lobby_says_how_far_each_room_is() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.post())
    assert [listing.offset for listing in stage.house.http.rooms.reading.rooms()] == [1, 0, 0]
    stage = await restarted(stage)
    assert [listing.offset for listing in stage.house.http.rooms.reading.rooms()] == [1, 0, 0]


async def test_spectators_are_turned_out_of_a_room_that_becomes_the_guests_own() -> None:
    stage = await set_stage()
    ana, spectator = await stage.guest("Ana", "agora"), await stage.spectator("agora")
    await order(stage, "room.edit", slug="agora", changes={"readers": "guests"})
    await stage.step(1)
    assert_done(await ana.post("Entre nous"))
    await stage.step(2)
    assert [event["info"]["readers"] for event in spectator.received("room.changed")] == ["guests"]
    assert spectator.received("message.posted") == []
    assert ana.received("presence.changed")[-1]["spectators"] == 0
    assert len(ana.received("message.posted")) == 1
