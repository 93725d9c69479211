"""Anyone reports without a session, with a script or without."""

from typing import Any

import httpx
import pytest

from tests.cast import Stage
from tests.http.conftest import assert_problem

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
