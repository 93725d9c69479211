"""The list of rooms, and pages of older messages."""

import httpx
import pytest

from tests.cast import HOUR, Stage
from tests.http.conftest import assert_problem


async def come_in(browser: httpx.AsyncClient) -> None:
    assert (await browser.post("/api/sessions", json={"nickname": "Chloé"})).status_code == 201


async def test_the_open_rooms_are_listed_in_order_with_who_is_there(browser: httpx.AsyncClient, stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    await ana.post()
    await stage.spectator("agora")
    rooms = (await browser.get("/api/rooms")).json()["rooms"]
    assert [room["slug"] for room in rooms] == ["agora", "cuisine", "minuit"]
    assert (rooms[0]["present"], rooms[0]["spectators"]) == (1, 1)
    assert rooms[0]["name"] == "Agora"


async def test_older_messages_are_for_guests(browser: httpx.AsyncClient) -> None:
    assert_problem(await browser.get("/api/rooms/agora/messages"), 401, "session_required")


async def test_older_messages_come_page_by_page(browser: httpx.AsyncClient, stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    for number in range(1, 61):
        stage.clock.step(1)
        await ana.post(f"message {number}")
    await come_in(browser)
    newest = (await browser.get("/api/rooms/agora/messages")).json()
    assert [message["offset"] for message in newest["messages"]] == list(range(11, 61))
    assert newest["more"]
    oldest = (await browser.get("/api/rooms/agora/messages?before=11")).json()
    assert [message["body"] for message in oldest["messages"]] == [f"message {number}" for number in range(1, 11)]
    assert not oldest["more"]


async def test_an_expired_message_is_on_no_page(browser: httpx.AsyncClient, stage: Stage) -> None:
    await (await stage.guest("Ana", "agora")).post()
    stage.clock.step(6 * HOUR + 1)
    await come_in(browser)
    assert (await browser.get("/api/rooms/agora/messages")).json() == {
        "messages": [],
        "more": False,
        "reactions": [],
        "reacted": {},
    }


@pytest.mark.parametrize("before", ["0", "-1", "x", "1.5", "9007199254740992", "1" * 1_000])
async def test_an_offset_that_is_none_is_refused(browser: httpx.AsyncClient, before: str) -> None:
    await come_in(browser)
    assert_problem(await browser.get(f"/api/rooms/agora/messages?before={before}"), 400, "invalid")


@pytest.mark.parametrize("slug", ["nulle-part", "AGORA", "%F0%9F%8C%B3", "a" * 500, "%ff"])
async def test_a_room_that_is_none_is_not_found(browser: httpx.AsyncClient, slug: str) -> None:
    await come_in(browser)
    assert_problem(await browser.get(f"/api/rooms/{slug}/messages"), 404, "not_found")


async def test_a_page_of_messages_is_compressed(browser: httpx.AsyncClient, stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    await ana.post("bla " * 400)
    await come_in(browser)
    response = await browser.get("/api/rooms/agora/messages", headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert int(response.headers["content-length"]) < 500
    assert response.json()["messages"][0]["body"].startswith("bla bla")
