"""Who may do what in a room for adults: every kind of visitor against everything that can be asked of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

import pytest
from httpx import ASGITransport, AsyncClient

from palabre.http.app import make_app
from palabre.settings import ConfiguredRoom
from tests.cast import Stage, Tab, set_stage, settings_of
from tests.services.test_authority import DONE, NO_SESSION, outcome_of
from tests.tools.browser_key import PAGE, Browser

WHO = ("spectator", "guest", "copied cookie", "adult", "ended", "team")
PROOF, UNBOUND = "proof_required", "proof_unbound"
AGORA = ConfiguredRoom(slug="agora", name="Agora")
MINUIT = ConfiguredRoom(slug="minuit", name="Minuit", kind="adult")


@dataclass
class Scene:
    """Bilal wrote in minuit; whoever asks has asked for that room before, let in or not."""

    stage: Stage
    tab: Tab
    cookies: dict[str, str]
    page_key: str
    message_id: str

    async def ask(self, kind: str, **fields: object) -> str:
        return outcome_of(await self.tab.ask(kind, room="minuit", **fields))

    async def read(self, path: str) -> str:
        app = ASGITransport(app=cast(Any, make_app(self.stage.house.http)), client=("127.0.0.1", 50_123))
        headers = {"Palabre-Page-Key": self.page_key} if self.page_key else {}
        async with AsyncClient(transport=app, base_url=PAGE, cookies=self.cookies, headers=headers) as client:
            answer = await client.get(path)
        assert answer.is_success or "Il était" not in answer.text
        return DONE if answer.is_success else str(answer.json()["code"])


async def scene_of(who: str) -> Scene:
    stage = await set_stage(settings_of(rooms=(AGORA, MINUIT)))
    mo = await stage.moderator("Mo")
    stage.house.http.team.covering.watch(mo, [stage.house.http.rooms.directory.open_room("minuit")], active=True)
    bilal = await stage.adult("Bilal", "minuit")
    posted = await bilal.post("Il était une fois", room="minuit")
    token, ana = await stage.session("Ana")
    tab = stage.tab(None if who == "spectator" else ana)
    scene = Scene(stage, tab, {} if who == "spectator" else {"palabre_session": token}, "", posted["message_id"])
    if who in ("copied cookie", "adult", "ended"):
        browser = Browser()
        await stage.prove(ana, browser)
        if who != "copied cookie":
            scene.page_key = str((await tab.bind(browser))["page_key"])
            await tab.enter("minuit")
        if who == "ended":
            await stage.house.adulthood.upholding.end(ana.id, "ended")
    if who == "team":
        tab.visitor.staff, scene.cookies["palabre_staff"] = mo, await stage.signed_in(mo)
    tab.visitor.connection.rooms.add("minuit")
    return scene


async def enter(scene: Scene) -> str:
    return await scene.ask("room.enter")


async def resume(scene: Scene) -> str:
    return await scene.ask("room.enter", since={"epoch": "any", "offset": 0})


async def post(scene: Scene) -> str:
    return await scene.ask("message.post", body="Bonsoir", client_message_id="x1")


async def edit(scene: Scene) -> str:
    return await scene.ask("message.edit", message_id=scene.message_id, body="Changé")


async def react(scene: Scene) -> str:
    return await scene.ask("reaction.set", message_id=scene.message_id, reaction="thanks")


async def start_typing(scene: Scene) -> str:
    return await scene.ask("typing.start")


async def mark_read(scene: Scene) -> str:
    return await scene.ask("read.mark", offset=1)


async def rename(scene: Scene) -> str:
    return await scene.ask("nickname.change", nickname="Anaïs")


async def hide_nobody(scene: Scene) -> str:
    return await scene.ask("guest.hide", tag="nobody")


async def leave_room(scene: Scene) -> str:
    return await scene.ask("room.leave")


async def read_page(scene: Scene) -> str:
    return await scene.read("/api/rooms/minuit/messages")


async def read_message(scene: Scene) -> str:
    return await scene.read(f"/api/rooms/minuit/messages/{scene.message_id}")


async def search_people(scene: Scene) -> str:
    return await scene.read("/api/rooms/minuit/people?name=bi")


Asked = Callable[[Scene], Awaitable[str]]
# fmt: off
TABLE: dict[Asked, tuple[str, str, str, str, str, str]] = {
    #               spectator   guest  copied   adult        ended  team
    enter:         (PROOF,      PROOF, UNBOUND, DONE,        PROOF, DONE),
    resume:        (PROOF,      PROOF, UNBOUND, DONE,        PROOF, DONE),
    post:          (NO_SESSION, PROOF, UNBOUND, DONE,        PROOF, PROOF),
    edit:          (NO_SESSION, PROOF, UNBOUND, "not_yours", PROOF, PROOF),
    react:         (NO_SESSION, PROOF, UNBOUND, DONE,        PROOF, PROOF),
    start_typing:  (NO_SESSION, PROOF, UNBOUND, DONE,        PROOF, PROOF),
    mark_read:     (NO_SESSION, PROOF, UNBOUND, DONE,        PROOF, DONE),
    rename:        (NO_SESSION, PROOF, UNBOUND, DONE,        PROOF, PROOF),
    hide_nobody:   (NO_SESSION, PROOF, UNBOUND, "not_found", PROOF, "not_found"),
    leave_room:    (DONE,       DONE,  DONE,    DONE,        DONE,  DONE),
    read_page:     (NO_SESSION, PROOF, UNBOUND, DONE,        PROOF, DONE),
    read_message:  (NO_SESSION, PROOF, UNBOUND, DONE,        PROOF, DONE),
    search_people: (NO_SESSION, PROOF, UNBOUND, DONE,        PROOF, DONE),
}
# fmt: on
CELLS = [
    pytest.param(asked, who, expected, id=f"{who} asks to {asked.__name__}: {expected}")
    for asked, row in TABLE.items()
    for who, expected in zip(WHO, row, strict=True)
]


@pytest.mark.parametrize(("asked", "who", "expected"), CELLS)
async def test_authority_among_adults(asked: Asked, who: str, expected: str) -> None:
    assert await asked(await scene_of(who)) == expected
