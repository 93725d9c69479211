"""Cases at the desk: who may see and do what, and what each route answers."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from palabre.domain.moderation.report import Category
from palabre.http.staff import STAFF_COOKIE
from palabre.protocol.resources import ReportRequest, ReportSubject
from tests.cast import PREFIX, Stage, assert_done
from tests.http.conftest import assert_problem, visitor
from tests.http.test_desk import WHO, sign_in

Json = dict[str, Any]
TEXT = "On va se revoir, toi et moi"
# fmt: off
TABLE: dict[tuple[str, str], tuple[int, ...]] = {
    # who asks:                                   stranger guest moderator elsewhere owner custodian
    ("GET",  "/api/desk/cases/CASE"):                  (401, 401, 200, 403, 200, 403),
    ("POST", "/api/desk/cases/CASE/claim"):            (401, 401, 204, 403, 204, 403),
    ("POST", "/api/desk/cases/CASE/release"):          (401, 401, 204, 403, 204, 403),
    ("POST", "/api/desk/cases/CASE/acknowledge"):      (401, 401, 204, 403, 204, 403),
    ("POST", "/api/desk/cases/CASE/close"):            (401, 401, 409, 403, 409, 403),
    ("GET",  "/api/desk/cases/nothing"):               (401, 401, 404, 404, 404, 404),
    ("GET",  "/api/desk/rooms/agora/messages"):        (401, 401, 200, 403, 200, 403),
    ("GET",  "/api/desk/rooms/nowhere/messages"):      (401, 401, 404, 404, 404, 404),
    ("GET",  "/api/desk/guests/agora/TAG"):            (401, 401, 200, 403, 200, 403),
    ("GET",  "/api/desk/guests/agora/nobody"):         (401, 401, 404, 403, 404, 403),
    ("POST", "/api/desk/guests/agora/TAG/case"):       (401, 401, 201, 403, 201, 403),
}
# fmt: on


class Reported:
    """Ana wrote something in agora, and Bilal reported it."""

    def __init__(self, case_id: str, tag: str, message_id: str) -> None:
        self.case_id = case_id
        self.tag = tag
        self.message_id = message_id

    def path(self, path: str) -> str:
        return path.replace("CASE", self.case_id).replace("TAG", self.tag)


@pytest.fixture
async def reported(stage: Stage) -> Reported:
    ana = await stage.guest("Ana", "agora")
    posted = await ana.post(TEXT)
    assert_done(posted)
    tag = ana.received("message.posted")[-1]["message"]["author"]["tag"]
    _, bilal = await stage.session("Bilal")
    subject = ReportSubject(kind="message", room="agora", message_id=posted["message_id"])
    await stage.house.http.guests.reporting.report(
        bilal, PREFIX, ReportRequest(subject=subject, category="harassment", text="Elle me suit")
    )
    (case,) = await stage.store.cases(None, {"open"}, 10)
    return Reported(case.id, tag, posted["message_id"])


@pytest.mark.parametrize("who", WHO)
async def test_each_may_do_what_is_theirs(
    stage: Stage, browser: httpx.AsyncClient, reported: Reported, who: str
) -> None:
    await sign_in(stage, browser, who)
    place = WHO.index(who)
    for (method, path), row in TABLE.items():
        asked = {"category": "harassment"} if path.endswith("/case") else {}
        response = await browser.request(method, reported.path(path), json=asked if method == "POST" else None)
        assert response.status_code == row[place], (method, path, response.text)


async def test_a_case_somebody_else_has_says_who(
    stage: Stage, browser: httpx.AsyncClient, static: Path, reported: Reported
) -> None:
    await sign_in(stage, browser)
    assert (await browser.post(f"/api/desk/cases/{reported.case_id}/claim")).status_code == 204
    async with visitor(stage, static) as other:
        other.cookies.set(STAFF_COOKIE, await stage.signed_in(await stage.moderator("Nour")))
        for act in ("claim", "release"):
            response = await other.post(f"/api/desk/cases/{reported.case_id}/{act}")
            assert_problem(response, 409, "claimed_already")
            assert "M-1" in response.json()["detail"]
        row = (await other.get(f"/api/desk/cases/{reported.case_id}")).json()["row"]
        assert (row["claimed_by"], row["mine"]) == ("M-1", False)
        opened = await other.post(f"/api/desk/guests/agora/{reported.tag}/case", json={"category": "other"})
        assert_problem(opened, 409, "claimed_already")


async def test_every_look_at_the_evidence_is_recorded(
    stage: Stage, browser: httpx.AsyncClient, reported: Reported
) -> None:
    await sign_in(stage, browser)
    for _ in range(2):
        await browser.get(f"/api/desk/cases/{reported.case_id}")
    done = [event.deed for event in await stage.store.events_of_case(reported.case_id)]
    assert [deed.who for deed in done if deed.what == "evidence_viewed"] == ["M-1", "M-1"]


async def test_a_guests_card_tells_of_this_session_in_this_room(
    stage: Stage, browser: httpx.AsyncClient, reported: Reported
) -> None:
    await sign_in(stage, browser)
    card = (await browser.get(f"/api/desk/guests/agora/{reported.tag}")).json()
    assert (card["nickname"], card["present"], card["trust"]) == ("Ana", True, "new")
    assert card["reports"] == {"harassment": 1}
    assert card["case_id"] == reported.case_id
    assert card["decisions"] == []


async def test_a_moderator_opens_a_case_which_is_theirs_at_once(stage: Stage, browser: httpx.AsyncClient) -> None:
    chloe = await stage.guest("Chloé", "agora")
    posted = await chloe.post(TEXT)
    tag = chloe.received("message.posted")[-1]["message"]["author"]["tag"]
    await sign_in(stage, browser)
    asked = {"category": "hate", "message_id": posted["message_id"]}
    response = await browser.post(f"/api/desk/guests/agora/{tag}/case", json=asked)
    assert response.status_code == 201, response.text
    case = (await browser.get(f"/api/desk/cases/{response.json()['case_id']}")).json()
    assert (case["row"]["mine"], case["row"]["reports"], case["row"]["category"]) == (True, 0, "hate")
    assert [piece["reported"] for piece in case["evidence"]] == [True]
    ana = await stage.guest("Ana", "agora")
    others = await ana.post("Bonsoir")
    foreign = {"category": "hate", "message_id": others["message_id"]}
    assert_problem(await browser.post(f"/api/desk/guests/agora/{tag}/case", json=foreign), 404, "not_found")


async def test_a_room_is_read_at_the_desk_as_it_changes(stage: Stage, browser: httpx.AsyncClient) -> None:
    ana = await stage.guest("Ana", "agora")
    first = await ana.post("Un")
    await sign_in(stage, browser)
    page = (await browser.get("/api/desk/rooms/agora/messages")).json()
    assert [message["body"] for message in page["messages"]] == ["Un"]
    await ana.post("Deux")
    assert_done(await ana.ask("message.remove", room="agora", message_id=first["message_id"]))
    later = (await browser.get(f"/api/desk/rooms/agora/messages?after={page['offset']}")).json()
    assert [(message["body"], message.get("removed", False)) for message in later["messages"]] == [
        ("", True),
        ("Deux", False),
    ]
    assert later["offset"] == 3
    nothing = (await browser.get("/api/desk/rooms/agora/messages?after=3")).json()
    assert nothing == {"messages": [], "offset": 3}


async def test_the_most_pressing_case_comes_first(stage: Stage, browser: httpx.AsyncClient) -> None:
    tags = []
    for nickname in ("Ana", "Chloé", "Driss"):
        tab = await stage.guest(nickname, "agora")
        await tab.post(f"Bonsoir de {nickname}")
        tags.append(tab.received("message.posted")[-1]["message"]["author"]["tag"])
    _, bilal = await stage.session("Bilal")
    categories: tuple[Category, ...] = ("other", "minor", "danger")
    for tag, category in zip(tags, categories, strict=True):
        asked = ReportRequest(subject=ReportSubject(kind="guest", room="agora", tag=tag), category=category)
        await stage.house.http.guests.reporting.report(bilal, PREFIX, asked)
    await sign_in(stage, browser)
    cases = (await browser.get("/api/desk/state")).json()["cases"]
    assert [case["category"] for case in cases] == ["danger", "minor", "other"]
    assert [case["queue"] for case in cases] == ["lives", "lives", "others"]
    assert [case["overdue"] for case in cases] == [False, False, False]
    stage.clock.step(16 * 60)
    cases = (await browser.get("/api/desk/state")).json()["cases"]
    assert [case["overdue"] for case in cases] == [True, True, False]
