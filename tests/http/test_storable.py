"""Whatever a request brings can be kept by every database: U+0000 is refused at the door, wherever it is."""

import httpx
import pytest

from palabre.http.staff import STAFF_COOKIE
from palabre.http.storable import ESCAPED_NUL
from tests.cast import Stage, assert_refused
from tests.http.conftest import assert_problem
from tests.http.test_desk import member_of

JSON = {"Content-Type": "application/json"}
NOTICE = b'{"category":"other","explanation":"Un\\u0000","locations":[{"room":"agora"}],"good_faith":true}'
BODIES = {
    "/api/sessions": b'{"nickname":"A\\u0000na","locale":"fr"}',
    "/api/reports": b'{"subject":{"kind":"guest","room":"agora","tag":"\\u0000"},"category":"other"}',
    "/api/notices": NOTICE,
    "/api/receipt/appeal": b'{"text":"\\\\\\u0000"}',
    "/api/desk/people": b'{"name":"\\u0000","role":"moderator"}',
    "/api/desk/cases/1/decision": b'{"sanction":"none","ground":"rule-4","reason":"\\u0000"}',
    "/api/desk/guests/agora/1/case": b'{"category":"other","message_id":"\\u0000"}',
}


async def signed_in(stage: Stage, browser: httpx.AsyncClient) -> None:
    member = await member_of(stage, "owner")
    assert member is not None
    browser.cookies.set(STAFF_COOKIE, await stage.signed_in(member))


@pytest.mark.parametrize("address", BODIES)
async def test_a_body_with_it_is_refused(stage: Stage, browser: httpx.AsyncClient, address: str) -> None:
    await signed_in(stage, browser)
    if address == "/api/reports":
        browser.cookies.set("palabre_session", (await stage.session("Ana"))[0])
    assert_problem(await browser.post(address, content=BODIES[address], headers=JSON), 400, "malformed")


@pytest.mark.parametrize("body", [b"code=A%00B", b"code=A\x00B"])
async def test_a_form_with_it_is_refused(browser: httpx.AsyncClient, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await browser.post("/receipt", content=body, headers=headers)).status_code == 400


@pytest.mark.parametrize("address", ["/api/desk/guests/agora/%00", "/api/desk/events?before=%00", "/r/%00"])
async def test_an_address_with_it_is_refused(stage: Stage, browser: httpx.AsyncClient, address: str) -> None:
    await signed_in(stage, browser)
    assert_problem(await browser.get(address), 400, "malformed")


@pytest.mark.parametrize("said", [rb"\\u0000", rb"\\\\u0000", b"%00", b"100%"])
async def test_who_only_writes_about_it_is_heard(said: bytes) -> None:
    assert ESCAPED_NUL.search(said) is None


async def test_nobody_is_hidden_under_a_tag_with_it(stage: Stage) -> None:
    ana = await stage.guest("Ana", "agora")
    assert_refused(await ana.ask("guest.hide", room="agora", tag="\0"), "not_found")
