"""A browser that proves its age: its key, its session, and the wallet of the demo."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

Json = dict[str, Any]
# The public half of a key of RFC 7515 (appendix A.3): a browser's own never leaves it.
KEY = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}


async def came_in(browser: httpx.AsyncClient, nickname: str = "Ana") -> None:
    """Open a session, as a guest does."""
    response = await browser.post("/api/sessions", json={"nickname": nickname, "locale": "fr"})
    assert response.status_code == 201, response.text


async def begun(browser: httpx.AsyncClient, method: str = "demo", device: str = "same") -> Json:
    """Begin an attempt; what was told of it."""
    response = await browser.post("/api/age/attempts", json={"method": method, "device": device, "key": KEY})
    assert response.status_code == 201, response.text
    return dict(response.json())


async def standing(browser: httpx.AsyncClient) -> Json:
    return dict((await browser.get("/api/age")).json())


async def how(browser: httpx.AsyncClient, attempt: Mapping[str, Any]) -> Json:
    """The attempt as it stands now."""
    return dict((await browser.get(f"/api/age/attempts/{attempt['id']}")).json())


async def given(wallet: httpx.AsyncClient, attempt: Mapping[str, Any], proof: str = "over_18") -> dict[str, str]:
    """What the demo's wallet gives, chosen in its page; the parameters of where it leads, and its `path`."""
    response = await wallet.post("/age/demo-wallet", data={"address": attempt["link"], "give": proof})
    assert response.status_code == 303, response.text
    return parameters(response.headers["location"])


def parameters(address: str) -> dict[str, str]:
    parts = urlsplit(address)
    return {"path": parts.path, **{name: values[0] for name, values in parse_qs(parts.query).items()}}


def matching_code(page: str) -> str:
    """The code that the other device's last page shows, without its space."""
    (shown,) = re.findall(r'id="matching-code">([0-9 ]+)<', page)
    return str(shown).replace(" ", "")


async def completed(browser: httpx.AsyncClient, attempt: Mapping[str, Any], response_code: str) -> httpx.Response:
    """What came back with the browser, brought to the server."""
    return await browser.post(f"/api/age/attempts/{attempt['id']}/complete", json={"response_code": response_code})
