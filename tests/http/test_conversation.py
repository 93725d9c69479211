"""What a guest reads of a room beside the live stream: reactions, one message, who is there, whom they hide."""

import httpx
import pytest

from tests.cast import Stage, assert_done
from tests.http.conftest import assert_problem


async def come_in(browser: httpx.AsyncClient, stage: Stage, nickname: str = "Chloé") -> str:
    """Open a session; returns its id."""
    assert (await browser.post("/api/sessions", json={"nickname": nickname})).status_code == 201
    session = await stage.house.http.guests.book.find(browser.cookies["palabre_session"])
    assert session is not None
    return session.id


async def test_a_page_carries_reactions_and_one_s_own(browser: httpx.AsyncClient, stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    first, second = [(await ana.post(text))["message_id"] for text in ("Bonsoir", "Quelqu’un ?")]
    await come_in(browser, stage)
    session = await stage.house.http.guests.book.find(browser.cookies["palabre_session"])
    chloe = stage.tab(session)
    await chloe.enter("agora")
    for tab in (ana, chloe):
        assert_done(await tab.ask("reaction.set", room="agora", message_id=second, reaction="thanks"))
    page = (await browser.get("/api/rooms/agora/messages")).json()
    assert [message["id"] for message in page["messages"]] == [first, second]
    (reactions,) = page["reactions"]
    assert (reactions["message_id"], reactions["counts"]) == (second, {"thanks": 2})
    assert page["reacted"] == {second: ["thanks"]}
    assert (await browser.get("/api/rooms/agora/messages?before=2")).json()["reactions"] == []


async def test_one_message_is_a_page_of_its_own(browser: httpx.AsyncClient, stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    message_id = (await ana.post("Bonsoir"))["message_id"]
    await come_in(browser, stage)
    page = (await browser.get(f"/api/rooms/agora/messages/{message_id}")).json()
    assert [message["body"] for message in page["messages"]] == ["Bonsoir"]
    assert page["more"] is False


@pytest.mark.parametrize("path", ["agora/messages/none", "cuisine/messages/{id}", "nulle-part/messages/{id}"])
async def test_a_message_that_is_not_there_is_not_found(browser: httpx.AsyncClient, stage: Stage, path: str) -> None:
    message_id = (await (await stage.guest("Ana", "agora")).post())["message_id"]
    await come_in(browser, stage)
    assert_problem(await browser.get(f"/api/rooms/{path.format(id=message_id)}"), 404, "not_found")


async def test_people_are_found_by_the_beginning_of_a_name(browser: httpx.AsyncClient, stage: Stage) -> None:
    for nickname in ("Ana", "Éloi", "Bilal"):
        await (await stage.guest(nickname, "agora")).post(f"Ici {nickname}")
    await stage.step(2)
    await come_in(browser, stage)

    async def found(name: str) -> list[str]:
        answer = (await browser.get("/api/rooms/agora/people", params={"name": name})).json()
        assert answer["more"] is False
        return [person["nickname"] for person in answer["people"]]

    assert await found("") == ["Ana", "Bilal", "Éloi"]
    assert await found("el") == ["Éloi"]
    assert await found("Personne") == []


async def test_at_most_twenty_people_are_told(browser: httpx.AsyncClient, stage: Stage) -> None:
    for number in range(21):
        await (await stage.guest(f"Invité {number:02}", "agora")).post(f"Ici {number}")
    await stage.step(2)
    await come_in(browser, stage)
    answer = (await browser.get("/api/rooms/agora/people?name=inv")).json()
    assert (len(answer["people"]), answer["more"]) == (20, True)


async def test_a_name_is_no_longer_than_a_nickname(browser: httpx.AsyncClient, stage: Stage) -> None:
    await come_in(browser, stage)
    assert (await browser.get("/api/rooms/agora/people", params={"name": "é" * 24})).status_code == 200
    assert_problem(await browser.get("/api/rooms/agora/people", params={"name": "é" * 25}), 400, "invalid")


async def test_the_hidden_are_listed_room_by_room_and_left_out_of_pages(
    browser: httpx.AsyncClient, stage: Stage
) -> None:
    bilal = await stage.guest("Bilal", "agora")
    message_id = (await bilal.post("Encore moi"))["message_id"]
    await come_in(browser, stage)
    assert (await browser.get("/api/hidden")).json() == {"rooms": []}
    chloe = stage.tab(await stage.house.http.guests.book.find(browser.cookies["palabre_session"]))
    tag = (await chloe.enter("agora"))["messages"][0]["author"]["tag"]
    assert_done(await chloe.ask("guest.hide", room="agora", tag=tag))
    (hidden,) = (await browser.get("/api/hidden")).json()["rooms"]
    assert hidden == {"room": "agora", "people": [{"nickname": "Bilal", "tag": tag}]}
    assert (await browser.get("/api/rooms/agora/messages")).json()["messages"] == []
    assert_problem(await browser.get(f"/api/rooms/agora/messages/{message_id}"), 404, "not_found")


@pytest.mark.parametrize(
    "path", ["rooms/agora/messages", "rooms/agora/messages/x", "rooms/agora/people?name=a", "hidden"]
)
async def test_what_only_guests_may_read_asks_for_a_session(browser: httpx.AsyncClient, path: str) -> None:
    assert_problem(await browser.get(f"/api/{path}"), 401, "session_required")


async def test_the_lobby_s_cards_tell_the_position_of_the_last_event(browser: httpx.AsyncClient, stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    for _ in range(3):
        await ana.post()
    rooms = (await browser.get("/api/rooms")).json()["rooms"]
    assert [room["offset"] for room in rooms] == [3, 0, 0]
