"""A guest of private rooms: a session, a browser with its key, a tab, and what the JSON routes answer to them."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import httpx
from litestar.types import ASGIApp

from palabre.domain.session import Session
from palabre.http.app import make_app
from tests.cast import Json, Stage, Tab, assert_done
from tests.http.conftest import built_client
from tests.tools.browser_key import PAGE, Browser

PEER = ("127.0.0.1", 50_321)
FOLDER = TemporaryDirectory(prefix="palabre-client-")
# That of the last stage asked.
APPLICATION: dict[str, object] = {}


@dataclass
class Neighbour:
    """`page_key` is of their tab, once it was bound."""

    stage: Stage
    session: Session
    token: str
    tab: Tab
    browser: Browser = field(default_factory=Browser)
    page_key: str = ""

    async def ask(self, method: str, path: str, body: object = None) -> httpx.Response:
        """A request of theirs to a JSON route; the page key goes along."""
        cookies = {"palabre_session": self.token} if self.token else {}
        return await requested(self.stage, method, path, body, cookies=cookies, page_key=self.page_key)

    async def come(self, room: str) -> Json:
        """Enter a room that asks for proof, binding the tab first where that is asked."""
        return await self.say("room.enter", room=room)

    async def say(self, kind: str, **fields: object) -> Json:
        """A command, once more with the tab bound where that is asked."""
        asked = await self.tab.ask(kind, **fields)
        if asked.get("code") == "proof_unbound":
            bound = await self.tab.ask("age.bind", **self.browser.answer(asked["challenge"], PAGE))
            assert_done(bound)
            self.page_key = bound["page_key"]
            asked = await self.tab.ask(kind, **fields)
        return asked

    async def make(self, name: str = "Les voisins", **fields: object) -> str:
        """A private room of theirs, entered; its slug."""
        made = await self.ask("POST", "/api/private-rooms", {"name": name, **fields})
        assert made.status_code == 201, made.text
        slug = str(made.json()["slug"])
        assert_done(await self.come(slug))
        return slug

    async def invite(self, slug: str, **fields: object) -> str:
        """The code of a new invitation."""
        made = await self.ask("POST", f"/api/private-rooms/{slug}/invitations", fields)
        assert made.status_code == 201, made.text
        return str(made.json()["link"]).partition("#")[2]

    async def accept(self, code: str, nickname: str = "") -> httpx.Response:
        return await self.ask(
            "POST", "/api/invitations/enter", {"code": code, "nickname": nickname or self.session.nickname}
        )

    async def join(self, code: str) -> str:
        """Come in by an invitation, and enter the room; its slug."""
        entered = await self.accept(code)
        assert entered.status_code == 200, entered.text
        slug = str(entered.json()["slug"])
        assert_done(await self.come(slug))
        return slug


async def newcomer(stage: Stage, nickname: str) -> Neighbour:
    """Who proved nothing."""
    token, session = await stage.session(nickname)
    return Neighbour(stage, session, token, stage.tab(session))


async def neighbour(stage: Stage, nickname: str) -> Neighbour:
    """A proven adult."""
    found = await newcomer(stage, nickname)
    await stage.prove(found.session, found.browser)
    return found


async def requested(
    stage: Stage,
    method: str,
    path: str,
    body: object = None,
    *,
    cookies: dict[str, str] | None = None,
    page_key: str = "",
) -> httpx.Response:
    """What the instance answers to a browser on this machine."""
    headers = {"Origin": PAGE, **({"Palabre-Page-Key": page_key} if page_key else {})}
    transport = httpx.ASGITransport(cast(Any, application(stage)), client=PEER)
    async with httpx.AsyncClient(transport=transport, base_url=PAGE, cookies=cookies, headers=headers) as client:
        return await client.request(method, path, json=body if body is not None else None)


@cache
def client() -> Path:
    """A built client of a few lines: the real one may be on its way to be built."""
    return built_client(Path(FOLDER.name))


def application(stage: Stage) -> ASGIApp:
    """The HTTP application of a stage, made once: it takes longer than most requests."""
    if APPLICATION.get("stage") is not stage:
        APPLICATION.update(stage=stage, made=make_app(stage.house.http, client()))
    return cast(ASGIApp, APPLICATION["made"])


async def at_desk(stage: Stage, who: str, method: str, path: str, body: object = None) -> httpx.Response:
    """What the desk answers to a member of the team."""
    member = next((each for each in await stage.store.staff() if each.name == who), None)
    member = member or await stage.moderator(who)
    return await requested(stage, method, path, body, cookies={"palabre_staff": await stage.signed_in(member)})
