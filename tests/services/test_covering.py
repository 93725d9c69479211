"""A room is attended while a moderator watches over it; otherwise it is stricter, and says so."""

import pytest

from palabre.domain.cover import ACTIVE_FOR_S, OPEN_FOR_S
from palabre.domain.room import Room
from palabre.domain.staff import Staff
from palabre.services.covering import Covering
from palabre.settings.moderation import CoverSettings
from tests.cast import Stage, declined, restarted, set_stage, settings_of
from tests.cast import with_settings as settings_with

SLOW = CoverSettings(slow_mode=30)


@pytest.fixture
async def stage() -> Stage:
    return await set_stage(settings_with(settings_of(), cover=SLOW))


@pytest.fixture
def covering(stage: Stage) -> Covering:
    return stage.house.http.team.covering


@pytest.fixture
async def mo(stage: Stage) -> Staff:
    return await stage.moderator("Mo")


def room_of(stage: Stage, slug: str) -> Room:
    return stage.house.http.rooms.directory.open_room(slug)


def test_nobody_watches_at_first(stage: Stage, covering: Covering) -> None:
    agora = room_of(stage, "agora")
    assert (covering.of(agora), covering.moderators(agora), covering.slow_mode(agora)) == ("unattended", 0, 30)


def test_a_room_is_attended_where_somebody_watches_and_nowhere_else(
    stage: Stage, covering: Covering, mo: Staff
) -> None:
    agora, cuisine = room_of(stage, "agora"), room_of(stage, "cuisine")
    covering.watch(mo, [agora], active=True)
    assert (covering.of(agora), covering.moderators(agora), covering.slow_mode(agora)) == ("attended", 1, 0)
    assert covering.of(cuisine) == "unattended"


async def test_two_watch_together(stage: Stage, covering: Covering, mo: Staff) -> None:
    agora = room_of(stage, "agora")
    for member in (mo, await stage.moderator("Nour")):
        covering.watch(member, [agora], active=True)
    assert covering.moderators(agora) == 2


