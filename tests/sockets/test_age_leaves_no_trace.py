"""A canary: after whole journeys by every method, nothing of who proved their age is on disk, in logs or metrics."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from palabre.adapters.age.eu import transcript_for, verify
from palabre.protocol.openid4vp import WalletRequest, answer_of, request_in
from tests.adapters.age.authority import Authority, Presentation, certificate
from tests.adapters.age.test_browser import wallet as wallet_of_the_browser
from tests.adapters.age.test_trusted_list import listing, pem
from tests.http.age import Json, begun, came_in, completed, given, how, matching_code, parameters, standing
from tests.tools.openid import CLIENT_ID, KNOWN, SECRET, OpenIdProvider, openid_provider
from tests.tools.ports import free_port
from tests.tools.server import PalabreServer, running_server
from tests.tools.team import member
from tests.tools.traces import files_of, found

DAY = timedelta(days=1)


def authority_of_today(now: datetime) -> Authority:
    """One whose certificates hold at the machine's own time."""
    authority = Authority()
    begins, ends = now - 10 * DAY, now + 100 * DAY
    authority.itself = certificate(authority.key, authority.key, subject="Test authority", begins=begins, ends=ends)
    authority.signer = certificate(authority.signer_key, authority.key, begins=begins, ends=ends)
    return authority


@dataclass
class Place:
    """A served place with every method, and everything that was shown to it and must be nowhere."""

    server: PalabreServer
    provider: OpenIdProvider
    authority: Authority
    now: datetime
    secrets: list[bytes] = field(default_factory=list)

    def guest(self) -> httpx.AsyncClient:
        headers = {"Origin": self.server.url}
        return httpx.AsyncClient(base_url=self.server.url, headers=headers, trust_env=False, timeout=30)

    def presented(self, request: WalletRequest, *, over: bool = True) -> bytes:
        """The form of a wallet; its every byte is remembered."""
        said = transcript_for(request.client_id(), request.nonce, request.response_uri)
        item = Presentation.item("age_over_18", over, salt=hashlib.sha256(request.nonce.encode()).digest())
        presentation = Presentation(
            self.authority,
            items=[item],
            signed=self.now - DAY,
            begins=self.now - DAY,
            ends=self.now + 20 * DAY,
            transcript=said,
        )
        response = presentation.response()
        # But for the certificate, which is its issuer's and no secret, and the names all presentations have in common.
        self.secrets += [response[at : at + 64] for at in range(0, len(response), 64)]
        self.secrets += [request.nonce.encode(), request.state.encode()]
        if over:
            anchors = self.authority.anchors
            now_ms = int(self.now.timestamp() * 1_000)
            known = verify(response, transcript=said, anchors=anchors, now_ms=now_ms).presentation_sha256
            self.secrets.append(known or b"")
        return answer_of(request, response)

    def texts(self) -> list[bytes]:
        """All that the place wrote: its files, what waits in the write-ahead log included, and what it printed."""
        files = [path.read_bytes() for path in files_of(self.server.data)]
        return [*files, self.server.stdout.encode(), self.server.stderr.encode()]

    def handed_out(self) -> list[bytes]:
        """The codes and tokens of the provider."""
        lines = self.provider.child.stdout_file.read_text().splitlines()
        return [line.removeprefix("handed out ").encode() for line in lines if line.startswith("handed out ")]


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    now, port = datetime.now(UTC).replace(microsecond=0), free_port()
    authority = authority_of_today(now)
    issued, expires = (moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (now - DAY, now + 20 * DAY))
    (tmp_path / "issuers.toml").write_text(listing(pem(authority), issued=issued, expires=expires))
    (tmp_path / "secret").write_text(SECRET)
    redirect = f"http://127.0.0.1:{port}/age/oidc/callback"
    async with openid_provider(tmp_path / "provider", redirect) as provider:
        config = tmp_path / "palabre.toml"
        config.write_text(
            f'[age]\ntrusted_list = "issuers.toml"\n[[age.oidc]]\nissuer = "{provider.issuer}"\n'
            f'client_id = "{CLIENT_ID}"\nclient_secret_file = "secret"\nlabel = "La Poste"\n'
        )
        async with running_server(tmp_path / "data", port=port, options=["--config", config]) as server:
            yield Place(server, provider, authority, now)


