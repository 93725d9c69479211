"""The frames TypeScript is tested with are those the server sends today."""

import json

import pytest

from tests.laws.fold import Reader, assert_same, assert_same_presence
from tests.laws.recording import FOLDER, scenes, written

NAMES = (
    "crowded_log",
    "expiring",
    "from_nothing",
    "hiding",
    "lively",
    "quiet",
    "resumed",
    "resumed_then_live",
    "spectator",
)


async def test_recorded_frames_are_not_stale() -> None:
    fresh = {f"{name}.json": written(scene) for name, scene in (await scenes()).items()}
    kept = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.json")}
    assert sorted(kept) == sorted(fresh) == [f"{name}.json" for name in NAMES]
    stale = [name for name in fresh if kept[name] != fresh[name]]
    assert stale == [], "run: python -m tests.laws.recording"


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_keeps_the_law(name: str) -> None:
    scene = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    known = Reader()
    for frame in (scene["old"], *scene["events"]):
        known.read(frame)
    assert_same(known, scene["fresh"], scene["now_ms"])
    assert_same_presence(known, scene["fresh"])
    kinds = {frame["type"] for frame in scene["events"]}
    assert len(scene["events"]) >= 1 and kinds & {"message.posted", "room.entered"}