def test_a_desk_on_which_nothing_was_done_for_ten_minutes_watches_no_more(
    stage: Stage, covering: Covering, mo: Staff
) -> None:
    agora = room_of(stage, "agora")
    covering.watch(mo, [agora], active=True)
    for _ in range(int(ACTIVE_FOR_S // 60)):
        assert covering.of(agora) == "attended"
        stage.clock.step(60)
        covering.watch(mo, [agora], active=False)
    assert covering.of(agora) == "unattended"


def test_a_desk_that_was_never_used_does_not_watch(stage: Stage, covering: Covering, mo: Staff) -> None:
    covering.watch(mo, [room_of(stage, "agora")], active=False)
    assert covering.of(room_of(stage, "agora")) == "unattended"


def test_a_desk_that_is_closed_watches_no_more_after_three_minutes(stage: Stage, covering: Covering, mo: Staff) -> None:
    covering.watch(mo, [room_of(stage, "agora")], active=True)
    stage.clock.step(OPEN_FOR_S)
    assert covering.of(room_of(stage, "agora")) == "unattended"


async def test_who_signs_out_watches_no_more(stage: Stage, covering: Covering, mo: Staff) -> None:
    covering.watch(mo, [room_of(stage, "agora")], active=True)
    covering.leave(mo)
    assert covering.of(room_of(stage, "agora")) == "unattended"


def test_one_person_watches_six_rooms_at_most(stage: Stage, covering: Covering, mo: Staff) -> None:
    with declined("too_many_rooms_watched"):
        covering.watch(mo, [room_of(stage, "agora")] * 7, active=True)


async def test_who_answers_for_other_rooms_or_decides_on_nothing_makes_no_cover(
    stage: Stage, covering: Covering
) -> None:
    agora, cuisine = room_of(stage, "agora"), room_of(stage, "cuisine")
    nour = await stage.moderator("Nour", rooms=frozenset({cuisine.id}))
    custodian = await stage.moderator("Mo", role="custodian")
    for member in (nour, custodian):
        with declined("not_for_you"):
            covering.watch(member, [agora], active=True)
    covering.watch(nour, [cuisine], active=True)
    assert (covering.of(agora), covering.of(cuisine)) == ("unattended", "attended")


async def test_everyone_in_a_room_is_told_once_it_has_been_so_for_a_second(
    stage: Stage, covering: Covering, mo: Staff
) -> None:
    ana, spectator = await stage.guest("Ana", "agora"), await stage.spectator("agora")
    assert ana.received("room.entered")[0]["cover"] == {
        "cover": "unattended",
        "moderators": 0,
        "slow_mode_seconds": 30,
    }
    await stage.step(1)
    covering.watch(mo, [room_of(stage, "agora")], active=True)
    await stage.step(0.5)
    await stage.step(0.5)
    assert ana.received("cover.changed") == []
    await stage.step(0.5)
    told = [{"type": "cover.changed", "room": "agora", "cover": "attended", "moderators": 1, "slow_mode_seconds": 0}]
    assert ana.received("cover.changed") == spectator.received("cover.changed") == told
    await stage.step(1)
    assert len(ana.received("cover.changed")) == 1


async def test_a_moment_without_cover_is_not_told(stage: Stage, covering: Covering, mo: Staff) -> None:
    ana = await stage.guest("Ana", "agora")
    await stage.step(1)
    covering.watch(mo, [room_of(stage, "agora")], active=True)
    await stage.step(0.5)
    covering.leave(mo)
    await stage.step(0.5)
    await stage.step(1)
    assert ana.received("cover.changed") == []


async def test_the_list_of_rooms_says_it(stage: Stage, covering: Covering, mo: Staff) -> None:
    covering.watch(mo, [room_of(stage, "cuisine")], active=True)
    found = [listing.covered.cover for listing in stage.house.http.rooms.reading.rooms()]
    assert found == ["unattended", "attended", "unattended"]


async def test_shield_mode_is_everywhere_and_survives_a_restart(stage: Stage, mo: Staff) -> None:
    ana = await stage.guest("Ana", "agora")
    await stage.step(1)
    raised = stage.clock.now_ms()
    await stage.house.http.team.shielding.set(mo, on=True)
    await stage.step(0.5)
    await stage.step(1)
    assert [event["cover"] for event in ana.received("cover.changed")] == ["shield"]
    stage = await restarted(stage)
    shielding = stage.house.http.team.shielding
    assert shielding.since_ms == raised
    assert stage.house.http.team.covering.of(room_of(stage, "minuit")) == "shield"
    await shielding.set(mo, on=False)
    assert not (await restarted(stage)).house.http.team.shielding.is_up


async def test_another_process_raises_the_shield_here_too(stage: Stage) -> None:
    await stage.store.append_control("shield", b'{"on":true}', stage.clock.now_ms())
    await stage.step(1)
    assert stage.house.http.team.shielding.is_up


async def test_who_raised_it_is_recorded_once(stage: Stage, mo: Staff) -> None:
    for _ in range(2):
        await stage.house.http.team.shielding.set(mo, on=True)
    (event,) = await stage.store.moderation_events(100, 10)
    assert (event.deed.who, event.deed.what) == ("M-1", "shield_raised")


async def test_only_who_answers_for_the_whole_place_raises_it(stage: Stage) -> None:
    for member in (
        await stage.moderator("Nour", rooms=frozenset({1})),
        await stage.moderator("Mo", role="custodian"),
    ):
        with declined("not_for_you"):
            await stage.house.http.team.shielding.set(member, on=True)
    await stage.house.http.team.shielding.set(await stage.moderator("Nour", role="owner"), on=True)
    assert stage.house.http.team.shielding.is_up


async def test_in_a_demo_an_unattended_room_is_not_slowed() -> None:
    assert settings_of().unattended_slow_mode() == 0
    assert settings_with(settings_of(), mode="public").unattended_slow_mode() == 30