async def by_wallet(place: Place, *, over: bool, device: str) -> Json:
    """A guest with a wallet, who is over 18 or is not; how the attempt ended."""
    async with place.guest() as guest:
        await came_in(guest)
        attempt = await begun(guest, "eu", device)
        request = request_in(attempt["link"])
        assert request is not None
        place.secrets.append(attempt.get("page", request.nonce).rpartition("/")[2].encode())
        async with httpx.AsyncClient(trust_env=False) as wallet:
            form = {"Content-Type": "application/x-www-form-urlencoded"}
            body = place.presented(request, over=over)
            led = parameters(
                (await wallet.post(request.response_uri, content=body, headers=form)).json()["redirect_uri"]
            )
        if device == "other" and over:
            shown = matching_code((await guest.get("/age/done", params={"code": led["code"]})).text)
            await guest.post(f"/api/age/attempts/{attempt['id']}/code", json={"code": shown})
        elif over:
            await completed(guest, attempt, led["response_code"])
            place.secrets.append(led["response_code"].encode())
        return await how(guest, attempt)


async def by_browser(place: Place) -> Json:
    """A guest whose browser asks the wallet itself."""
    async with place.guest() as guest:
        await came_in(guest)
        attempt = await begun(guest, "eu")
        data = attempt["browser"]["data"]
        times = {"signed": place.now - DAY, "begins": place.now - DAY, "ends": place.now + 20 * DAY}
        items = [Presentation.item("age_over_18", True, salt=hashlib.sha256(b"a canary").digest())]
        given = wallet_of_the_browser(place.authority, data, place.server.url, items=items, **times)
        place.secrets += [given.encode(), data["encryptionInfo"].encode(), hashlib.sha256(b"a canary").digest()]
        await guest.post(f"/api/age/attempts/{attempt['id']}/presentation", json={"response": given})
        return await how(guest, attempt)


async def by_account(place: Place, login: str) -> Json:
    async with place.guest() as guest:
        await came_in(guest, "Bilal")
        attempt = await begun(guest, "oidc-1")
        address = await place.provider.sign_in(attempt["link"], login)
        place.secrets += [
            value.encode() for name, value in httpx.QueryParams(urlsplit(address).query).items() if name != "iss"
        ]
        led = parameters((await guest.get(address)).headers["location"])
        if "response_code" in led:
            await completed(guest, attempt, led["response_code"])
        return await how(guest, attempt)


async def by_the_demo(place: Place) -> Json:
    async with place.guest() as guest:
        await came_in(guest, "Chloé")
        attempt = await begun(guest)
        await completed(guest, attempt, (await given(guest, attempt))["response_code"])
        return await how(guest, attempt)


async def by_the_team(place: Place) -> Json:
    async with place.guest() as guest, member(place.server) as mo, member(place.server, 1) as nour:
        await came_in(guest, "Ana")
        opened = (await mo.client.post("/api/desk/vouches", json={})).json()
        await nour.client.post(f"/api/desk/vouches/{opened['id']}/second", json={})
        attempt = await begun(guest, "human")
        typed = await guest.post(f"/api/age/attempts/{attempt['id']}/code", json={"code": opened["code"]})
        assert typed.status_code == 200, typed.text
        place.secrets += [opened["code"].encode(), opened["code"].replace("-", "").encode()]
        assert (await standing(guest))["proven"] is True
        return await how(guest, attempt)


async def test_nothing_of_who_proved_their_age_is_left_anywhere(place: Place) -> None:
    ended = [
        await by_wallet(place, over=True, device="same"),
        await by_wallet(place, over=True, device="other"),
        await by_wallet(place, over=False, device="same"),
        await by_browser(place),
        await by_account(place, "ana"),
        await by_account(place, "bilal"),
        await by_the_demo(place),
        await by_the_team(place),
    ]
    states = ["proven", "proven", "refused", "proven", "proven", "refused", "proven", "proven"]
    assert [attempt["state"] for attempt in ended] == states
    issuer = place.provider.issuer.encode()
    people = [f"subject-of-{login}".encode() for login in ("ana", "bilal")]
    digests = [hashlib.sha256(issuer + b"\0" + person).digest() for person in people]
    secrets = [
        *place.secrets,
        *place.handed_out(),
        *people,
        *digests,
        *(known.encode() for known in KNOWN),
        SECRET.encode(),
    ]
    assert len(place.handed_out()) >= 4
    async with place.guest() as guest:
        while_it_runs = [*place.texts(), (await guest.get("/metrics")).content]
    # The search itself finds what is there: the nicknames of sessions, which the place does keep.
    assert found([b"Chlo\xc3\xa9"], while_it_runs) == [b"Chlo\xc3\xa9"]
    assert found(secrets, while_it_runs) == []
    await place.server.terminate()
    assert found(secrets, place.texts()) == []
