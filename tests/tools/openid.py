"""A real OpenID provider as a process, and a person who signs in there."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpx

from tests.tools.child import Child
from tests.tools.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("openid_provider.mjs")
LIBRARY = ROOT / "client/node_modules/oidc-provider/lib/index.js"
CLIENT_ID = "palabre"
SECRET = "a-secret-of-the-tests-of-palabre"
# What the provider knows of its people, and Palabre must not keep: searched for afterwards.
KNOWN = ("1990-05-17", "Quartz-Veritas", "ana.quartz", "subject-of-", "Onyx-Veritas", "2012-03-02")
_START_SECONDS = 30.0
_STEPS = 12


@dataclass
class OpenIdProvider:
    """One running provider. People: ana (born 1990), bilal (2012), chloe (no birthdate), year (1985, and no day)."""

    issuer: str
    child: Child

    async def sign_in(self, link: str, login: str) -> str:
        """Go where `link` leads, sign in as `login`, agree; the address the browser is sent back to at last."""
        async with httpx.AsyncClient(trust_env=False) as browser:
            response = await browser.get(link)
            for _ in range(_STEPS):
                address = urljoin(str(response.url), response.headers.get("location", ""))
                if response.is_redirect and not address.startswith(self.issuer):
                    return str(address)
                response = await (browser.get(address) if response.is_redirect else agreed(browser, response, login))
        raise RuntimeError(f"the provider led nowhere: {response.status_code}")


async def agreed(browser: httpx.AsyncClient, page: httpx.Response, login: str) -> httpx.Response:
    """The form of a page of the provider, filled in."""
    prompt = "login" if 'value="login"' in page.text else "consent"
    fields = (
        {"prompt": prompt, "login": f"subject-of-{login}", "password": "any"}
        if prompt == "login"
        else {"prompt": prompt}
    )
    return await browser.post(str(page.url), data=fields)


@asynccontextmanager
async def openid_provider(logs: Path, redirect_uri: str, *, by_claims: bool = True) -> AsyncIterator[OpenIdProvider]:
    """A provider that answers; `by_claims` says whether it knows the claims parameter."""
    port = free_port()
    node = Path(os.environ["PALABRE_NODE_BIN"]) / "node"
    command: list[str | Path] = [node, PROGRAM, str(port), redirect_uri, LIBRARY]
    child = Child(command, logs, env={**os.environ, "CLAIMS": "yes" if by_claims else "no"})
    provider = OpenIdProvider(f"http://127.0.0.1:{port}", child)
    try:
        await until_ready(provider)
        yield provider
    finally:
        child.kill()


async def until_ready(provider: OpenIdProvider) -> None:
    """Raises RuntimeError with what it printed when it ends, TimeoutError when it never listens."""
    async with asyncio.timeout(_START_SECONDS):
        while "ready" not in provider.child.stdout_file.read_text():
            if provider.child.returncode() is not None:
                raise RuntimeError(provider.child.said())
            await asyncio.sleep(0.02)
