"""Every route of the desk and of sign-in: nobody from outside is answered, each of the team may do what is theirs."""

import re
from collections.abc import Iterator

import httpx
import pytest

from palabre.http import passkeys
from palabre.http.app import JSON_ROUTES
from palabre.http.staff import STAFF_COOKIE
from tests.cast import Stage
from tests.http.conftest import assert_problem
from tests.http.test_desk import NO_SOUP, member_of

# The doors: they are for who is not in yet, and the way out is anybody's.
DOORS = {
    "/api/sign-in",
    "/api/sign-in/link",
    "/api/sign-in/passkey/options",
    "/api/sign-in/passkey/verify",
    "/api/sign-in/recovery",
}
ANSWER = {
    "id": "AAAA",
    "rawId": "AAAA",
    "type": "public-key",
    "response": {"clientDataJSON": "AAAA", "authenticatorData": "AAAA", "signature": "AAAA"},
}
NEW_ANSWER = {**ANSWER, "response": {"clientDataJSON": "AAAA", "attestationObject": "AAAA"}}
BODIES: dict[str, object] = {
    "/api/desk/presence": {"rooms": [], "active": True},
    "/api/desk/shield": {"on": True, "confirm": True},
    "/api/desk/rules": NO_SOUP,
    "/api/desk/rules/check": NO_SOUP,
    "/api/desk/rules/backtest": {"rule": NO_SOUP},
    "/api/desk/rules/1/status": {"status": "shadow"},
    "/api/desk/people": {"name": "Chloé", "role": "moderator"},
    "/api/desk/cases/1/decision": {"sanction": "none", "ground": "rule-4"},
    "/api/desk/cases/1/appeal": {"outcome": "upheld", "reason": "Relu."},
    "/api/desk/decisions/1/reversal": {"reason": "Relu."},
    "/api/desk/guests/1/1/case": {"category": "other"},
    "/api/desk/cases/1/danger": {"format": "json"},
    "/api/desk/cases/1/danger/sent": {"recipient": "PHAROS"},
    "/api/desk/orders": {
        "kind": "removal",
        "authority": "Autorité",
        "reference": "1",
        "about": {"kind": "other", "words": "x"},
    },
    "/api/desk/orders/1/silence": {"until": None, "reason": "Relu."},
    "/api/desk/orders/1/export": {},
    **{f"/api/desk/orders/1/{verb}": {"reason": "Relu."} for verb in ("act", "answer", "refuse", "preserve", "free")},
    "/api/sign-in/passkeys": {"name": "Téléphone", "credential": NEW_ANSWER},
    "/api/sign-in/confirm/verify": ANSWER,
}


def staff_routes() -> Iterator[tuple[str, str]]:
    """Method and address of each route that is for the team."""
    for handler in JSON_ROUTES:
        for path in handler.paths:
            address = re.sub(r"\{[^}]*\}", "1", path)
            if address.startswith(("/api/desk", "/api/sign-in")) and address not in DOORS:
                yield from ((method, address) for method in sorted(handler.http_methods) if method != "OPTIONS")


async def ask(client: httpx.AsyncClient, method: str, address: str) -> httpx.Response:
    body = BODIES.get(address, {}) if method == "POST" else None
    return await client.request(method, address, json=body)


@pytest.mark.parametrize("who", ["stranger", "guest", "forger"])
async def test_nobody_from_outside_is_answered(stage: Stage, browser: httpx.AsyncClient, who: str) -> None:
    if who == "guest":
        browser.cookies.set("palabre_session", (await stage.session("Ana"))[0])
    if who == "forger":
        browser.cookies.set(STAFF_COOKIE, "A" * 43)
    asked = [*staff_routes()]
    assert len(asked) > 30
    for method, address in asked:
        # Whatever they send: a form, nothing, or what one of the team would.
        for response in (await ask(browser, method, address), await browser.request(method, address)):
            assert response.status_code == 401, (method, address, response.text)
            assert_problem(response, 401, "staff_required")


