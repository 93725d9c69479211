"""Passkeys: added, asked, revoked and refused, with an authenticator in software; recovery codes; confirmations."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from palabre.domain.credential import CHALLENGE_MS, CONFIRMED_MS, RECOVERY_CODES
from palabre.domain.staff import Staff
from palabre.http.staff import STAFF_COOKIE
from palabre.settings.shape import Keys
from palabre.settings.traffic import Network
from tests.cast import Stage, set_stage, settings_of, with_settings
from tests.http.conftest import assert_problem, visitor
from tests.tools.authenticator import Json, SoftKey

HOST = "http://localhost:8000"


@pytest.fixture
async def browser(stage: Stage, static: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A browser at localhost: a bare address has no passkeys."""
    async with visitor(stage, static) as client:
        client.base_url = httpx.URL(HOST)
        client.headers["Origin"] = HOST
        yield client


def soft(name: bytes = b"phone") -> SoftKey:
    return SoftKey(id=name * 4, origin=HOST)


async def sign_in(stage: Stage, client: httpx.AsyncClient, member: Staff) -> None:
    token = await stage.house.http.team.staffing.invite(member)
    assert (await client.post("/api/sign-in/link", json={"token": token})).status_code == 204


async def add(client: httpx.AsyncClient, key: SoftKey, name: str = "Téléphone") -> httpx.Response:
    options = (await client.post("/api/sign-in/passkeys/options")).json()
    return await client.post("/api/sign-in/passkeys", json={"name": name, "credential": key.create(options)})


async def enter(client: httpx.AsyncClient, key: SoftKey) -> httpx.Response:
    client.cookies.delete(STAFF_COOKIE)
    options = (await client.post("/api/sign-in/passkey/options")).json()
    return await client.post("/api/sign-in/passkey/verify", json=key.get(options))


async def confirm(client: httpx.AsyncClient, key: SoftKey) -> httpx.Response:
    options = (await client.post("/api/sign-in/confirm/options")).json()
    return await client.post("/api/sign-in/confirm/verify", json=key.get(options))


@pytest.fixture
async def key(stage: Stage, browser: httpx.AsyncClient) -> SoftKey:
    """Mo's, added after the first sign-in."""
    await sign_in(stage, browser, await stage.moderator("Mo"))
    phone = soft()
    assert (await add(browser, phone)).status_code == 201
    return phone


async def test_a_question_for_a_new_key_names_no_guest_and_wants_its_holder_verified(
    stage: Stage, browser: httpx.AsyncClient
) -> None:
    await sign_in(stage, browser, await stage.moderator("Mo"))
    options: Json = (await browser.post("/api/sign-in/passkeys/options")).json()
    assert options["rp"]["id"] == "localhost"
    assert (options["user"]["name"], options["user"]["displayName"]) == ("M-1", "Mo")
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["attestation"] == "none" and options["excludeCredentials"] == []


async def test_who_has_a_key_comes_in_by_it(stage: Stage, browser: httpx.AsyncClient, key: SoftKey) -> None:
    response = await enter(browser, key)
    assert response.status_code == 204, response.text
    state = (await browser.get("/api/desk/state")).json()
    assert state["me"]["name"] == "Mo"
    ring = (await browser.get("/api/sign-in/passkeys")).json()
    (one,) = ring["passkeys"]
    assert (one["name"], one["here"], ring["possible"], ring["required"]) == ("Téléphone", True, True, False)
    assert one["used_at"] is not None
    told = [(event.deed.who, event.deed.what) for event in await stage.store.moderation_events(100, 10)]
    assert told[:2] == [("M-1", "signed_in"), ("M-1", "passkey_added")]


async def test_an_answer_works_once(browser: httpx.AsyncClient, key: SoftKey) -> None:
    browser.cookies.delete(STAFF_COOKIE)
    options = (await browser.post("/api/sign-in/passkey/options")).json()
    answer = key.get(options)
    assert (await browser.post("/api/sign-in/passkey/verify", json=answer)).status_code == 204
    assert_problem(await browser.post("/api/sign-in/passkey/verify", json=answer), 409, "challenge_stale")
    await browser.post("/api/sign-in/passkey/options")
    assert_problem(await browser.post("/api/sign-in/passkey/verify", json=answer), 403, "challenge_foreign")


