"""Who may do what: every kind of visitor against every thing that can be asked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

import pytest
from httpx import ASGITransport, AsyncClient

from palabre.http.app import make_app
from tests.cast import HOUR, Json, Stage, Tab, set_stage

HERE = "http://127.0.0.1:8000"
WHO = ("spectator", "guest", "author", "ended", "left")
DONE = "done"
NO_SESSION = "session_required"


@dataclass
class Scene:
    """Bilal's message is in agora; who asks has entered agora where they could."""

    stage: Stage
    tab: Tab
    token: str
    message_id: str
    author_tag: str

    async def ask(self, kind: str, **fields: object) -> str:
        return outcome_of(await self.tab.ask(kind, **fields))

    async def request(self, method: str, path: str) -> str:
        """What a JSON route answers to this visitor's cookie."""
        app = ASGITransport(app=cast(Any, make_app(self.stage.house.http)), client=("127.0.0.1", 50_123))
        async with AsyncClient(transport=app, base_url=HERE, cookies={"palabre_session": self.token}) as client:
            answer = await client.request(method, path, headers={"Origin": HERE})
        return DONE if answer.is_success else str(answer.json()["code"])


def outcome_of(reply: Json) -> str:
    return DONE if reply["type"] == "ok" else str(reply["code"])


async def scene_of(who: str) -> Scene:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    tab = stage.tab(None if who == "spectator" else session)
    await tab.enter()
    if who == "ended":
        stage.clock.step(4 * HOUR)
    if who == "left":
        await stage.house.http.guests.leaving.leave(session)
        tab = stage.tab(session)
        tab.visitor.connection.rooms.add("agora")
    writer = tab if who == "author" else await stage.guest("Bilal", "agora")
    posted = await writer.post("Le marché est samedi")
    tag = writer.received("message.posted")[0]["message"]["author"]["tag"]
    return Scene(stage, tab, "" if who == "spectator" else token, posted["message_id"], tag)


async def enter_everyone(scene: Scene) -> str:
    return await scene.ask("room.enter", room="agora")


async def enter_guests_only(scene: Scene) -> str:
    return await scene.ask("room.enter", room="cuisine")


async def enter_unknown(scene: Scene) -> str:
    return await scene.ask("room.enter", room="nulle-part")


async def enter_closed(scene: Scene) -> str:
    await close(scene.stage, "cuisine")
    return await scene.ask("room.enter", room="cuisine")


async def enter_full(scene: Scene) -> str:
    for _ in range(2):
        await scene.stage.spectator("minuit")
    return await scene.ask("room.enter", room="minuit")


async def post(scene: Scene) -> str:
    return outcome_of(await scene.tab.post("Bonsoir"))


async def post_elsewhere(scene: Scene) -> str:
    return outcome_of(await scene.tab.post("Bonsoir", room="minuit"))


async def post_in_closed(scene: Scene) -> str:
    await close(scene.stage, "agora")
    return outcome_of(await scene.tab.post("Bonsoir"))


async def edit(scene: Scene) -> str:
    return await scene.ask("message.edit", room="agora", message_id=scene.message_id, body="Dimanche")


async def edit_late(scene: Scene) -> str:
    scene.stage.clock.step(301)
    return await edit(scene)


async def edit_nothing(scene: Scene) -> str:
    return await scene.ask("message.edit", room="agora", message_id="m404", body="Dimanche")


async def remove(scene: Scene) -> str:
    return await scene.ask("message.remove", room="agora", message_id=scene.message_id)


async def rename(scene: Scene) -> str:
    return await scene.ask("nickname.change", room="agora", nickname="Anaïs")


async def rename_as_other(scene: Scene) -> str:
    await scene.stage.guest("Chloé", "agora")
    return await scene.ask("nickname.change", room="agora", nickname="chloe")


async def see_roster(scene: Scene) -> str:
    await scene.ask("room.enter", room="agora")
    return DONE if scene.tab.received("room.entered")[-1]["roster"]["people"] is not None else "hidden"


