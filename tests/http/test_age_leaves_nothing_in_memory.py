"""A canary: after journeys by wallets and accounts, the place itself, store and all, holds nothing of who proved it."""

import gc
import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cbor2
import httpx
import msgspec
import pytest

from palabre.adapters.age.eu import transcript_for
from palabre.protocol.openid4vp import WalletRequest, answer_of, request_in
from palabre.settings.age import AgeSettings, ConfiguredAccount
from tests.adapters.age.authority import Authority, Presentation, new_key
from tests.adapters.age.test_browser import transcript as browser_transcript
from tests.adapters.age.test_browser import wallet
from tests.adapters.age.test_trusted_list import listing, pem
from tests.cast import Stage, set_stage, settings_of
from tests.http.age import Json, begun, came_in, completed, how, matching_code, parameters
from tests.http.conftest import visitor
from tests.http.test_age_by_account import CALLBACK
from tests.sockets.test_age_leaves_no_trace import DAY, authority_of_today
from tests.tools.memory import texts_held_by
from tests.tools.openid import CLIENT_ID, KNOWN, SECRET, OpenIdProvider, openid_provider
from tests.tools.traces import found

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def now() -> datetime:
    """The provider has no other clock than the system's."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def authority(now: datetime) -> Authority:
    return authority_of_today(now)


@pytest.fixture
async def provider(tmp_path: Path) -> AsyncIterator[OpenIdProvider]:
    async with openid_provider(tmp_path / "provider", CALLBACK) as running:
        yield running


@pytest.fixture
async def stage(provider: OpenIdProvider, authority: Authority, now: datetime, tmp_path: Path) -> Stage:
    issued, expires = (moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (now - DAY, now + 20 * DAY))
    (tmp_path / "issuers.toml").write_text(listing(pem(authority), issued=issued, expires=expires))
    (tmp_path / "secret").write_text(SECRET)
    account = ConfiguredAccount(
        issuer=provider.issuer, client_id=CLIENT_ID, client_secret_file=str(tmp_path / "secret"), label="La Poste"
    )
    age = AgeSettings(trusted_list=str(tmp_path / "issuers.toml"), oidc=(account,))
    return await set_stage(msgspec.structs.replace(settings_of(), age=age), now_ms=int(now.timestamp() * 1_000))


class Shown:
    """What was shown to the place: it is remembered here, and must be nowhere there."""

    def __init__(self, authority: Authority, now: datetime) -> None:
        self.authority = authority
        self.now = now
        self.secrets: list[bytes] = []

    def credential(self, *, over: bool = True) -> Json:
        """The parts of a presentation of its own."""
        salt = hashlib.sha256(len(self.secrets).to_bytes(4, "big")).digest()
        times = {"signed": self.now - DAY, "begins": self.now - DAY, "ends": self.now + timedelta(days=20)}
        return {"items": [Presentation.item("age_over_18", over, salt=salt)], **times}

    def by_wallet(self, request: WalletRequest, *, over: bool = True) -> bytes:
        said = transcript_for(request.client_id(), request.nonce, request.response_uri)
        response = Presentation(self.authority, transcript=said, **self.credential(over=over)).response()
        self.remember(response)
        self.secrets += [request.nonce.encode(), secret_of(request.state)]
        return answer_of(request, response)

    def by_browser(self, data: dict[str, str], origin: str) -> str:
        parts = {**self.credential(), "device_key": new_key()}
        said = browser_transcript(data["encryptionInfo"], origin)
        self.remember(Presentation(self.authority, transcript=said, **parts).response())
        sealed = wallet(self.authority, data, origin, **parts)
        self.secrets += [sealed.encode(), data["encryptionInfo"].encode()]
        return sealed

    def remember(self, response: bytes) -> None:
        """All that is this presentation's own: the certificate is its issuer's, the names are everybody's."""
        (document,) = cbor2.loads(response)["documents"]
        auth, device = document["issuerSigned"]["issuerAuth"], document["deviceSigned"]["deviceAuth"]
        item = cbor2.loads(document["issuerSigned"]["nameSpaces"]["eu.europa.ec.av.1"][0].value)
        key = cbor2.loads(cbor2.loads(auth[2]).value)["deviceKeyInfo"]["deviceKey"]
        self.secrets += [item["random"], auth[3], device["deviceSignature"][3], key[-2], key[-3]]
        self.secrets.append(hashlib.sha256(auth[2]).digest())


