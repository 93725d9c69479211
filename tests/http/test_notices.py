"""Anyone reports without a session, with a script or without."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from palabre.services.permitting import Wish
from tests.cast import Stage, set_stage
from tests.http.conftest import assert_problem, visitor
from tests.services.test_challenging import pressed

Json = dict[str, Any]
NOTICE: Json = {
    "category": "hate",
    "explanation": "Des propos haineux contre mes voisins",
    "locations": [{"room": "Agora", "when": "hier vers 22 h", "who": "Ana"}],
    "good_faith": True,
    "name": "Chloé Martin",
    "email": "chloe@example.org",
}
FORM = {
    "category": "hate",
    "explanation": "Des propos haineux contre mes voisins",
    "room_1": "agora",
    "who_1": "Ana",
    "name": "Chloé Martin",
    "email": "chloe@example.org",
    "good_faith": "on",
}


async def test_a_notice_without_a_link_is_a_case_on_the_room(stage: Stage, browser: httpx.AsyncClient) -> None:
    response = await browser.post("/api/notices", json=NOTICE)
    assert response.status_code == 201, response.text
    assert len(response.json()["receipt"].replace("-", "")) == 26
    (case,) = await stage.store.cases(None, {"open"}, 10)
    assert (case.subject.kind, case.subject.room_id, case.category) == ("room", 1, "hate")
    (report,) = await stage.store.reports(case.id)
    assert report.notice is not None
    assert (report.notice.name, report.notice.email) == ("Chloé Martin", "chloe@example.org")
    assert "Agora · Ana · hier vers 22 h" in report.text


async def test_a_link_leads_to_the_message_and_several_to_several_cases(
    stage: Stage, browser: httpx.AsyncClient
) -> None:
    ana = await stage.guest("Ana", "agora", "cuisine")
    here, there = await ana.post("On va se revoir"), await ana.post("Toi aussi", room="cuisine")
    links = [
        f"http://127.0.0.1:8000/r/agora#m-{here['message_id']}",
        f"http://127.0.0.1:8000/r/cuisine#m-{there['message_id']}",
        f"http://127.0.0.1:8000/r/agora#m-{here['message_id']}",
        "https://example.org/elsewhere",
        "not a link at all: ]",
    ]
    notice = NOTICE | {"locations": [{"link": link} for link in links]}
    assert (await browser.post("/api/notices", json=notice)).status_code == 201
    cases = await stage.store.cases(None, {"open"}, 10)
    assert {case.subject.room_id for case in cases} == {1, 2}
    assert {case.subject.kind for case in cases} == {"guest"}
    for case in cases:
        assert [piece.reported for piece in await stage.store.pieces(case.id)] == [True]


async def test_one_receipt_opens_every_case_a_notice_led_to_and_each_is_contested_by_itself(
    stage: Stage, browser: httpx.AsyncClient
) -> None:
    await stage.guest("Ana", "agora", "cuisine")
    notice = NOTICE | {"locations": [{"room": "agora"}, {"room": "cuisine"}]}
    code = (await browser.post("/api/notices", json=notice)).json()["receipt"]
    mo = await stage.moderator("Mo")
    _, second = await stage.house.http.team.casework.queue(mo)
    wish = Wish(sanction="none", ground="rule-1", reason="")
    await stage.house.http.team.court.sanctioning.decide(mo, second.id, wish)
    assert (await browser.get(f"/receipt/{code}", follow_redirects=False)).status_code == 303
    info = (await browser.get("/api/receipt")).json()
    assert [(item["item"], item["outcome"], item["may_appeal"]) for item in info["items"]] == [
        (1, "waiting", False),
        (2, "nothing_found", True),
    ]
    page = (await browser.get("/receipt", headers={"Accept": "text/html"})).text
    assert page.count("<form") == 1 and 'name="item" value="2"' in page
    form = {"text": "C'est pourtant clair.", "item": "2"}
    sent = await browser.post("/receipt/appeal", data=form, headers={"Accept": "text/html"}, follow_redirects=False)
    assert sent.status_code == 303
    items = (await browser.get("/api/receipt")).json()["items"]
    assert "appeal" not in items[0] and items[1]["appeal"]["text"] == "C'est pourtant clair."
    assert_problem(await browser.post("/api/receipt/appeal", json={"text": "Et là ?", "item": 3}), 404, "not_found")
    assert_problem(await browser.post("/api/receipt/appeal", json={"text": "Et là ?"}), 409, "conflict")


async def test_a_place_nobody_can_name_is_a_case_of_its_own_each_time(stage: Stage, browser: httpx.AsyncClient) -> None:
    notice = NOTICE | {"locations": [{"who": "Quelqu'un", "when": "la nuit dernière"}]}
    for _ in range(2):
        assert (await browser.post("/api/notices", json=notice)).status_code == 201
    cases = await stage.store.cases(None, {"open"}, 10)
    assert [case.subject.room_id for case in cases] == [0, 0]


async def test_who_reports_what_concerns_a_child_is_not_kept(stage: Stage, browser: httpx.AsyncClient) -> None:
    response = await browser.post("/api/notices", json=NOTICE | {"category": "minor"})
    assert response.status_code == 201
    assert [line["number"] for line in response.json()["lines"]] == ["114", "119", "3018"]
    (case,) = await stage.store.cases(None, {"open"}, 10)
    (report,) = await stage.store.reports(case.id)
    assert report.notice is not None
    assert (report.notice.name, report.notice.email) == ("", "")
    assert case.urgent


@pytest.mark.parametrize(
    "missing",
    [{"name": " "}, {"email": "chloe"}, {"email": ""}, {"explanation": " "}, {"locations": [{"room": " "}]}],
)
async def test_a_notice_needs_what_the_law_says(browser: httpx.AsyncClient, missing: Json) -> None:
    assert_problem(await browser.post("/api/notices", json=NOTICE | missing), 422, "notice_incomplete")


@pytest.mark.parametrize("wrong", [{"good_faith": False}, {"category": "spam"}, {"locations": []}, {"more": 1}])
async def test_a_malformed_notice_is_refused(browser: httpx.AsyncClient, wrong: Json) -> None:
    assert_problem(await browser.post("/api/notices", json=NOTICE | wrong), 400, "invalid")


async def test_the_page_works_without_a_script(stage: Stage, browser: httpx.AsyncClient) -> None:
    page = await browser.get("/notice?lang=fr")
    assert page.status_code == 200
    assert 'action="/notice"' in page.text
    assert "<script" not in page.text
    sent = await browser.post("/notice", data=FORM)
    assert sent.status_code == 201, sent.text
    assert "Signalement reçu" in sent.text
    assert len(await stage.store.cases(None, {"open"}, 10)) == 1


async def test_the_page_keeps_what_was_typed_and_says_what_is_missing(stage: Stage, browser: httpx.AsyncClient) -> None:
    sent = await browser.post("/notice?lang=fr", data={**FORM, "email": "", "explanation": "<b>voilà</b>"})
    assert sent.status_code == 422
    assert "Il manque quelque chose" in sent.text
    assert "&lt;b&gt;voilà&lt;/b&gt;" in sent.text
    assert 'value="Chloé Martin"' in sent.text
    assert (await browser.post("/notice", data={"category": "spam"})).status_code == 422
    assert await stage.store.cases(None, {"open"}, 10) == []


async def test_without_a_script_one_waits_a_minute_under_pressure_and_loses_nothing(static: Path) -> None:
    stage = await set_stage(pressed(sessions_per_prefix=1))
    for nickname in ("Ana", "Bilal"):
        await stage.session(nickname, prefix="127.0.0.0/24")
    async with visitor(stage, static) as stranger:
        stranger.headers["Accept-Language"] = "fr"
        page = await stranger.post("/notice", data=FORM)
        assert page.status_code == 422
        assert "Attendez 60\u202fs" in page.text
        assert FORM["explanation"] in page.text
        (ticket,) = re.findall(r'name="payload" value="([^"]+)"', page.text)
        assert (await stranger.post("/notice", data=FORM | {"payload": ticket})).status_code == 422
        stage.clock.step(60)
        assert (await stranger.post("/notice", data=FORM | {"payload": ticket})).status_code == 201
        answer = await stranger.post("/api/notices", json=NOTICE)
        assert_problem(answer, 429, "challenge_required")
        assert (answer.headers["retry-after"], bool(answer.json()["challenge"])) == ("60", True)
