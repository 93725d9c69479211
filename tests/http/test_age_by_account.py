"""Proving one's age by an account at a real OpenID provider: over HTTP, from the choice to the proof."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import msgspec
import pytest

from palabre.adapters.clock import SystemClock
from palabre.settings.age import AgeSettings, ConfiguredAccount
from tests.cast import Stage, set_stage, settings_of
from tests.http.age import Json, begun, came_in, how, parameters, standing
from tests.http.conftest import visitor
from tests.tools.openid import CLIENT_ID, SECRET, OpenIdProvider, openid_provider

CALLBACK = "http://127.0.0.1:8000/age/oidc/callback"


@pytest.fixture(scope="module")
async def provider(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[OpenIdProvider]:
    async with openid_provider(tmp_path_factory.mktemp("openid"), CALLBACK) as running:
        yield running


@pytest.fixture
async def stage(provider: OpenIdProvider, tmp_path: Path) -> Stage:
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n")
    account = ConfiguredAccount(
        issuer=provider.issuer, client_id=CLIENT_ID, client_secret_file=str(secret), label="La Poste"
    )
    settings = msgspec.structs.replace(settings_of(), age=AgeSettings(oidc=(account,)))
    # The provider's clock is the machine's.
    return await set_stage(settings, now_ms=SystemClock().now_ms())


async def back(browser: httpx.AsyncClient, provider: OpenIdProvider, attempt: Json, login: str) -> dict[str, str]:
    """Sign in at the provider, come back in this browser; where one is led then."""
    address = await provider.sign_in(attempt["link"], login)
    response = await browser.get(address)
    assert response.status_code == 303
    assert response.headers["referrer-policy"] == "no-referrer"
    return parameters(response.headers["location"])


async def test_an_account_proves_it(browser: httpx.AsyncClient, provider: OpenIdProvider) -> None:
    await came_in(browser)
    assert {"name": "oidc-1", "kind": "account", "label": "La Poste"} in (await standing(browser))["methods"]
    attempt = await begun(browser, "oidc-1")
    led = await back(browser, provider, attempt, "ana")
    assert led["path"] == "/age/back"
    done = await browser.post(
        f"/api/age/attempts/{attempt['id']}/complete", json={"response_code": led["response_code"]}
    )
    assert (done.status_code, done.json()["state"]) == (200, "proven")


@pytest.mark.parametrize(("login", "reason"), [("bilal", "not_over_18"), ("chloe", "no_birthdate")])
async def test_an_account_that_proves_nothing_is_told_why(
    browser: httpx.AsyncClient, provider: OpenIdProvider, login: str, reason: str
) -> None:
    await came_in(browser)
    attempt = await begun(browser, "oidc-1")
    assert (await back(browser, provider, attempt, login))["refused"] == reason
    found = await how(browser, attempt)
    assert (found["state"], found["reason"]) == ("refused", reason)


async def test_another_browser_takes_nothing_of_an_answer(
    browser: httpx.AsyncClient, provider: OpenIdProvider, stage: Stage, static: Path
) -> None:
    await came_in(browser)
    attempt = await begun(browser, "oidc-1")
    address = await provider.sign_in(attempt["link"], "ana")
    async with visitor(stage, static) as stranger:
        for _ in range(2):
            led = parameters((await stranger.get(address)).headers["location"])
            assert led == {"path": "/age/back", "refused": "other_browser"}
            await came_in(stranger, "Bilal")
    assert (await how(browser, attempt))["state"] == "waiting"
    assert "response_code" in parameters((await browser.get(address)).headers["location"])


async def test_an_answer_works_once(browser: httpx.AsyncClient, provider: OpenIdProvider) -> None:
    await came_in(browser)
    attempt = await begun(browser, "oidc-1")
    address = await provider.sign_in(attempt["link"], "ana")
    await browser.get(address)
    led = parameters((await browser.get(address)).headers["location"])
    assert led["refused"] == "attempt_unknown"


async def test_another_state_is_nobodys(browser: httpx.AsyncClient, provider: OpenIdProvider) -> None:
    await came_in(browser)
    attempt = await begun(browser, "oidc-1")
    address = await provider.sign_in(attempt["link"], "ana")
    asked = dict(httpx.QueryParams(urlsplit(address).query))
    led = await browser.get("/age/oidc/callback", params={**asked, "state": f"{asked['state']}x"})
    assert parameters(led.headers["location"])["refused"] == "attempt_unknown"
    assert (await how(browser, attempt))["state"] == "waiting"


async def test_a_provider_that_is_away_refuses_the_attempt(tmp_path: Path, static: Path) -> None:
    account = ConfiguredAccount(issuer="http://127.0.0.1:9", client_id="palabre", label="Nulle part")
    settings = msgspec.structs.replace(settings_of(), age=AgeSettings(oidc=(account,)))
    async with visitor(await set_stage(settings), static) as browser:
        await came_in(browser)
        attempt = await begun(browser, "oidc-1")
    assert (attempt["state"], attempt["reason"]) == ("refused", "provider_unreachable")
    assert "link" not in attempt
