"""Proving one's age with a wallet: the same device, another one, and everything that must not prove it."""

import html
import re
from pathlib import Path
from typing import get_args

import httpx
import msgspec
import pytest

from palabre.ports.accounts import AccountFault
from palabre.ports.presentations import PresentationFault
from palabre.protocol.openid4vp import MAX_RESPONSE_BYTES, answer_of, request_in
from palabre.settings.traffic import Allowances
from tests.cast import Stage, set_stage, settings_of
from tests.http.age import KEY, Json, begun, came_in, completed, given, how, matching_code, parameters, standing
from tests.http.conftest import assert_problem, visitor

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def posted(wallet: httpx.AsyncClient, address: str, body: bytes, **headers: str) -> httpx.Response:
    """A wallet posts its answer: no cookie, no origin."""
    return await wallet.post(address, content=body, headers={**FORM, **headers})


def answer_path(attempt: Json) -> str:
    return f"/age/eu/{attempt['id']}/response"


async def test_an_adult_proves_it_on_the_same_device(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    attempt = await begun(browser)
    led = await given(browser, attempt)
    assert (led["path"], led["attempt"]) == ("/age/back", attempt["id"])
    assert (await how(browser, attempt))["state"] == "answered"
    assert (await standing(browser))["proven"] is False
    done = await completed(browser, attempt, led["response_code"])
    assert (done.status_code, done.json()["state"]) == (200, "proven")
    assert (await standing(browser))["proven"] is True


async def test_an_adult_proves_it_with_another_device(browser: httpx.AsyncClient, stage: Stage, static: Path) -> None:
    await came_in(browser)
    attempt = await begun(browser, device="other")
    assert attempt["qr"].startswith("<svg")
    assert "style" not in attempt["qr"]
    assert attempt["site"] == "127.0.0.1:8000"
    async with visitor(stage, static) as telephone:
        led = await given(telephone, attempt)
        assert led["path"] == "/age/done"
        page = await telephone.get("/age/done", params={"code": led["code"]})
    assert (await how(browser, attempt))["needs"] == "matching_code"
    typed = await browser.post(f"/api/age/attempts/{attempt['id']}/code", json={"code": matching_code(page.text)})
    assert (typed.status_code, typed.json()["state"]) == (200, "proven")


@pytest.mark.parametrize(
    ("proof", "reason"),
    [
        ("under_18", "not_over_18"),
        ("expired", "expired"),
        ("another_site", "device_signature"),
        ("too_much", "too_much_disclosed"),
        ("replayed", "device_signature"),
        ("unknown_issuer", "issuer_unknown"),
        ("altered", "digest_mismatch"),
        ("decline", "declined"),
    ],
)
@pytest.mark.parametrize("device", ["same", "other"])
async def test_a_wrong_proof_says_which_and_proves_nothing(
    browser: httpx.AsyncClient, proof: str, reason: str, device: str
) -> None:
    await came_in(browser)
    attempt = await begun(browser, device=device)
    led = await given(browser, attempt, proof)
    assert led["path"] == ("/age/back" if device == "same" else "/age/done")
    assert led["refused"] == reason
    assert not {"response_code", "code"} & led.keys()
    found = await how(browser, attempt)
    assert (found["state"], found["reason"]) == ("refused", reason)
    assert (await standing(browser))["proven"] is False


async def test_every_attempt_asks_its_own_question(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    asked = [request_in((await begun(browser))["link"]) for _ in range(4)]
    nonces = {request.nonce for request in asked if request}
    assert len(nonces) == len({request.state for request in asked if request}) == 4
    assert min(map(len, nonces)) >= 22  # 128 bits, base64url


async def test_nobody_else_sees_or_completes_an_attempt(browser: httpx.AsyncClient, stage: Stage, static: Path) -> None:
    await came_in(browser)
    attempt = await begun(browser)
    led = await given(browser, attempt)
    async with visitor(stage, static) as thief:
        assert_problem(await completed(thief, attempt, led["response_code"]), 401, "session_required")
        await came_in(thief, "Bilal")
        address = f"/api/age/attempts/{attempt['id']}"
        assert_problem(await thief.get(address), 404, "not_found")
        assert_problem(await completed(thief, attempt, led["response_code"]), 404, "not_found")
        assert_problem(await thief.post(f"{address}/code", json={"code": "123456"}), 404, "not_found")
        assert_problem(await thief.delete(address), 404, "not_found")
        assert (await standing(thief))["proven"] is False
    assert (await completed(browser, attempt, led["response_code"])).status_code == 200


async def test_a_completion_works_once(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    attempt = await begun(browser)
    led = await given(browser, attempt)
    await completed(browser, attempt, led["response_code"])
    assert_problem(await completed(browser, attempt, led["response_code"]), 409, "attempt_over")


async def test_a_wrong_code_may_be_typed_three_times(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    attempt = await begun(browser, device="other")
    right = (await given(browser, attempt))["code"]
    address = f"/api/age/attempts/{attempt['id']}/code"
    wrong = "000000" if right != "000000" else "111111"
    for left in (2, 1, 0):
        refused = await browser.post(address, json={"code": wrong})
        assert_problem(refused, 422, "code_wrong")
        assert refused.json()["limit"] == left
    assert_problem(await browser.post(address, json={"code": right}), 409, "attempt_over")
    assert (await how(browser, attempt))["reason"] == "codes_spent"


async def test_a_newer_attempt_ends_the_older_and_its_question(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    older, newer = await begun(browser), await begun(browser)
    assert (await how(browser, older))["state"] == "ended"
    assert (await given(browser, older))["refused"] == "attempt_unknown"
    assert "response_code" in await given(browser, newer)


async def test_an_attempt_given_up_is_answered_no_more(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    attempt = await begun(browser)
    assert (await browser.delete(f"/api/age/attempts/{attempt['id']}")).status_code == 204
    assert (await given(browser, attempt))["refused"] == "attempt_unknown"


async def test_ten_minutes_later_it_is_too_late(browser: httpx.AsyncClient, stage: Stage) -> None:
    await came_in(browser)
    attempt = await begun(browser)
    await stage.step(600)
    found = await how(browser, attempt)
    assert (found["state"], found["reason"]) == ("ended", "expired")
    assert (await given(browser, attempt))["refused"] == "attempt_unknown"


async def test_one_ends_ones_own_proof(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    attempt = await begun(browser)
    await completed(browser, attempt, (await given(browser, attempt))["response_code"])
    assert (await browser.post("/api/age/end", json={})).status_code == 204
    assert (await standing(browser))["proven"] is False


async def test_whatever_is_no_answer_is_answered_alike(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    attempt = await begun(browser)
    request = request_in(attempt["link"])
    assert request is not None
    forged = answer_of(msgspec.structs.replace(request, state=f"{attempt['id']}.guessed"), b"presented")
    bodies = [b"", b"\xff", b"vp_token={}", b"error=access_denied", forged, forged + b"&state=again"]
    answers = [await posted(browser, answer_path(attempt), body) for body in bodies]
    answers += [await posted(browser, f"/age/eu/{'A' * 22}/response", answer_of(request, b"presented"))]
    assert {(answer.status_code, answer.text) for answer in answers} == {
        (200, '{"redirect_uri":"http://127.0.0.1:8000/age/done?refused=attempt_unknown"}')
    }
    # Nothing of it was believed: the one who knows the state still may answer.
    assert (await how(browser, attempt))["state"] == "waiting"
    assert "response_code" in await given(browser, attempt)


async def test_a_wallet_s_post_is_small_a_form_and_of_no_other_site(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    path = answer_path(await begun(browser))
    assert_problem(await posted(browser, path, b"a" * (MAX_RESPONSE_BYTES + 1)), 413, "too_large")
    assert_problem(await browser.post(path, json={}), 415, "json_expected")
    assert_problem(await posted(browser, path, b"", Origin="https://another.example"), 403, "origin_refused")
    assert_problem(await posted(browser, path, b"", **{"Sec-Fetch-Site": "cross-site"}), 403, "origin_refused")


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [
        ("POST", "/api/age/attempts", {"method": "demo", "key": KEY}),
        ("GET", "/api/age/attempts/AAAA", None),
        ("POST", "/api/age/attempts/AAAA/code", {"code": "123456"}),
        ("POST", "/api/age/attempts/AAAA/complete", {"response_code": "AAAA"}),
        ("DELETE", "/api/age/attempts/AAAA", None),
        ("POST", "/api/age/end", {}),
    ],
)
async def test_without_a_session_nothing_is_begun_or_told(
    browser: httpx.AsyncClient, method: str, address: str, body: object
) -> None:
    assert_problem(await browser.request(method, address, json=body), 401, "session_required")
    assert (await standing(browser))["proven"] is False


@pytest.mark.parametrize(
    "change",
    [
        {"method": "unheard-of"},
        {"device": "third"},
        {"key": {**KEY, "d": "a-private-key"}},
        {"key": {**KEY, "crv": "P-384"}},
        {"key": {**KEY, "x": "short"}},
        {"more": 1},
    ],
)
async def test_an_attempt_of_another_shape_is_refused(browser: httpx.AsyncClient, change: Json) -> None:
    await came_in(browser)
    response = await browser.post("/api/age/attempts", json={"method": "demo", "key": KEY, **change})
    assert response.status_code == (404 if change == {"method": "unheard-of"} else 400), response.text


async def test_a_prefix_that_begins_too_often_waits(static: Path) -> None:
    stage = await set_stage(settings_of(allowances=Allowances(factor=0.01)))
    async with visitor(stage, static) as browser:
        await came_in(browser)
        answers = [await browser.post("/api/age/attempts", json={"method": "demo", "key": KEY}) for _ in range(30)]
        assert_problem(answers[-1], 429, "slowed")
        posts = [await posted(browser, "/age/eu/AAAA/response", b"") for _ in range(40)]
        assert_problem(posts[-1], 429, "slowed")


async def test_the_pages_keep_nothing_and_tell_nobody(browser: httpx.AsyncClient) -> None:
    for address in ("/age?to=/r/minuit", "/age/back?attempt=a&response_code=b", "/age/done?code=123456"):
        page = await browser.get(address)
        assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
        assert page.headers["referrer-policy"] == "no-referrer"
        assert "<script>" not in page.text
        assert "response_code" not in page.text
    script = await browser.get("/age")
    assert 'data-page="age"' in script.text


@pytest.mark.parametrize("code", ["", "12345", "1234567", "12345a", "<b>1234", "１２３４５６"])
async def test_the_last_page_shows_six_digits_and_nothing_else(browser: httpx.AsyncClient, code: str) -> None:
    page = await browser.get("/age/done", params={"code": code})
    assert "matching-code" not in page.text
    assert "<b>1234" not in page.text


async def test_an_address_that_asks_for_another_place_is_no_request_here(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    attempt = await begun(browser)
    request = request_in(attempt["link"])
    assert request is not None
    elsewhere = attempt["link"].replace("127.0.0.1%3A8000", "another.example")
    for address in (elsewhere, "", "nonsense", "av://?client_id=x"):
        page = await browser.post("/age/demo-wallet", data={"address": address, "give": "over_18"})
        assert page.status_code == 200
        assert "matching" not in page.text
    assert (await how(browser, attempt))["state"] == "waiting"


async def test_the_demo_wallet_says_who_asks_and_for_what(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    attempt = await begun(browser)
    page = await browser.get(attempt["link"])
    assert "127.0.0.1:8000" in page.text
    assert "18\u00a0ans ou plus" in page.text
    assert page.headers["cache-control"] == "no-store"
    pasted = await browser.get("/age/demo-wallet", params={"address": attempt["link"]})
    assert 'id="give"' in pasted.text
    assert 'id="address"' in (await browser.get("/age/demo-wallet")).text


@pytest.mark.parametrize("host", ["localhost:80/evil", "localhost:8000@another.example", "127.0.0.1:8000?x="])
async def test_a_host_that_is_none_begins_nothing(browser: httpx.AsyncClient, host: str) -> None:
    await came_in(browser)
    response = await browser.post("/api/age/attempts", json={"method": "demo", "key": KEY}, headers={"Host": host})
    assert response.status_code in (400, 421)


async def test_a_code_of_the_team_has_three_tries_as_well(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    attempt = await begun(browser, "human")
    assert attempt["needs"] == "staff_code"
    assert "link" not in attempt
    for left in (2, 1, 0):
        refused = await browser.post(f"/api/age/attempts/{attempt['id']}/code", json={"code": "AAAA-AAAA"})
        assert_problem(refused, 422, "code_wrong")
        assert refused.json()["limit"] == left
    assert (await how(browser, attempt))["state"] == "refused"


async def test_the_other_language_keeps_the_code_and_the_request(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    wallet = await browser.get((await begun(browser))["link"])
    for page, kept in (
        (await browser.get("/age/done?code=123456"), 'id="matching-code">123 456<'),
        (await browser.get("/age/done?refused=declined"), "You declined"),
        (wallet, 'id="give"'),
    ):
        (way,) = re.findall(r'href="(\?[^"]*lang=en)"', page.text)
        other = await browser.get(f"{page.url.path}{html.unescape(way)}")
        assert 'lang="en"' in other.text
        assert kept in other.text


REASONS = {
    *get_args(PresentationFault),
    *get_args(AccountFault),
    *("attempt_unknown", "banned", "codes_spent", "other_browser", "presentation_reused"),
}


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_every_reason_has_words_of_its_own(browser: httpx.AsyncClient, language: str) -> None:
    pages = {
        code: (await browser.get(f"/age/done?refused={code}", headers={"Accept-Language": language})).text
        for code in REASONS
    }
    general = (await browser.get("/age/done?refused=unheard-of", headers={"Accept-Language": language})).text
    assert [code for code, page in pages.items() if page == general] == []


async def test_the_other_device_is_told_why_in_its_language(browser: httpx.AsyncClient) -> None:
    for language, words in (("fr", "Vous avez refusé"), ("en", "You declined")):
        page = await browser.get("/age/done?refused=declined", headers={"Accept-Language": language})
        assert words in page.text
    assert parameters(str((await browser.get("/age/done?refused=%3Cb%3E")).url))["refused"] == "<b>"
    assert "<b>" not in (await browser.get("/age/done?refused=%3Cb%3E")).text.split("receipt-title")[1]