async def read_page(scene: Scene) -> str:
    return await scene.request("GET", "/api/rooms/agora/messages")


async def list_rooms(scene: Scene) -> str:
    return await scene.request("GET", "/api/rooms")


async def react(scene: Scene) -> str:
    return await scene.ask("reaction.set", room="agora", message_id=scene.message_id, reaction="thanks")


async def react_elsewhere(scene: Scene) -> str:
    return await scene.ask("reaction.set", room="minuit", message_id=scene.message_id, reaction="thanks")


async def react_to_nothing(scene: Scene) -> str:
    return await scene.ask("reaction.set", room="agora", message_id="m404", reaction="thanks")


async def react_in_closed(scene: Scene) -> str:
    await close(scene.stage, "agora")
    return await react(scene)


async def start_typing(scene: Scene) -> str:
    return await scene.ask("typing.start", room="agora")


async def start_typing_elsewhere(scene: Scene) -> str:
    return await scene.ask("typing.start", room="minuit")


async def mark_read(scene: Scene) -> str:
    return await scene.ask("read.mark", room="agora", offset=1)


async def mark_read_elsewhere(scene: Scene) -> str:
    return await scene.ask("read.mark", room="minuit", offset=1)


async def hide_author(scene: Scene) -> str:
    return await scene.ask("guest.hide", room="agora", tag=scene.author_tag)


async def hide_author_elsewhere(scene: Scene) -> str:
    return await scene.ask("guest.hide", room="minuit", tag=scene.author_tag)


async def hide_in_unknown(scene: Scene) -> str:
    return await scene.ask("guest.hide", room="nulle-part", tag=scene.author_tag)


async def hide_operator(scene: Scene) -> str:
    return await scene.ask("guest.hide", room="agora", tag="operator")


async def show_nobody(scene: Scene) -> str:
    return await scene.ask("guest.hide", room="agora", tag="personne", hidden=False)


async def read_message(scene: Scene) -> str:
    return await scene.request("GET", f"/api/rooms/agora/messages/{scene.message_id}")


async def search_people(scene: Scene) -> str:
    return await scene.request("GET", "/api/rooms/agora/people?name=bi")


async def list_hidden(scene: Scene) -> str:
    return await scene.request("GET", "/api/hidden")


async def ask_challenge(scene: Scene) -> str:
    return await scene.request("GET", "/api/challenge")


async def leave_room(scene: Scene) -> str:
    return await scene.ask("room.leave", room="agora")


async def leave(scene: Scene) -> str:
    return await scene.request("DELETE", "/api/sessions/current")


async def erase(scene: Scene) -> str:
    return await scene.request("DELETE", "/api/sessions/current?erase=messages")


async def close(stage: Stage, slug: str) -> None:
    await stage.store.append_control("room.close", f'{{"slug":"{slug}"}}'.encode(), stage.clock.now_ms())
    await stage.house.steering.follow()


