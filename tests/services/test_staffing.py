"""The staff come in once by each address, are idle after an hour, and do what is theirs only."""

import pytest

from palabre.domain.staff import LINK_MS, STAFF_IDLE_MS, STAFF_MAX_AGE_MS
from palabre.services.staffing import Staffing
from palabre.settings.traffic import Allowances
from tests.cast import PREFIX, Stage, declined, refused, set_stage, settings_of


@pytest.fixture
async def stage() -> Stage:
    return await set_stage()


@pytest.fixture
def staffing(stage: Stage) -> Staffing:
    return stage.house.http.team.staffing


async def test_an_address_works_once(stage: Stage, staffing: Staffing) -> None:
    mo = await stage.store.add_staff("Mo", "moderator", None)
    link = await staffing.invite(mo)
    token = await staffing.sign_in(link, PREFIX)
    assert await staffing.find(token) == mo
    with declined("link_stale"):
        await staffing.sign_in(link, PREFIX)


async def test_an_address_is_stale_after_ten_minutes(stage: Stage, staffing: Staffing) -> None:
    link = await staffing.invite(await stage.store.add_staff("Mo", "moderator", None))
    stage.clock.step(LINK_MS / 1000)
    with declined("link_stale"):
        await staffing.sign_in(link, PREFIX)


async def test_neither_an_address_nor_a_cookie_is_stored(stage: Stage, staffing: Staffing) -> None:
    link = await staffing.invite(await stage.store.add_staff("Mo", "moderator", None))
    token = await staffing.sign_in(link, PREFIX)
    kept = f"{stage.store.tables.staff_links}{[*stage.store.tables.staff_sessions.items()]}"
    assert link not in kept and token not in kept


async def test_nobody_is_of_the_staff_without_a_sign_in(staffing: Staffing) -> None:
    for token in (None, "", "made-up"):
        with declined("staff_required"):
            await staffing.find(token)


async def test_an_hour_without_doing_anything_ends_it_though_the_desk_is_open(stage: Stage, staffing: Staffing) -> None:
    token = await stage.signed_in(await stage.moderator("Mo"))
    for _ in range(60):
        stage.clock.step(59)
        await staffing.find(token, using=False)
    stage.clock.step(60)
    with declined("staff_required"):
        await staffing.find(token, using=False)


async def test_doing_something_keeps_it_for_twelve_hours_at_most(stage: Stage, staffing: Staffing) -> None:
    token = await stage.signed_in(await stage.moderator("Mo"))
    for _ in range(2 * STAFF_MAX_AGE_MS // STAFF_IDLE_MS - 1):
        stage.clock.step(STAFF_IDLE_MS / 2_000)
        await staffing.find(token)
    stage.clock.step(STAFF_IDLE_MS / 2_000)
    with declined("staff_required"):
        await staffing.find(token)


async def test_signing_out_ends_it_at_once(stage: Stage, staffing: Staffing) -> None:
    mo = await stage.moderator("Mo")
    token = await stage.signed_in(mo)
    assert await staffing.sign_out(token) == mo
    assert await staffing.sign_out(token) is None
    with declined("staff_required"):
        await staffing.find(token)


async def test_signing_in_and_out_is_recorded(stage: Stage, staffing: Staffing) -> None:
    mo = await stage.moderator("Mo")
    await staffing.sign_out(await stage.signed_in(mo))
    told = [(event.deed.who, event.deed.what) for event in await stage.store.moderation_events(100, 10)]
    assert told == [("M-1", "signed_out"), ("M-1", "signed_in")]


async def test_a_demo_has_the_same_two_moderators_at_every_start(stage: Stage, staffing: Staffing) -> None:
    first = await staffing.demo_team(("Mo", "Nour"))
    second = await staffing.demo_team(("Mo", "Nour"))
    assert len({*first, *second}) == 4
    assert [member.name for member in await stage.store.staff()] == ["Mo", "Nour"]
    found = [await staffing.find(await staffing.sign_in(link, PREFIX)) for link in (*first, *second)]
    assert [member.id for member in found] == ["M-1", "M-2", "M-1", "M-2"]


async def test_others_are_told_a_number_only(stage: Stage) -> None:
    mo = await stage.moderator("Mo")
    assert mo.id == "M-1"
    assert repr(mo) == "<Staff>"


async def test_addresses_are_not_tried_one_after_the_other() -> None:
    stage = await set_stage(settings_of(allowances=Allowances(sessions_per_minute=1, factor=0.01)))
    staffing = stage.house.http.team.staffing
    with declined("link_stale"):
        await staffing.sign_in("made-up", PREFIX)
    with refused("slowed"):
        await staffing.sign_in("made-up-again", PREFIX)
