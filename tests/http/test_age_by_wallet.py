"""The EU profile in a public place: an issuer of the operator's list, a wallet on its own network, our own address."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import msgspec
import pytest

from palabre.protocol.openid4vp import WalletRequest, answer_of, request_in
from palabre.settings.age import AgeSettings
from tests.adapters.age.authority import NOW_MS, Authority, Presentation, transcript
from tests.adapters.age.test_trusted_list import listing, pem
from tests.cast import Stage, set_stage
from tests.http.age import Json, begun, came_in, completed, how, parameters, standing
from tests.http.conftest import assert_problem, public_settings, visitor
from tests.services.team import tended

PROXY = "192.0.2.1"
ORIGIN = "https://palabre.example"
OWN = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
async def stage(tmp_path: Path, authority: Authority) -> Stage:
    path = tmp_path / "issuers.toml"
    path.write_text(listing(pem(authority)))
    settings = msgspec.structs.replace(public_settings(), age=AgeSettings(trusted_list=str(path)))
    return await tended(await set_stage(settings, now_ms=NOW_MS))


def at_home(client: httpx.AsyncClient, **headers: str) -> httpx.AsyncClient:
    """The client behind the proxy: its Secure cookies go with it."""
    client.base_url = httpx.URL(ORIGIN)
    client.headers.update({**OWN, **headers})
    return client


@pytest.fixture
async def guest(stage: Stage, static: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with visitor(stage, static, peer=PROXY) as client:
        await came_in(at_home(client, Origin=ORIGIN))
        yield client


@pytest.fixture
async def wallet(stage: Stage, static: Path) -> AsyncIterator[httpx.AsyncClient]:
    """On a telephone: no cookie, no origin, another address."""
    async with visitor(stage, static, peer=PROXY) as client:
        yield at_home(client, **{"X-Forwarded-For": "198.51.100.9", **FORM})


def asked_of(attempt: Json) -> WalletRequest:
    request = request_in(attempt["link"])
    assert request is not None
    return request


def presented(authority: Authority, request: WalletRequest, **changes: object) -> bytes:
    """The form of a wallet that answers this request."""
    said = transcript(request.client_id(), request.nonce, request.response_uri)
    presentation = Presentation(authority, transcript=said)
    for name, value in changes.items():
        setattr(presentation, name, value)
    return answer_of(request, presentation.response())


async def sent(wallet: httpx.AsyncClient, request: WalletRequest, body: bytes) -> dict[str, str]:
    """Where the wallet is led."""
    response = await wallet.post(request.response_uri.removeprefix(ORIGIN), content=body)
    assert response.status_code == 200, response.text
    assert response.json()["redirect_uri"].startswith(f"{ORIGIN}/age/")
    return parameters(response.json()["redirect_uri"])


async def test_a_proof_of_a_listed_issuer_is_believed(
    guest: httpx.AsyncClient, wallet: httpx.AsyncClient, authority: Authority
) -> None:
    attempt = await begun(guest, "eu")
    request = asked_of(attempt)
    assert attempt["link"].startswith("av://?")
    assert request.response_uri == f"{ORIGIN}/age/eu/{attempt['id']}/response"
    led = await sent(wallet, request, presented(authority, request))
    assert (await completed(guest, attempt, led["response_code"])).json()["state"] == "proven"
    assert (await standing(guest))["proven"] is True


async def test_one_presentation_proves_one_guest(
    guest: httpx.AsyncClient, wallet: httpx.AsyncClient, authority: Authority
) -> None:
    credential = Presentation(authority)
    reasons = []
    for expected in ("response_code", "refused"):
        attempt = await begun(guest, "eu")
        request = asked_of(attempt)
        credential.transcript = transcript(request.client_id(), request.nonce, request.response_uri)
        led = await sent(wallet, request, answer_of(request, credential.response()))
        assert expected in led
        reasons.append((await how(guest, attempt)).get("reason"))
    assert reasons == [None, "presentation_reused"]


async def test_a_stolen_answer_proves_nothing_elsewhere(
    guest: httpx.AsyncClient, wallet: httpx.AsyncClient, authority: Authority, stage: Stage, static: Path
) -> None:
    request = asked_of(await begun(guest, "eu"))
    stolen = presented(authority, request)
    async with visitor(stage, static, peer=PROXY) as thief:
        await came_in(at_home(thief, Origin=ORIGIN), "Bilal")
        own = await begun(thief, "eu")
        theirs = asked_of(own)
        said = transcript(request.client_id(), request.nonce, request.response_uri)
        replayed = answer_of(theirs, Presentation(authority, transcript=said).response())
        assert (await sent(wallet, theirs, replayed))["refused"] == "device_signature"
        led = await sent(wallet, request, stolen)
        assert_problem(await completed(thief, own, led["response_code"]), 409, "attempt_over")
        assert (await standing(thief))["proven"] is False


async def test_an_issuer_nobody_listed_is_not_believed(guest: httpx.AsyncClient, wallet: httpx.AsyncClient) -> None:
    attempt = await begun(guest, "eu")
    request = asked_of(attempt)
    assert (await sent(wallet, request, presented(Authority(), request)))["refused"] == "issuer_unknown"
    assert (await standing(guest))["proven"] is False


@pytest.mark.parametrize("host", ["palabre.example:8443", "PALABRE.example", "palabre.example:80"])
async def test_whatever_the_host_header_adds_our_address_is_the_configured_one(
    guest: httpx.AsyncClient, host: str
) -> None:
    guest.headers.update({"Host": host, "Origin": f"https://{host}"})
    assert asked_of(await begun(guest, "eu")).response_uri.startswith(f"{ORIGIN}/age/eu/")


async def test_another_host_is_not_served(guest: httpx.AsyncClient) -> None:
    response = await guest.post("/api/age/attempts", json={}, headers={"Host": "another.example"})
    assert_problem(response, 421, "host_not_served")


async def test_a_public_place_knows_no_demo(guest: httpx.AsyncClient) -> None:
    assert {method["name"] for method in (await standing(guest))["methods"]} == {"eu", "human"}
    assert_problem(await guest.get("/age/demo-wallet"), 404, "not_found")
    assert_problem(await guest.post("/age/demo-wallet", data={"give": "over_18"}), 404, "not_found")


async def test_with_one_way_only_adult_rooms_stay_shut(guest: httpx.AsyncClient) -> None:
    assert (await standing(guest))["can"] is False