Asked = Callable[[Scene], Awaitable[str]]
# fmt: off
TABLE: dict[Asked, tuple[str, str, str, str, str]] = {
    #                   spectator    guest                author          ended        left
    enter_everyone:    (DONE,        DONE,                DONE,           NO_SESSION,  NO_SESSION),
    enter_guests_only: (NO_SESSION,  DONE,                DONE,           NO_SESSION,  NO_SESSION),
    enter_unknown:     ("not_found", "not_found",         "not_found",    NO_SESSION,  NO_SESSION),
    enter_closed:      ("room_closed", "room_closed",     "room_closed",  NO_SESSION,  NO_SESSION),
    enter_full:        ("room_full", "room_full",         "room_full",    NO_SESSION,  NO_SESSION),
    post:              (NO_SESSION,  DONE,                DONE,           NO_SESSION,  NO_SESSION),
    post_elsewhere:    ("not_entered", "not_entered",     "not_entered",  "not_entered", "not_entered"),
    post_in_closed:    (NO_SESSION,  "room_closed",       "room_closed",  NO_SESSION,  NO_SESSION),
    edit:              (NO_SESSION,  "not_yours",         DONE,           NO_SESSION,  NO_SESSION),
    edit_late:         (NO_SESSION,  "not_yours",         "edit_too_late", NO_SESSION, NO_SESSION),
    edit_nothing:      (NO_SESSION,  "not_found",         "not_found",    NO_SESSION,  NO_SESSION),
    remove:            (NO_SESSION,  "not_yours",         DONE,           NO_SESSION,  NO_SESSION),
    rename:            (NO_SESSION,  DONE,                DONE,           NO_SESSION,  NO_SESSION),
    rename_as_other:   (NO_SESSION,  "nickname_taken",    "nickname_taken", NO_SESSION, NO_SESSION),
    see_roster:        ("hidden",    DONE,                DONE,           DONE,        "unasked"),
    read_page:         (NO_SESSION,  DONE,                DONE,           NO_SESSION,  NO_SESSION),
    list_rooms:        (DONE,        DONE,                DONE,           DONE,        DONE),
    react:             (NO_SESSION,  DONE,                DONE,           NO_SESSION,  NO_SESSION),
    react_elsewhere:   ("not_entered", "not_entered",     "not_entered",  "not_entered", "not_entered"),
    react_to_nothing:  (NO_SESSION,  "not_found",         "not_found",    NO_SESSION,  NO_SESSION),
    react_in_closed:   (NO_SESSION,  "room_closed",       "room_closed",  "room_closed", "room_closed"),
    start_typing:      (NO_SESSION,  DONE,                DONE,           NO_SESSION,  NO_SESSION),
    start_typing_elsewhere: ("not_entered", "not_entered", "not_entered", "not_entered", "not_entered"),
    mark_read:         (NO_SESSION,  DONE,                DONE,           NO_SESSION,  NO_SESSION),
    mark_read_elsewhere: ("not_entered", "not_entered",   "not_entered",  "not_entered", "not_entered"),
    hide_author:       (NO_SESSION,  DONE,                "not_found",    NO_SESSION,  NO_SESSION),
    hide_author_elsewhere: (NO_SESSION, "not_found",      "not_found",    NO_SESSION,  NO_SESSION),
    hide_in_unknown:   (NO_SESSION,  "not_found",         "not_found",    NO_SESSION,  NO_SESSION),
    hide_operator:     (NO_SESSION,  "not_found",         "not_found",    NO_SESSION,  NO_SESSION),
    show_nobody:       (NO_SESSION,  DONE,                DONE,           NO_SESSION,  NO_SESSION),
    read_message:      (NO_SESSION,  DONE,                DONE,           NO_SESSION,  NO_SESSION),
    search_people:     (NO_SESSION,  DONE,                DONE,           NO_SESSION,  NO_SESSION),
    list_hidden:       (NO_SESSION,  DONE,                DONE,           NO_SESSION,  NO_SESSION),
    ask_challenge:     (NO_SESSION,  DONE,                DONE,           NO_SESSION,  NO_SESSION),
    leave_room:        (DONE,        DONE,                DONE,           DONE,        DONE),
    leave:             (DONE,        DONE,                DONE,           DONE,        DONE),
    erase:             (NO_SESSION,  DONE,                DONE,           NO_SESSION,  NO_SESSION),
}
# fmt: on
CELLS = [
    pytest.param(asked, who, expected, id=f"{who} asks to {asked.__name__}: {expected}")
    for asked, row in TABLE.items()
    for who, expected in zip(WHO, row, strict=True)
    if expected != "unasked"
]


@pytest.mark.parametrize(("asked", "who", "expected"), CELLS)
async def test_authority(asked: Asked, who: str, expected: str) -> None:
    assert await asked(await scene_of(who)) == expected