async def test_an_answer_counts_in_the_browser_that_was_asked_only(
    stage: Stage, static: Path, browser: httpx.AsyncClient, key: SoftKey
) -> None:
    options = (await browser.post("/api/sign-in/passkey/options")).json()
    async with visitor(stage, static) as other:
        other.base_url, other.headers["Origin"] = httpx.URL(HOST), HOST
        assert_problem(await other.post("/api/sign-in/passkey/verify", json=key.get(options)), 409, "challenge_stale")
        await other.post("/api/sign-in/passkey/options")
        assert_problem(await other.post("/api/sign-in/passkey/verify", json=key.get(options)), 403, "challenge_foreign")


async def test_an_answer_that_comes_late_is_none(stage: Stage, browser: httpx.AsyncClient, key: SoftKey) -> None:
    options = (await browser.post("/api/sign-in/passkey/options")).json()
    stage.clock.step(CHALLENGE_MS / 1000)
    assert_problem(await browser.post("/api/sign-in/passkey/verify", json=key.get(options)), 409, "challenge_stale")


async def test_an_answer_given_to_another_page_is_refused(browser: httpx.AsyncClient, key: SoftKey) -> None:
    key.origin = "https://palabre.evil.example"
    assert_problem(await enter(browser, key), 403, "origin_foreign")


async def test_an_answer_for_another_host_is_refused(browser: httpx.AsyncClient, key: SoftKey) -> None:
    key.rp_id = "elsewhere.example"
    assert_problem(await enter(browser, key), 403, "passkey_refused")


async def test_an_answer_of_another_key_under_the_same_name_is_refused(
    browser: httpx.AsyncClient, key: SoftKey
) -> None:
    assert_problem(await enter(browser, SoftKey(id=key.id, origin=HOST)), 403, "passkey_refused")


async def test_an_answer_without_a_finger_is_refused(browser: httpx.AsyncClient, key: SoftKey) -> None:
    key.verifies = False
    assert_problem(await enter(browser, key), 403, "passkey_refused")


async def test_a_key_nobody_has_is_refused(browser: httpx.AsyncClient, key: SoftKey) -> None:
    assert_problem(await enter(browser, soft(b"none")), 404, "passkey_unknown")


async def test_a_copy_of_a_key_is_refused_and_recorded(stage: Stage, browser: httpx.AsyncClient, key: SoftKey) -> None:
    key.count = 5
    assert (await enter(browser, key)).status_code == 204
    key.count = 2
    assert_problem(await enter(browser, key), 403, "passkey_copied")
    assert stage.store.tables.deeds[-1].what == "passkey_copied"


async def test_what_is_no_answer_at_all_is_refused(browser: httpx.AsyncClient, key: SoftKey) -> None:
    for response in ({"clientDataJSON": "AAAA"}, {"authenticatorData": "AA"}, {"signature": "AAAA"}):
        options = (await browser.post("/api/sign-in/passkey/options")).json()
        answer = key.get(options)
        answer["response"] |= response
        assert_problem(await browser.post("/api/sign-in/passkey/verify", json=answer), 403, "passkey_refused")


async def test_a_bare_address_has_no_passkeys(stage: Stage, static: Path) -> None:
    async with visitor(stage, static) as client:
        assert_problem(await client.post("/api/sign-in/passkey/options"), 409, "passkey_impossible")
        await sign_in(stage, client, await stage.moderator("Mo"))
        assert_problem(await client.post("/api/sign-in/passkeys/options"), 409, "passkey_impossible")
        assert (await client.get("/api/sign-in/passkeys")).json()["possible"] is False


async def test_a_sign_in_is_good_where_it_was_made_only(stage: Stage, browser: httpx.AsyncClient, key: SoftKey) -> None:
    token = browser.cookies[STAFF_COOKIE]
    away = {"Host": "127.0.0.1:8000", "Cookie": f"{STAFF_COOKIE}={token}"}
    assert_problem(await browser.get("/api/desk/state", headers=away), 401, "staff_required")


