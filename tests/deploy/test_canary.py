"""A canary through the proxies that deploy/ ships, Debian's own, really run: no log of any process tells of a guest.

What it carries: an address, as a guest comes from it and as one claims it, a nickname, a text, a cookie, the code of a
receipt, an invitation, a search. All is asked again while Palabre is gone, when proxies have something to complain of.
"""

import asyncio
import json
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from tests.deploy.proxies import caddy, certified, nginx
from tests.tools.child import Child
from tests.tools.ports import free_port
from tests.tools.public_place import HOST, PublicPlace, public_place

ADDRESS, CLAIMED = "127.33.7.19", "203.0.113.77"
NICKNAME, BODY = "Canari", "le canari chante dans la mine"
RECEIPT = "7K3QF-9WXYZ-2M4NP-8RSTV-6ABCDE"
INVITATION, QUERY = "canari-invitation-5f2c", "canari-recherche"
LOUD_SAYS = (ADDRESS, RECEIPT, QUERY)
WITHIN_S = 20.0
Ask = Callable[[str, str, object], Awaitable[httpx.Response]]


@dataclass
class Proxied:
    """A proxy in front of a place; `folder` has everything it writes to."""

    child: Child
    port: int
    folder: Path
    trusting: ssl.SSLContext

    @property
    def origin(self) -> str:
        return f"https://{HOST}:{self.port}"

    def browser(self) -> httpx.AsyncClient:
        """Of a guest who comes from the canary's address."""
        transport = httpx.AsyncHTTPTransport(verify=self.trusting, local_address=ADDRESS)
        headers = {"Host": f"{HOST}:{self.port}", "Origin": self.origin, "X-Forwarded-For": CLAIMED}
        return httpx.AsyncClient(base_url=f"https://127.0.0.1:{self.port}", transport=transport, headers=headers)

    def said(self) -> str:
        """Everything the proxy left behind, but for what it was configured with."""
        left = [file for file in self.folder.rglob("*") if file.is_file() and file.suffix not in (".conf", ".pem")]
        return "\n".join(file.read_bytes().decode("latin-1") for file in left)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[PublicPlace]:
    folder = tmp_path / "place"
    folder.mkdir()
    place = await public_place(folder)
    await place.start()
    try:
        yield place
    finally:
        await place.kill9()


@asynccontextmanager
async def running(name: str, folder: Path, upstream: int, *, loud: bool = False) -> AsyncIterator[Proxied]:
    """Caddy or nginx, once it answers."""
    chain, _ = certified(folder)
    port = free_port()
    started = caddy if name == "caddy" else nginx
    child = started(folder, port, upstream, loud=loud)
    proxied = Proxied(child, port, folder, ssl.create_default_context(cafile=chain))
    try:
        await answering(proxied)
        yield proxied
    finally:
        child.stop()


async def answering(proxied: Proxied) -> None:
    deadline = time.monotonic() + WITHIN_S
    while time.monotonic() < deadline and proxied.child.returncode() is None:
        try:
            async with proxied.browser() as browser:
                await browser.get("/healthz", extensions={"sni_hostname": HOST})
            return
        except httpx.TransportError:
            await asyncio.sleep(0.05)  # not listening yet
    raise RuntimeError(f"the proxy did not answer:\n{proxied.child.said()}\n{proxied.said()}")


async def visit(proxied: Proxied) -> str:
    """Everything a guest does with something of theirs in it; the token of their session."""
    async with proxied.browser() as browser:

        async def ask(method: str, path: str, body: object) -> httpx.Response:
            return await browser.request(method, path, json=body, extensions={"sni_hostname": HOST})

        opened = await ask("POST", "/api/sessions", {"nickname": NICKNAME, "locale": "fr"})
        assert opened.status_code == 201, opened.text
        token = opened.cookies["palabre_session"]
        await talk(proxied, token)
        await ask_for_everything(ask, token)
    return token


async def ask_for_everything(ask: Ask, token: str) -> None:
    for method, path, body in (
        ("GET", f"/receipt/{RECEIPT}", None),
        ("POST", "/api/receipt", {"code": RECEIPT}),
        ("POST", "/api/invitations", {"code": INVITATION}),
        ("GET", f"/r/agora?invitation={INVITATION}&q={QUERY}", None),
        ("GET", f"/nothing/{RECEIPT}?session={token}", None),
        ("GET", f"/r/%zz{QUERY}", None),
        ("GET", f"/metrics?q={QUERY}", None),
        ("GET", f"/{QUERY * 300}", None),
        ("DELETE", f"/api/rooms/{QUERY}", None),
    ):
        await ask(method, path, body)


async def talk(proxied: Proxied, token: str) -> None:
    """Enter a room and say something, over the same proxy."""
    async with connect(
        f"wss://{HOST}:{proxied.port}/ws",
        host="127.0.0.1",
        port=proxied.port,
        ssl=proxied.trusting,
        server_hostname=HOST,
        local_addr=(ADDRESS, 0),
        origin=Origin(proxied.origin),
        subprotocols=[Subprotocol("palabre.v1")],
        additional_headers={"Cookie": f"palabre_session={token}", "X-Forwarded-For": CLAIMED},
    ) as socket:
        said = {"room": "agora", "body": BODY, "client_message_id": "canari-1"}
        for ref, command in enumerate(({"type": "room.enter", "room": "agora"}, {"type": "message.post", **said}), 1):
            await socket.send(json.dumps({"ref": ref, **command}))
            async with asyncio.timeout(WITHIN_S):
                while json.loads(await socket.recv()).get("ref") != ref:
                    pass


def spellings(token: str) -> tuple[str, ...]:
    """Everything of theirs that no log may have."""
    code = RECEIPT.replace("-", "")
    return (ADDRESS, CLAIMED, NICKNAME, BODY, RECEIPT, code, code.lower(), INVITATION, QUERY, token, token[:16])


@pytest.mark.parametrize("name", ["caddy", "nginx"])
async def test_no_log_of_any_process_tells_of_a_guest(name: str, place: PublicPlace, tmp_path: Path) -> None:
    async with running(name, tmp_path / name, place.port) as proxied:
        token = await visit(proxied)
        await place.terminate()
        async with proxied.browser() as browser:
            browser.cookies.set("palabre_session", token)
            gone = await browser.get(f"/receipt/{RECEIPT}?q={QUERY}", extensions={"sni_hostname": HOST})
            assert gone.status_code == 502
    said = proxied.said() + place.stdout + place.stderr
    assert [each for each in spellings(token) if each in said] == []


@pytest.mark.parametrize("name", ["caddy", "nginx"])
async def test_a_proxy_that_logs_would_be_noticed(name: str, tmp_path: Path) -> None:
    async with running(name, tmp_path / name, free_port(), loud=True) as proxied, proxied.browser() as browser:
        await browser.get(f"/receipt/{RECEIPT}?q={QUERY}", extensions={"sni_hostname": HOST})
    assert [each for each in LOUD_SAYS if each not in proxied.said()] == []
