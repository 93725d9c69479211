"""The desk's routes: who may ask for what, and what each answers."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from palabre.domain.staff import Staff
from palabre.http import desk, desk_held, desk_rules
from palabre.http.staff import STAFF_COOKIE
from tests.cast import Stage
from tests.http.conftest import assert_problem, visitor

NO_SOUP = {
    "id": "no-soup",
    "when": 'place == "message" and link > 3',
    "verdict": "hold",
    "policy": "rule-4",
    "explanation": {"fr": "Pas de soupe.", "en": "No soup."},
}
HELD = "Appelle-moi au 06 39 98 12 34"
WHO = ("stranger", "guest", "moderator", "elsewhere", "owner", "custodian")
# fmt: off
TABLE: dict[tuple[str, str], tuple[int, ...]] = {
    # who asks:                             stranger guest moderator elsewhere owner custodian
    ("GET",  "/api/desk/state"):                 (401, 401, 200, 200, 200, 200),
    ("GET",  "/api/desk/events"):                (401, 401, 200, 403, 200, 200),
    ("GET",  "/api/desk/rules"):                 (401, 401, 200, 200, 200, 200),
    ("POST", "/api/desk/presence"):              (401, 401, 204, 403, 204, 403),
    ("POST", "/api/desk/shield"):                (401, 401, 204, 403, 204, 403),
    ("POST", "/api/desk/rules"):                 (401, 401, 201, 403, 201, 403),
    ("POST", "/api/desk/rules/check"):           (401, 401, 200, 200, 200, 200),
    ("POST", "/api/desk/rules/backtest"):        (401, 401, 200, 403, 200, 403),
    ("POST", "/api/desk/rules/threat/status"):   (401, 401, 204, 403, 204, 403),
    ("POST", "/api/desk/held/HELD/release"):     (401, 401, 204, 403, 204, 403),
    ("POST", "/api/desk/held/HELD/refuse"):      (401, 401, 204, 403, 204, 403),
}
# fmt: on
BODIES: dict[str, object] = {
    "/api/desk/presence": {"rooms": ["agora"], "active": True},
    "/api/desk/shield": {"on": True, "confirm": True},
    "/api/desk/rules": NO_SOUP,
    "/api/desk/rules/check": NO_SOUP,
    "/api/desk/rules/backtest": {"rule": NO_SOUP},
    "/api/desk/rules/threat/status": {"status": "shadow"},
    "/api/desk/held/HELD/refuse": {"reason": "Une insulte"},
}
CELLS = [
    pytest.param(method, path, who, status, id=f"{who} asks {method} {path}: {status}")
    for (method, path), row in TABLE.items()
    for who, status in zip(WHO, row, strict=True)
]


async def member_of(stage: Stage, who: str) -> Staff | None:
    """Who asks, when they are of the staff: `elsewhere` answers for minuit only."""
    match who:
        case "moderator" | "owner" | "custodian":
            return await stage.moderator("Mo", role=who)
        case "elsewhere":
            return await stage.moderator("Nour", rooms=frozenset({3}))
    return None


async def sign_in(stage: Stage, client: httpx.AsyncClient, who: str = "moderator") -> None:
    """The cookie of a guest or a member of the staff."""
    member = await member_of(stage, who)
    if member is not None:
        client.cookies.set(STAFF_COOKIE, await stage.signed_in(member))
    elif who == "guest":
        client.cookies.set("palabre_session", (await stage.session("Ana"))[0])


async def hold(stage: Stage) -> str:
    """A message that waits in agora: its id."""
    bilal = await stage.guest("Bilal", "agora")
    reply = await bilal.post(HELD)
    assert reply.get("status") == "held", reply
    return str(reply["message_id"])


@pytest.mark.parametrize(("method", "path", "who", "status"), CELLS)
async def test_each_may_do_what_is_theirs(
    stage: Stage, browser: httpx.AsyncClient, method: str, path: str, who: str, status: int
) -> None:
    asked = path.replace("HELD", await hold(stage)) if "HELD" in path else path
    await sign_in(stage, browser, who)
    response = await browser.request(method, asked, json=BODIES.get(path, {}) if method == "POST" else None)
    assert response.status_code == status, response.text


def test_the_table_knows_every_route_of_the_desk() -> None:
    routes = [route for module in (desk, desk_held, desk_rules) for route in module.ROUTES]
    assert len(TABLE) == len(routes)


async def test_an_address_signs_in_once(stage: Stage, browser: httpx.AsyncClient) -> None:
    token = await stage.house.http.team.staffing.invite(await stage.moderator("Mo"))
    response = await browser.post("/api/sign-in/link", json={"token": token})
    assert response.status_code == 204
    cookie = response.headers["set-cookie"]
    assert cookie.startswith("palabre_staff=")
    assert {"HttpOnly", "Path=/", "SameSite=strict"} <= {part.strip() for part in cookie.split(";")}
    assert (await browser.get("/api/desk/state")).json()["me"]["name"] == "Mo"
    assert_problem(await browser.post("/api/sign-in/link", json={"token": token}), 404, "link_stale")


async def test_signing_out_forgets_the_cookie_and_the_cover(stage: Stage, browser: httpx.AsyncClient) -> None:
    await sign_in(stage, browser)
    await browser.post("/api/desk/presence", json={"rooms": ["agora"], "active": True})
    assert cover_of(await browser.get("/api/rooms")) == "attended"
    response = await browser.delete("/api/sign-in")
    assert response.status_code == 204
    assert "Max-Age=0" in response.headers["set-cookie"]
    assert_problem(await browser.get("/api/desk/state"), 401, "staff_required")
    assert cover_of(await browser.get("/api/rooms")) == "unattended"


def cover_of(rooms: httpx.Response) -> str:
    return str(rooms.json()["rooms"][0]["cover"]["cover"])


@pytest.mark.parametrize("path", [path for method, path in TABLE if method == "POST"])
async def test_another_place_s_page_does_nothing(stage: Stage, browser: httpx.AsyncClient, path: str) -> None:
    await sign_in(stage, browser)
    response = await browser.post(path, json=BODIES.get(path, {}), headers={"Origin": "https://elsewhere.example"})
    assert_problem(response, 403, "origin_refused")


async def test_the_desk_shows_what_waits_with_what_was_found(stage: Stage, browser: httpx.AsyncClient) -> None:
    message_id = await hold(stage)
    await sign_in(stage, browser)
    state = (await browser.get("/api/desk/state")).json()
    (held,) = state["held"]
    assert (held["message_id"], held["room"], held["nickname"], held["body"]) == (
        message_id,
        "agora",
        "Bilal",
        HELD,
    )
    start, end = held["spans"][0]
    assert held["body"][start:end] == "06 39 98 12 34"
    assert held["rules"][0]["explanation"]["fr"]
    assert [(room["slug"], room["held"]) for room in state["rooms"]] == [("agora", 1), ("cuisine", 0), ("minuit", 0)]


async def test_who_answers_for_other_rooms_sees_neither_the_room_nor_the_message(
    stage: Stage, browser: httpx.AsyncClient
) -> None:
    await hold(stage)
    await sign_in(stage, browser, "elsewhere")
    state = (await browser.get("/api/desk/state")).json()
    assert state["held"] == []
    assert [room["slug"] for room in state["rooms"]] == ["minuit"]


async def test_a_custodian_reads_no_message(stage: Stage, browser: httpx.AsyncClient) -> None:
    await hold(stage)
    await sign_in(stage, browser, "custodian")
    assert (await browser.get("/api/desk/state")).json()["held"] == []


async def test_a_released_message_is_shown_and_cannot_be_decided_on_again(
    stage: Stage, browser: httpx.AsyncClient
) -> None:
    ana = await stage.guest("Ana", "agora")
    message_id = await hold(stage)
    await sign_in(stage, browser)
    assert (await browser.post(f"/api/desk/held/{message_id}/release")).status_code == 204
    assert [event["message"]["body"] for event in ana.received("message.posted")] == [HELD]
    again = await browser.post(f"/api/desk/held/{message_id}/refuse", json={})
    assert_problem(again, 409, "already_settled")
    assert again.json()["by"] == "M-1" and again.json()["at"].endswith("Z")
    assert (await browser.get("/api/desk/events")).json()["events"][0]["what"] == "message_released"


@pytest.fixture
async def polling(stage: Stage, static: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The same moderator's desk, waiting."""
    async with visitor(stage, static) as client:
        await sign_in(stage, client)
        yield client