FROM_ELSEWHERE: dict[str, dict[str, str]] = {
    "another site": {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
    "a neighbour": {"Origin": "http://blog.localhost:8000", "Sec-Fetch-Site": "same-site"},
    "another port of this machine": {"Origin": "http://127.0.0.1:9000", "Sec-Fetch-Site": "same-site"},
    "another scheme": {"Origin": "https://127.0.0.1:8000"},
    "a page without an origin": {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    "a browser that hides the origin": {"Sec-Fetch-Site": "cross-site"},
}
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("page", FROM_ELSEWHERE)
async def test_a_page_of_another_place_changes_nothing_with_the_cookie_of_the_team(
    stage: Stage, browser: httpx.AsyncClient, page: str
) -> None:
    """A form, or a fetch, on every route of the desk and of sign-in, the doors too."""
    member = await member_of(stage, "owner")
    assert member is not None
    browser.cookies.set(STAFF_COOKIE, await stage.signed_in(member))
    doors = [("POST", address) for address in sorted(DOORS - {"/api/sign-in"})]
    asked = [each for each in staff_routes() if each[0] != "GET"] + doors + [("DELETE", "/api/sign-in")]
    before = await stage.store.deeds_done()
    headers = FROM_ELSEWHERE[page]
    for method, address in asked:
        body = BODIES.get(address, {})
        fetched = await browser.request(method, address, json=body, headers=headers)
        posted = await browser.request(method, address, content=b"on=true", headers={**headers, "Content-Type": FORM})
        for response in (fetched, posted):
            assert_problem(response, 403, "origin_refused")
    assert await stage.store.deeds_done() == before
    assert (await browser.get("/api/desk/state")).status_code == 200


async def test_no_page_of_another_place_reads_what_the_desk_answers(stage: Stage, browser: httpx.AsyncClient) -> None:
    member = await member_of(stage, "owner")
    assert member is not None
    browser.cookies.set(STAFF_COOKIE, await stage.signed_in(member))
    for method, address in staff_routes():
        if method == "GET":
            response = await browser.get(address, headers=FROM_ELSEWHERE["another site"])
            assert not [name for name in response.headers if name.startswith("access-control")], address
            assert response.headers["cross-origin-resource-policy"] == "same-origin"
            assert response.headers["cache-control"] == "no-store"


WHO = ("custodian", "elsewhere", "moderator", "owner")
# fmt: off
TABLE: dict[tuple[str, str], tuple[int, ...]] = {
    # who asks:                               custodian elsewhere moderator owner
    ("GET",    "/api/desk/people"):                (200, 200, 200, 200),
    ("POST",   "/api/desk/people"):                (403, 403, 403, 201),
    ("POST",   "/api/desk/people/1/link"):         (403, 403, 403, 201),
    ("DELETE", "/api/desk/people/1"):              (403, 403, 403, 204),
    ("GET",    "/api/sign-in/passkeys"):           (200, 200, 200, 200),
    # A bare address knows no passkeys, and nobody here has one.
    ("POST",   "/api/sign-in/passkeys/options"):   (409, 409, 409, 409),
    ("POST",   "/api/sign-in/passkeys"):           (409, 409, 409, 409),
    ("DELETE", "/api/sign-in/passkeys/1"):         (404, 404, 404, 404),
    ("POST",   "/api/sign-in/recovery-codes"):     (403, 403, 403, 403),
    ("POST",   "/api/sign-in/confirm/options"):    (409, 409, 409, 409),
    ("POST",   "/api/sign-in/confirm/verify"):     (409, 409, 409, 409),
}
# fmt: on


@pytest.mark.parametrize("who", WHO)
async def test_each_of_the_team_may_do_what_is_theirs(stage: Stage, browser: httpx.AsyncClient, who: str) -> None:
    await stage.moderator("Bilal")
    member = await member_of(stage, who)
    assert member is not None
    browser.cookies.set(STAFF_COOKIE, await stage.signed_in(member))
    for (method, address), row in TABLE.items():
        response = await ask(browser, method, address)
        assert response.status_code == row[WHO.index(who)], (method, address, response.text)


def test_the_table_knows_every_route_of_one_s_own_keys_and_of_people() -> None:
    known = {address for method, address in staff_routes() if "people" in address or "sign-in" in address}
    assert known == {address for _, address in TABLE}
    assert len(passkeys.ROUTES) == 7
