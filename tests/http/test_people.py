"""Who is of the team: an owner says so, after showing who they are; everybody else is refused."""

import httpx
import pytest

from palabre.domain.staff import INVITATION_MS, Staff
from palabre.http.staff import BROWSER_COOKIE, STAFF_COOKIE
from tests.cast import Stage
from tests.http.conftest import assert_problem


@pytest.fixture
async def owner(stage: Stage, browser: httpx.AsyncClient) -> Staff:
    nour = await stage.moderator("Nour", role="owner")
    browser.cookies.set(STAFF_COOKIE, await stage.signed_in(nour))
    return nour


async def test_an_owner_invites_somebody_for_some_rooms(stage: Stage, browser: httpx.AsyncClient, owner: Staff) -> None:
    asked = {"name": "Mo", "role": "moderator", "rooms": ["cuisine"]}
    response = await browser.post("/api/desk/people", json=asked)
    assert response.status_code == 201
    assert response.json()["number"] == 2
    (_, mo) = (await browser.get("/api/desk/people")).json()["people"]
    assert (mo["name"], mo["role"], mo["rooms"], mo["passkeys"], mo["me"]) == ("Mo", "moderator", ["cuisine"], 0, False)
    token = response.json()["token"]
    assert token not in f"{stage.store.tables.staff_links}"
    staffing = stage.house.http.team.staffing
    assert (await staffing.find(await staffing.sign_in(token, "203.0.113.0/24"))).name == "Mo"
    event = stage.store.tables.deeds[-2]
    assert (event.who, event.what, event.subject) == ("M-1", "staff_invited", "M-2")
    assert event.data == b'{"role":"moderator","again":false}'


async def test_an_invitation_is_stale_after_a_day(stage: Stage, browser: httpx.AsyncClient, owner: Staff) -> None:
    token = (await browser.post("/api/desk/people", json={"name": "Mo", "role": "moderator"})).json()["token"]
    stage.clock.step(INVITATION_MS / 1000)
    assert_problem(await browser.post("/api/sign-in/link", json={"token": token}), 404, "link_stale")


async def test_who_is_removed_is_out_at_once_and_covers_no_room(
    stage: Stage, browser: httpx.AsyncClient, owner: Staff
) -> None:
    mo = await stage.moderator("Mo")
    token = await stage.signed_in(mo)
    stage.house.http.team.covering.watch(mo, stage.house.http.rooms.directory.all()[:1], active=True)
    assert (await browser.delete(f"/api/desk/people/{mo.number}")).status_code == 204
    away = {"Cookie": f"{STAFF_COOKIE}={token}"}
    assert_problem(await browser.get("/api/desk/state", headers=away), 401, "staff_required")
    assert stage.house.http.team.covering.moderators(stage.house.http.rooms.directory.all()[0]) == 0
    assert_problem(await browser.delete(f"/api/desk/people/{mo.number}"), 404, "staff_unknown")


async def test_the_last_owner_stays(browser: httpx.AsyncClient, owner: Staff) -> None:
    assert_problem(await browser.delete(f"/api/desk/people/{owner.number}"), 409, "last_owner")


async def test_who_lost_every_key_is_invited_again(stage: Stage, browser: httpx.AsyncClient, owner: Staff) -> None:
    mo = await stage.moderator("Mo")
    await stage.signed_in(mo)
    response = await browser.post(f"/api/desk/people/{mo.number}/link")
    assert response.status_code == 201
    assert [session.number for session in stage.store.tables.staff_sessions.values()] == [owner.number]
    assert_problem(await browser.post("/api/desk/people/9/link"), 404, "staff_unknown")


async def test_a_room_that_is_none_is_no_room_to_answer_for(browser: httpx.AsyncClient, owner: Staff) -> None:
    asked = {"name": "Mo", "role": "moderator", "rooms": ["nowhere"]}
    assert_problem(await browser.post("/api/desk/people", json=asked), 404, "not_found")


async def test_a_guest_in_the_browser_of_the_staff_is_known_to_be_maybe_them(
    stage: Stage, browser: httpx.AsyncClient
) -> None:
    conflicts = stage.house.http.team.people.conflicts
    before = (await stage.session("Ana"))[0]
    browser.cookies.set("palabre_session", before)
    token = await stage.house.http.team.staffing.invite(await stage.moderator("Mo"))
    response = await browser.post("/api/sign-in/link", json={"token": token})
    assert BROWSER_COOKIE in response.headers["set-cookie"]
    assert len(conflicts.sessions_of(1)) == 1
    await browser.delete("/api/sign-in")
    browser.cookies.delete("palabre_session")
    assert (await browser.post("/api/sessions", json={"nickname": "Autre", "locale": "fr"})).status_code == 201
    assert len(conflicts.sessions_of(1)) == 2
