"""A guest reports; the team sees a case, and never who reported."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from palabre.http.staff import STAFF_COOKIE
from tests.cast import Stage, Tab
from tests.http.conftest import assert_problem, visitor

THREAT = "On va se revoir, toi et moi"
Json = dict[str, Any]


def about(message: Json, room: str = "agora") -> Json:
    return {"kind": "message", "room": room, "message_id": message["message_id"]}


async def guest_here(stage: Stage, browser: httpx.AsyncClient, nickname: str = "Bilal") -> Tab:
    """A guest in agora whose cookie the browser has."""
    token, session = await stage.session(nickname)
    browser.cookies.set("palabre_session", token)
    tab = stage.tab(session)
    await tab.enter()
    return tab


async def test_a_report_becomes_a_case_at_the_desk(stage: Stage, browser: httpx.AsyncClient, static: Path) -> None:
    ana = await stage.guest("Ana", "agora")
    threat = await ana.post(THREAT)
    await guest_here(stage, browser)
    response = await browser.post(
        "/api/reports", json={"subject": about(threat), "category": "harassment", "text": "Il me suit"}
    )
    assert response.status_code == 201, response.text
    made = response.json()
    assert len(made["receipt"].replace("-", "")) == 26
    assert made["may_be_guessed"]
    assert not made["awake"]
    async with visitor(stage, static) as desk:
        desk.cookies.set(STAFF_COOKIE, await stage.signed_in(await stage.moderator("Mo")))
        (row,) = (await desk.get("/api/desk/state")).json()["cases"]
        assert (row["category"], row["state"], row["reports"]) == ("harassment", "open", 1)
        assert (row["subject"]["nickname"], row["subject"]["room"]) == ("Ana", "agora")
        case = (await desk.get(f"/api/desk/cases/{row['id']}")).json()
        (piece,) = case["evidence"]
        assert (piece["who"], piece["body"], piece["reported"]) == ("subject", THREAT, True)
        (report,) = case["reports"]
        assert report["text"] == "Il me suit"
        assert (await desk.post(f"/api/desk/cases/{row['id']}/claim")).status_code == 204
        (row,) = (await desk.get("/api/desk/state")).json()["cases"]
        assert (row["claimed_by"], row["mine"], row["state"]) == ("M-1", True, "claimed")
        assert (await desk.post(f"/api/desk/cases/{row['id']}/release")).status_code == 204


async def test_a_spectator_has_no_session_to_report_with(stage: Stage, browser: httpx.AsyncClient) -> None:
    ana = await stage.guest("Ana", "agora")
    subject = about(await ana.post(THREAT))
    response = await browser.post("/api/reports", json={"subject": subject, "category": "other"})
    assert_problem(response, 401, "session_required")


@pytest.mark.parametrize(
    "subject",
    [
        {"kind": "message", "room": "agora", "message_id": "nothing"},
        {"kind": "message", "room": "agora"},
        {"kind": "guest", "room": "agora", "tag": "nobody"},
        {"kind": "guest", "room": "agora", "tag": "operator"},
        {"kind": "room", "room": "nowhere"},
    ],
)
async def test_what_was_never_shown_is_not_found(stage: Stage, browser: httpx.AsyncClient, subject: Json) -> None:
    await guest_here(stage, browser)
    response = await browser.post("/api/reports", json={"subject": subject, "category": "other"})
    assert_problem(response, 404, "not_found")