async def test_the_desk_is_told_as_soon_as_something_waits(stage: Stage, polling: httpx.AsyncClient) -> None:
    version = (await polling.get("/api/desk/state")).json()["version"]
    waiting = asyncio.create_task(polling.get("/api/desk/state", params={"after": version}))
    for _ in range(20):
        await asyncio.sleep(0)
    assert not waiting.done()
    await hold(stage)
    state = (await waiting).json()
    assert state["version"] > version
    assert len(state["held"]) == 1


async def test_a_version_of_before_a_restart_is_answered_at_once(polling: httpx.AsyncClient) -> None:
    response = await polling.get("/api/desk/state", params={"after": 7})
    assert response.status_code == 200


async def test_a_server_that_stops_lets_no_desk_wait(stage: Stage, polling: httpx.AsyncClient) -> None:
    version = (await polling.get("/api/desk/state")).json()["version"]
    stage.house.health.stopping = True
    assert (await polling.get("/api/desk/state", params={"after": version})).json()["version"] == version


async def test_a_rule_that_is_wrong_is_answered_with_its_place(stage: Stage, browser: httpx.AsyncClient) -> None:
    await sign_in(stage, browser)
    wrong = {**NO_SOUP, "when": "linkk > 3"}
    response = await browser.post("/api/desk/rules", json=wrong)
    assert_problem(response, 422, "rule_refused")
    told: dict[str, Any] = response.json()
    assert (told["field"], told["line"], told["column"]) == ("when", 1, 1)
    assert "did you mean `link`?" in told["detail"]
    checked = (await browser.post("/api/desk/rules/check", json=wrong)).json()
    assert checked == {"problems": [{"field": "when", "line": 1, "column": 1, "words": told["detail"]}]}