def secret_of(value: str) -> bytes:
    """A state without the id of its attempt, which is told until ten minutes after it ended."""
    return value.rpartition(".")[2].encode()


async def heard(browser: httpx.AsyncClient, attempt: Json, shown: Shown, *, over: bool = True) -> dict[str, str]:
    request = request_in(attempt["link"])
    assert request is not None
    path = request.response_uri.removeprefix("http://127.0.0.1:8000")
    answer = await browser.post(path, content=shown.by_wallet(request, over=over), headers=FORM)
    return parameters(answer.json()["redirect_uri"])


async def on_this_device(browser: httpx.AsyncClient, shown: Shown) -> Json:
    attempt = await begun(browser, "eu")
    led = await heard(browser, attempt, shown)
    shown.secrets.append(led["response_code"].encode())
    await completed(browser, attempt, led["response_code"])
    return await how(browser, attempt)


async def on_another(browser: httpx.AsyncClient, shown: Shown) -> Json:
    attempt = await begun(browser, "eu", "other")
    shown.secrets.append(attempt["page"].rpartition("/")[2].encode())
    led = await heard(browser, attempt, shown)
    code = matching_code((await browser.get("/age/done", params={"code": led["code"]})).text)
    await browser.post(f"/api/age/attempts/{attempt['id']}/code", json={"code": code})
    return await how(browser, attempt)


async def under_18(browser: httpx.AsyncClient, shown: Shown) -> Json:
    attempt = await begun(browser, "eu")
    await heard(browser, attempt, shown, over=False)
    return await how(browser, attempt)


async def through_the_browser(browser: httpx.AsyncClient, shown: Shown) -> Json:
    attempt = await begun(browser, "eu")
    given = shown.by_browser(attempt["browser"]["data"], "http://127.0.0.1:8000")
    await browser.post(f"/api/age/attempts/{attempt['id']}/presentation", json={"response": given})
    return await how(browser, attempt)


async def by_account(browser: httpx.AsyncClient, shown: Shown, provider: OpenIdProvider, login: str) -> Json:
    attempt = await begun(browser, "oidc-1")
    address = await provider.sign_in(attempt["link"], login)
    shown.secrets += [secret_of(value) for name, value in httpx.URL(address).params.multi_items() if name != "iss"]
    led = parameters((await browser.get(address)).headers["location"])
    if "response_code" in led:
        await completed(browser, attempt, led["response_code"])
    return await how(browser, attempt)


async def test_nothing_that_was_shown_is_held_by_anything(
    stage: Stage, static: Path, authority: Authority, provider: OpenIdProvider, now: datetime
) -> None:
    shown, states = Shown(authority, now), []
    for journey in (on_this_device, on_another, under_18, through_the_browser):
        async with visitor(stage, static) as browser:
            await came_in(browser, "Chloé")
            states.append((await journey(browser, shown))["state"])
    for login in ("ana", "bilal"):
        async with visitor(stage, static) as browser:
            await came_in(browser)
            states.append((await by_account(browser, shown, provider, login))["state"])
    assert states == ["proven", "proven", "refused", "proven", "proven", "refused"]
    gc.collect()
    held = list(texts_held_by(stage))
    # The search itself finds what is there: a nickname, and the issuers that are believed.
    assert found([b"Chlo\xc3\xa9", provider.issuer.encode()], held) == [b"Chlo\xc3\xa9", provider.issuer.encode()]
    people = [f"subject-of-{login}".encode() for login in ("ana", "bilal")]
    assert len(shown.secrets) > 30
    assert found([*shown.secrets, *people, *(known.encode() for known in KNOWN)], held) == []
