"""What each kind of guest may do, unattended, attended and under the shield (DESIGN §6)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from tests.cast import Json, Stage, Tab, set_stage

DONE, HELD = "done", "held"
CLOSED, READ_ONLY, NEW, LATE = "writing_closed", "read_only_now", "needs_settled", "edit_too_late"
ALL, ALL_CLOSED = (DONE, DONE, DONE), (CLOSED, CLOSED, CLOSED)
WHO = ("new", "protected", "settled", "closed")
COVERS = ("unattended", "attended", "shield")


@dataclass
class Scene:
    """A guest of some kind in agora, with a message of their own there, and one of Bilal's."""

    stage: Stage
    tab: Tab
    mine: str
    his: str


async def scene_of(who: str, cover: str) -> Scene:
    stage = await set_stage()
    bilal = await stage.guest("Bilal", "agora")
    his = (await bilal.post("Bonsoir"))["message_id"]
    tab = await stage.guest("Ana", "agora")
    mine = (await tab.post("Bonsoir à tous"))["message_id"]
    if who == "settled":
        await settle(stage, tab)
    if who in ("protected", "closed"):
        await tab.post("j'ai 16 ans" if who == "protected" else "j'ai 12 ans")
    await put(stage, cover)
    return Scene(stage, tab, mine, his)


async def settle(stage: Stage, tab: Tab) -> None:
    """Half an hour before any shield."""
    for number in range(5):
        await tab.post(f"Bonsoir {number}")
    for _ in range(21):
        await stage.step(30)
    await stage.step(1_800)


async def put(stage: Stage, cover: str) -> None:
    team, room = stage.house.http.team, stage.house.http.rooms.directory.open_room("agora")
    if cover == "attended":
        team.covering.watch(await stage.moderator("Mo"), [room], active=True)
    if cover == "shield":
        await team.shielding.set(await stage.moderator("Mo"), on=True)


def outcome_of(reply: Json) -> str:
    if reply["type"] == "failed":
        return str(reply["code"])
    return str(reply.get("status", DONE))


async def post(scene: Scene) -> str:
    return outcome_of(await scene.tab.post("Il fait beau"))


async def post_link(scene: Scene) -> str:
    return outcome_of(await scene.tab.post("voyez www.truc.example"))


async def call_many(scene: Scene) -> str:
    return outcome_of(await scene.tab.post(" ".join(f"@Nom{number}" for number in range(11))))


async def answer(scene: Scene) -> str:
    return outcome_of(await scene.tab.post("Oui", reply_to=scene.his))


async def edit(scene: Scene) -> str:
    return outcome_of(await scene.tab.ask("message.edit", room="agora", message_id=scene.mine, body="Mieux dit"))


async def remove(scene: Scene) -> str:
    return outcome_of(await scene.tab.ask("message.remove", room="agora", message_id=scene.mine))


async def react(scene: Scene) -> str:
    return outcome_of(await scene.tab.ask("reaction.set", room="agora", message_id=scene.his, reaction="like"))


async def read(scene: Scene) -> str:
    return outcome_of(await scene.tab.ask("room.enter", room="agora"))


async def hide(scene: Scene) -> str:
    tag = scene.tab.received("room.entered")[0]["messages"][0]["author"]["tag"]
    return outcome_of(await scene.tab.ask("guest.hide", room="agora", tag=tag))


Asked = Callable[[Scene], Awaitable[str]]
# For each kind of guest: unattended, attended, under the shield.
# fmt: off
TABLE: dict[Asked, tuple[tuple[str, str, str], ...]] = {
    #           new                         protected                   settled                closed
    post:      ((DONE, DONE, READ_ONLY),    (DONE, DONE, READ_ONLY),    (DONE, DONE, DONE),    ALL_CLOSED),
    post_link: ((HELD, HELD, READ_ONLY),    (HELD, HELD, READ_ONLY),    (HELD, DONE, HELD),    ALL_CLOSED),
    call_many: ((NEW, NEW, READ_ONLY),      (NEW, NEW, READ_ONLY),      (DONE, DONE, DONE),    ALL_CLOSED),
    answer:    ((DONE, DONE, READ_ONLY),    (DONE, DONE, READ_ONLY),    (DONE, DONE, DONE),    ALL_CLOSED),
    edit:      ((DONE, DONE, READ_ONLY),    (DONE, DONE, READ_ONLY),    (LATE, LATE, LATE),    ALL_CLOSED),
    remove:    (ALL, ALL, ALL, ALL),
    react:     (ALL, ALL, ALL, ALL),
    read:      (ALL, ALL, ALL, ALL),
    hide:      (ALL, ALL, ALL, ALL),
}
# fmt: on
CELLS = [
    pytest.param(asked, who, cover, expected, id=f"{who} guest, {cover}, asks to {asked.__name__}: {expected}")
    for asked, row in TABLE.items()
    for who, outcomes in zip(WHO, row, strict=True)
    for cover, expected in zip(COVERS, outcomes, strict=True)
]


@pytest.mark.parametrize(("asked", "who", "cover", "expected"), CELLS)
async def test_capabilities(asked: Asked, who: str, cover: str, expected: str) -> None:
    assert await asked(await scene_of(who, cover)) == expected
