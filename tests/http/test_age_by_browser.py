"""The Digital Credentials API: a browser asks wallets itself, and brings the answer to the place it was sealed for."""

from pathlib import Path

import httpx
import pytest

from tests.adapters.age.authority import Authority, Presentation, new_key
from tests.adapters.age.test_browser import wallet as credential
from tests.cast import Stage
from tests.http.age import Json, begun, came_in, how, standing
from tests.http.conftest import assert_problem, visitor
from tests.http.test_age_by_wallet import ORIGIN, PROXY, asked_of, at_home, authority, guest, presented, sent, stage
from tests.http.test_age_by_wallet import wallet as telephone

__all__ = ["authority", "guest", "stage", "telephone"]


async def brought(browser: httpx.AsyncClient, attempt: Json, response: str) -> httpx.Response:
    return await browser.post(f"/api/age/attempts/{attempt['id']}/presentation", json={"response": response})


async def test_what_the_browser_was_given_proves_it_at_once(guest: httpx.AsyncClient, authority: Authority) -> None:
    attempt = await begun(guest, "eu")
    assert attempt["browser"]["protocol"] == "org-iso-mdoc"
    assert attempt["browser"]["data"].keys() == {"deviceRequest", "encryptionInfo"}
    done = await brought(guest, attempt, credential(authority, attempt["browser"]["data"], ORIGIN))
    assert (done.status_code, done.json()["state"]) == (200, "proven")
    assert (await standing(guest))["proven"] is True


async def test_each_attempt_has_a_key_of_its_own(guest: httpx.AsyncClient, authority: Authority) -> None:
    older, newer = await begun(guest, "eu"), await begun(guest, "eu")
    assert older["browser"]["data"]["encryptionInfo"] != newer["browser"]["data"]["encryptionInfo"]
    refused = await brought(guest, newer, credential(authority, older["browser"]["data"], ORIGIN))
    assert (refused.json()["state"], refused.json()["reason"]) == ("refused", "answer_unopened")


async def test_an_answer_given_on_another_page_is_refused(guest: httpx.AsyncClient, authority: Authority) -> None:
    attempt = await begun(guest, "eu")
    elsewhere = credential(authority, attempt["browser"]["data"], "https://elsewhere.example")
    assert (await brought(guest, attempt, elsewhere)).json()["reason"] == "answer_unopened"
    assert (await standing(guest))["proven"] is False


async def test_under_18_is_refused_and_said(guest: httpx.AsyncClient, authority: Authority) -> None:
    attempt = await begun(guest, "eu")
    items = [Presentation.item("age_over_18", False)]
    under = credential(authority, attempt["browser"]["data"], ORIGIN, items=items)
    assert (await brought(guest, attempt, under)).json()["reason"] == "not_over_18"


async def test_an_answer_is_taken_once(guest: httpx.AsyncClient, authority: Authority) -> None:
    attempt = await begun(guest, "eu")
    response = credential(authority, attempt["browser"]["data"], ORIGIN)
    await brought(guest, attempt, response)
    assert_problem(await brought(guest, attempt, response), 409, "attempt_over")


async def test_what_was_answered_by_the_link_is_not_answered_again(
    guest: httpx.AsyncClient, telephone: httpx.AsyncClient, authority: Authority
) -> None:
    attempt = await begun(guest, "eu")
    await sent(telephone, asked_of(attempt), presented(authority, asked_of(attempt)))
    response = credential(authority, attempt["browser"]["data"], ORIGIN)
    assert_problem(await brought(guest, attempt, response), 409, "attempt_over")
    assert (await how(guest, attempt))["state"] == "answered"


async def test_one_credential_proves_one_guest_by_whichever_way(
    guest: httpx.AsyncClient, telephone: httpx.AsyncClient, authority: Authority
) -> None:
    attempt = await begun(guest, "eu")
    shown: Json = {"items": [Presentation.item("age_over_18", True)], "device_key": new_key()}
    await brought(guest, attempt, credential(authority, attempt["browser"]["data"], ORIGIN, **shown))
    again = await begun(guest, "eu")
    led = await sent(telephone, asked_of(again), presented(authority, asked_of(again), **shown))
    assert led["refused"] == "presentation_reused"


async def test_somebody_else_s_attempt_takes_nothing(
    guest: httpx.AsyncClient, authority: Authority, stage: Stage, static: Path
) -> None:
    attempt = await begun(guest, "eu")
    response = credential(authority, attempt["browser"]["data"], ORIGIN)
    async with visitor(stage, static, peer=PROXY) as thief:
        assert_problem(await brought(at_home(thief, Origin=ORIGIN), attempt, response), 401, "session_required")
        await came_in(thief, "Bilal")
        assert_problem(await brought(thief, attempt, response), 404, "not_found")
    assert (await brought(guest, attempt, response)).json()["state"] == "proven"


@pytest.mark.parametrize("response", ["A", "not base64!", "oA", "é"])
async def test_whatever_is_no_answer_is_refused(guest: httpx.AsyncClient, response: str) -> None:
    attempt = await begun(guest, "eu")
    assert (await brought(guest, attempt, response)).json()["state"] == "refused"


async def test_an_answer_too_large_is_not_read(guest: httpx.AsyncClient) -> None:
    attempt = await begun(guest, "eu")
    assert_problem(await brought(guest, attempt, "A" * 120_000), 413, "too_large")
    assert (await brought(guest, attempt, "A" * 90_001)).status_code == 400
    assert (await how(guest, attempt))["state"] == "waiting"


async def test_the_demo_asks_no_browser(guest: httpx.AsyncClient) -> None:
    """And neither does an attempt for another device: its browser is not the one that asks."""
    assert "browser" not in await begun(guest, "eu", "other")
