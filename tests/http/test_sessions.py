"""Coming in with a name, asking who one is, leaving."""

from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest

from palabre.settings.traffic import Allowances
from tests.cast import HOUR, Stage, key, set_stage, settings_of
from tests.http.conftest import assert_problem, public_settings, visitor
from tests.services.team import tended

JSON = {"Content-Type": "application/json"}


async def come_in(browser: httpx.AsyncClient, nickname: str = "Ana") -> httpx.Response:
    response = await browser.post("/api/sessions", json={"nickname": nickname, "locale": "fr"})
    assert response.status_code == 201, response.text
    return response


async def test_a_name_is_enough_to_open_a_session(browser: httpx.AsyncClient) -> None:
    response = await come_in(browser)
    assert response.json()["nickname"] == "Ana"
    assert response.json()["ends_at"].endswith("Z")
    assert (await browser.get("/api/sessions/current")).json() == response.json()


async def test_the_cookie_is_unreadable_by_scripts_and_stays_on_this_site(browser: httpx.AsyncClient) -> None:
    cookie = SimpleCookie((await come_in(browser)).headers["set-cookie"])["palabre_session"]
    assert cookie["httponly"]
    assert cookie["samesite"].lower() == "lax"
    assert (cookie["path"], cookie["max-age"]) == ("/", "86400")
    assert not cookie["secure"], "a loopback address has no TLS"


async def test_the_cookie_is_secure_everywhere_but_on_this_machine(static: Path) -> None:
    public = await tended(await set_stage(public_settings()))
    async with visitor(public, static) as browser:
        response = await browser.post("/api/sessions", json={"nickname": "Ana"}, headers={"Host": "palabre.example"})
    assert SimpleCookie(response.headers["set-cookie"])["palabre_session"]["secure"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "invalid"),
        (b"{", 400, "malformed"),
        (b"\xff", 400, "malformed"),
        (b"[" * 4_000, 400, "malformed"),
        (b'{"nickname": "\\ud800"}', 400, "malformed"),
        (b"[1]", 400, "invalid"),
        (b"null", 400, "invalid"),
        (b"{}", 400, "invalid"),
        (b'{"nickname": 5}', 400, "invalid"),
        (b'{"nickname": "Ana", "locale": "de"}', 400, "invalid"),
        (b'{"nickname": "Ana", "admin": true}', 400, "invalid"),
        (b'{"nickname": "A"}', 422, "nickname_invalid"),
        (b'{"nickname": "mod\xc3\xa9rateur"}', 409, "nickname_reserved"),
        (b'{"nickname": "Ana", "room": "nulle-part"}', 404, "not_found"),
        (b'{"nickname": "' + b"a" * 5_000 + b'"}', 413, "too_large"),
    ],
)
async def test_a_bad_request_is_a_clear_problem(
    browser: httpx.AsyncClient, body: bytes, status: int, code: str
) -> None:
    assert_problem(await browser.post("/api/sessions", content=body, headers=JSON), status, code)
    assert not browser.cookies


async def test_a_fault_names_its_field_and_not_its_value(browser: httpx.AsyncClient) -> None:
    response = await browser.post("/api/sessions", json={"nickname": ["secret"]})
    assert response.json()["detail"] == "nickname: Expected `str`, got `array`"


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_only_json_is_read(browser: httpx.AsyncClient, content_type: str) -> None:
    response = await browser.post(
        "/api/sessions", content=b'{"nickname": "Ana"}', headers={"Content-Type": content_type}
    )
    assert_problem(response, 415, "json_expected")


async def test_a_name_worn_in_the_room_is_taken(browser: httpx.AsyncClient, stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    await ana.post()
    response = await browser.post("/api/sessions", json={"nickname": "aná", "room": "agora"})
    assert_problem(response, 409, "nickname_taken")


async def test_a_prefix_that_opens_too_many_sessions_is_told_when_to_retry(static: Path) -> None:
    stage = await set_stage(settings_of(allowances=Allowances(sessions_per_minute=0.01, factor=1)))
    async with visitor(stage, static) as browser:
        await come_in(browser)
        response = await browser.post("/api/sessions", json={"nickname": "Bilal"})
    assert_problem(response, 429, "slowed")
    assert 0 < response.json()["retry_after"] <= 60
    assert 1 <= int(response.headers["retry-after"]) <= 60


async def test_a_store_that_cannot_write_says_so_and_when_to_retry(browser: httpx.AsyncClient, stage: Stage) -> None:
    stage.store.tables.writable = False
    response = await browser.post("/api/sessions", json={"nickname": "Ana"})
    assert_problem(response, 503, "unavailable")
    assert response.headers["retry-after"] == "1"


@pytest.mark.parametrize("cookie", ["", "forged", "a" * 1_000, "é"])
async def test_a_forged_cookie_opens_nothing(browser: httpx.AsyncClient, cookie: str) -> None:
    headers = [(b"Cookie", f"palabre_session={cookie}".encode())]
    response = await browser.get("/api/sessions/current", headers=headers)
    assert_problem(response, 401, "session_required")
    assert response.headers["www-authenticate"] == "Session"


async def test_a_session_that_has_ended_opens_nothing(browser: httpx.AsyncClient, stage: Stage) -> None:
    await come_in(browser)
    stage.clock.step(4 * HOUR + 1)
    assert_problem(await browser.get("/api/sessions/current"), 401, "session_required")


async def test_leaving_ends_the_session_and_forgets_the_cookies(browser: httpx.AsyncClient) -> None:
    token = SimpleCookie((await come_in(browser)).headers["set-cookie"])["palabre_session"].value
    response = await browser.delete("/api/sessions/current")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["clear-site-data"] == '"storage"'
    expired = SimpleCookie("\r\n".join(response.headers.get_list("set-cookie")))
    assert {*expired} == {"palabre_session", "palabre_lang", "palabre_theme", "palabre_size"}
    assert not browser.cookies
    again = await browser.get("/api/sessions/current", headers={"Cookie": f"palabre_session={token}"})
    assert_problem(again, 401, "session_required")


async def test_leaving_twice_is_no_error(browser: httpx.AsyncClient) -> None:
    assert (await browser.delete("/api/sessions/current")).status_code == 204


async def test_erasing_takes_the_messages_back(browser: httpx.AsyncClient, stage: Stage) -> None:
    await come_in(browser)
    session = await stage.house.http.guests.book.find(browser.cookies["palabre_session"])
    ana = stage.tab(session)
    await ana.enter("agora")
    await ana.post("un secret", client_message_id=key())
    assert (await browser.delete("/api/sessions/current?erase=messages")).status_code == 204
    (message,) = (await stage.house.http.rooms.reading.page("agora", 100)).messages
    assert (message.body, message.removed) == ("", "erased")


async def test_erasing_without_a_session_is_not_pretended(browser: httpx.AsyncClient) -> None:
    assert_problem(await browser.delete("/api/sessions/current?erase=messages"), 401, "session_required")


async def test_an_unknown_kind_of_erasing_is_refused(browser: httpx.AsyncClient) -> None:
    assert_problem(await browser.delete("/api/sessions/current?erase=all"), 400, "invalid")