async def test_a_rehearsal_says_what_the_rule_would_have_matched(stage: Stage, browser: httpx.AsyncClient) -> None:
    bilal = await stage.guest("Bilal", "agora")
    for body in ("Une soupe ce soir", "Bonsoir", "Des soupes encore"):
        await bilal.post(body)
    await sign_in(stage, browser)
    rule = {**NO_SOUP, "when": "matches", "patterns": ["soup*"]}
    found = (await browser.post("/api/desk/rules/backtest", json={"rule": rule})).json()
    assert (found["messages"], found["total"], found["next"]) == (3, 3, None)
    assert found["counts"] == {"matched": 2, "allow": 2}
    spans = [sample["body"][slice(*sample["spans"][0])] for sample in found["sample"]]
    assert spans == ["soupe", "soupes"]
    hits = [rule["hits"]["live"] for rule in (await browser.get("/api/desk/rules")).json()["rules"]]
    assert sum(hits) == 0


async def test_a_rehearsal_goes_on_where_it_stopped(stage: Stage, browser: httpx.AsyncClient) -> None:
    await sign_in(stage, browser)
    asked = {"rule": NO_SOUP, "after": "3:1"}
    assert (await browser.post("/api/desk/rules/backtest", json=asked)).json()["next"] is None
    wrong = await browser.post("/api/desk/rules/backtest", json={**asked, "after": "yesterday"})
    assert_problem(wrong, 422, "rule_refused")


async def test_a_room_that_closed_is_watched_no_more_without_a_word(stage: Stage, browser: httpx.AsyncClient) -> None:
    await sign_in(stage, browser)
    await stage.store.append_control("room.close", b'{"slug":"cuisine"}', stage.clock.now_ms())
    await stage.step(1)
    watched = {"rooms": ["agora", "cuisine"], "active": True}
    assert (await browser.post("/api/desk/presence", json=watched)).status_code == 204
    assert [room["watched"] for room in (await browser.get("/api/desk/state")).json()["rooms"]] == [True, False]
    unknown = await browser.post("/api/desk/presence", json={"rooms": ["nowhere"], "active": True})
    assert_problem(unknown, 404, "not_found")


async def test_a_desk_that_says_the_same_again_wakes_no_other(stage: Stage, browser: httpx.AsyncClient) -> None:
    await sign_in(stage, browser)
    watched = {"rooms": ["agora"], "active": True}
    await browser.post("/api/desk/presence", json=watched)
    version = (await browser.get("/api/desk/state")).json()["version"]
    await browser.post("/api/desk/presence", json=watched)
    assert (await browser.get("/api/desk/state")).json()["version"] == version
