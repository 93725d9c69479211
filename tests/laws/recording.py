"""`python -m tests.laws.recording`: plays seeded scenes on a real instance; keeps what the wire said, for TypeScript.

Each file of client/tests/recorded is `{"old", "events", "fresh", "now_ms"}`: a snapshot, every frame that followed (log
events, presence, or one `room.entered` that resumes), the snapshot the same reader is told at the end, and the Unix
time in milliseconds of that end. Old and events give fresh.
"""

import asyncio
import json
import random
from pathlib import Path

from tests.cast import Json, Tab
from tests.laws.play import ACTS, PLAYERS, Play

FOLDER = Path(__file__).resolve().parents[2] / "client/tests/recorded"
QUIET_ACTS = tuple(act for act in ACTS if act not in ("wait_long", "look"))


def act_of(chance: random.Random, acts: tuple[str, ...]) -> tuple[str, str, int]:
    return chance.choice(acts), chance.choice(PLAYERS), chance.randrange(10_000)


async def begin(seed: int, before: int) -> tuple[Play, random.Random]:
    """A play some acts old."""
    chance = random.Random(seed)  # scenes are chosen, not secrets
    play = await Play.begin(seed=seed)
    for _ in range(before):
        await play.act(*act_of(chance, QUIET_ACTS))
    return play, chance


async def live(seed: int, *, before: int, then: int, reader: str = "guest") -> Json:
    """A reader that stayed connected."""
    play, chance = await begin(seed, before)
    tab = play.reader if reader == "guest" else await play.stage.spectator()
    return await recorded(play, tab, chance, then)


async def expiring(seed: int) -> Json:
    """A reader that stays while the first messages come to their end."""
    play, chance = await begin(seed, 20)
    old = await play.reader.enter()
    seen = len(play.reader.events)
    for _ in range(12):
        await play.act("wait_long", "Ana", 0)
        await play.act(*act_of(chance, QUIET_ACTS))
    return await ended(play, play.reader, old, seen)


async def hiding(seed: int) -> Json:
    """A reader that hides Ana, and what Ana wrote before, during and after."""
    play, chance = await begin(seed, 15)
    await play.act("post", "Ana", 0)
    await play.act("hide", "Ana", 0)
    return await recorded(play, play.reader, chance, then=40)


async def recorded(play: Play, tab: Tab, chance: random.Random, then: int) -> Json:
    old = await tab.enter()
    seen = len(tab.events)
    for _ in range(then):
        await play.act(*act_of(chance, ACTS))
    return await ended(play, tab, old, seen)


async def ended(play: Play, tab: Tab, old: Json, seen: int) -> Json:
    await play.stage.step(6)
    events = tab.events[seen:]
    return {"old": old, "events": list(events), "fresh": await tab.enter(), "now_ms": play.stage.clock.now_ms()}


async def resumed(seed: int, *, before: int, missed: int, then: int) -> Json:
    """A reader that was away, came back with its last offset, and stayed."""
    play, chance = await begin(seed, before)
    old = await play.reader.enter()
    session = play.stage.house.http.guests.book.live(play.reader.visitor.session_id or "")
    play.reader.lose()
    for _ in range(missed):
        await play.act(*act_of(chance, QUIET_ACTS))
    play.tabs["Chloé"] = play.stage.tab(session)
    await play.reader.enter(since={"epoch": old["epoch"], "offset": old["offset"]})
    for _ in range(then):
        await play.act(*act_of(chance, ACTS))
    return await ended(play, play.reader, old, seen=0)


async def scenes() -> dict[str, Json]:
    """Every recording, by the name of its file."""
    return {
        "quiet": await live(1, before=6, then=12),
        "lively": await live(2, before=30, then=60),
        "spectator": await live(3, before=10, then=40, reader="spectator"),
        "crowded_log": await live(4, before=80, then=80),
        "from_nothing": await live(5, before=0, then=30),
        "expiring": await expiring(6),
        "hiding": await hiding(9),
        "resumed": await resumed(7, before=12, missed=25, then=0),
        "resumed_then_live": await resumed(8, before=30, missed=40, then=20),
    }


def written(scene: Json) -> str:
    """One frame a line, so that a change can be read."""
    lines = ",\n".join(f"    {compact(event)}" for event in scene["events"])
    head = f'{{\n  "old": {compact(scene["old"])},\n  "events": [\n{lines}\n  ],\n'
    return f'{head}  "fresh": {compact(scene["fresh"])},\n  "now_ms": {scene["now_ms"]}\n}}\n'


def compact(frame: Json) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))


def recordings() -> dict[str, str]:
    """The text of every file of client/tests/recorded, by its name."""
    return {f"{name}.json": written(scene) for name, scene in asyncio.run(scenes()).items()}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in recordings().items():
        (FOLDER / name).write_text(text, "utf-8")