async def test_after_ten_minutes_a_dangerous_act_asks_for_the_key(
    stage: Stage, browser: httpx.AsyncClient, key: SoftKey
) -> None:
    shield = {"on": True, "confirm": True}
    stage.clock.step(CONFIRMED_MS / 1000)
    assert_problem(await browser.post("/api/desk/shield", json=shield), 403, "confirm_identity")
    assert_problem(await browser.post("/api/sign-in/passkeys/options"), 403, "confirm_identity")
    assert (await confirm(browser, key)).status_code == 204
    assert (await browser.post("/api/desk/shield", json=shield)).status_code == 204


async def test_another_s_key_confirms_nothing(
    stage: Stage, static: Path, browser: httpx.AsyncClient, key: SoftKey
) -> None:
    async with visitor(stage, static) as other:
        other.base_url, other.headers["Origin"] = httpx.URL(HOST), HOST
        await sign_in(stage, other, await stage.moderator("Nour"))
        nours = soft(b"nour")
        assert (await add(other, nours)).status_code == 201
        assert_problem(await confirm(other, key), 404, "passkey_unknown")


async def test_the_same_key_is_not_added_twice_and_the_last_is_not_revoked(
    browser: httpx.AsyncClient, key: SoftKey
) -> None:
    assert_problem(await add(browser, key), 409, "passkey_known")
    (one,) = (await browser.get("/api/sign-in/passkeys")).json()["passkeys"]
    assert_problem(await browser.delete(f"/api/sign-in/passkeys/{one['id']}"), 409, "last_passkey")
    assert (await add(browser, soft(b"usb-key"), "Clé USB")).status_code == 201
    assert (await browser.delete(f"/api/sign-in/passkeys/{one['id']}")).status_code == 204
    assert_problem(await browser.delete(f"/api/sign-in/passkeys/{one['id']}"), 404, "passkey_unknown")
    assert_problem(await enter(browser, key), 404, "passkey_unknown")


async def test_a_recovery_code_lets_its_owner_in_once(stage: Stage, browser: httpx.AsyncClient, key: SoftKey) -> None:
    codes = (await browser.post("/api/sign-in/recovery-codes")).json()["codes"]
    assert len({*codes}) == RECOVERY_CODES
    kept = f"{stage.store.tables.recovery_codes}"
    assert not any(code in kept for code in codes)
    browser.cookies.delete(STAFF_COOKIE)
    typed = {"code": codes[0].lower().replace("-", " ")}
    assert (await browser.post("/api/sign-in/recovery", json=typed)).status_code == 204
    assert (await browser.get("/api/sign-in/passkeys")).json()["recovery_left"] == RECOVERY_CODES - 1
    assert (await add(browser, soft(b"new-key"))).status_code == 201
    browser.cookies.delete(STAFF_COOKIE)
    assert_problem(await browser.post("/api/sign-in/recovery", json=typed), 404, "recovery_unknown")
    assert "recovery_used" in [deed.what for deed in stage.store.tables.deeds]


async def test_codes_are_for_who_has_a_key(stage: Stage, browser: httpx.AsyncClient) -> None:
    await sign_in(stage, browser, await stage.moderator("Mo"))
    assert_problem(await browser.post("/api/sign-in/recovery-codes"), 403, "passkey_required")


async def test_in_public_nothing_is_done_before_one_has_a_key(static: Path) -> None:
    network, keys = Network(hosts=("localhost",)), Keys(path="/nowhere")
    stage = await set_stage(with_settings(settings_of(), mode="public", network=network, keys=keys))
    async with visitor(stage, static) as client:
        client.base_url, client.headers["Origin"] = httpx.URL(HOST), HOST
        await sign_in(stage, client, await stage.moderator("Mo"))
        assert_problem(await client.get("/api/desk/state"), 403, "passkey_required")
        assert (await client.get("/api/sign-in/passkeys")).json()["required"] is True
        assert (await add(client, soft())).status_code == 201
        assert (await client.get("/api/desk/state")).status_code == 200
