"""A crowd of real processes: of a server that lies every lie is found; a killed Palabre loses and doubles nothing."""

import asyncio
from pathlib import Path

import pytest

from palabre.bench.crowd import Crowd, Party, Verdict
from palabre.bench.history import FaultKind
from palabre.bench.orders import Line
from palabre.bench.server import Server, Setting
from tests.load.liar import Liar, Lie, posted

ROOM = "agora"
MESSAGES = 6
CLEAN: dict[FaultKind, int] = {"lost": 0, "doubled": 0, "order": 0}
FORGED = posted(ROOM, 3, "another", "0.9.9")
LIES: dict[str, tuple[Lie, dict[FaultKind, int]]] = {
    "the truth": (lambda frames: frames, CLEAN),
    "one dropped": (lambda frames: [*frames[:2], *frames[3:]], CLEAN | {"lost": 1}),
    "the last dropped": (lambda frames: frames[:-1], CLEAN | {"lost": 1}),
    "one doubled": (lambda frames: [*frames[:3], *frames[2:]], CLEAN | {"doubled": 1}),
    "two swapped": (lambda frames: [*frames[:2], frames[3], frames[2], *frames[4:]], CLEAN | {"order": 1}),
    "one forged": (lambda frames: [*frames[:2], FORGED, *frames[3:]], CLEAN | {"order": 1}),
}


async def heard_from(liar: Liar, *, within_s: float = 10) -> Verdict:
    """The verdict of four guests in two processes, who post in turn."""
    async with Crowd(liar.port, processes=2) as crowd:
        assert await crowd.enter([Party(ROOM, 4)]) == {}
        await crowd.play([], [Line(place / 20, place % 4, f"message {place}") for place in range(MESSAGES)])
        return await crowd.conclude(within_s=within_s)


@pytest.mark.parametrize("lie", LIES)
async def test_every_lie_is_found_and_only_lies_are(lie: str) -> None:
    told, expected = LIES[lie]
    async with Liar(MESSAGES, told).running() as liar:
        # Who waits for what was dropped waits in vain.
        verdict = await heard_from(liar, within_s=0.5 if expected["lost"] else 10)
    assert verdict.faults.counts == expected
    assert verdict.is_clean == (lie == "the truth")
    assert verdict.acknowledged == MESSAGES


async def test_a_message_acknowledged_and_told_to_nobody_is_lost_to_all_and_to_the_log() -> None:
    async with Liar(MESSAGES, lambda frames: frames, told=False).running() as liar:
        verdict = await heard_from(liar, within_s=0.5)
    assert verdict.faults.counts == CLEAN | {"lost": 5}


async def test_a_server_killed_under_a_crowd_loses_and_doubles_nothing(tmp_path: Path) -> None:
    server = Server(tmp_path, Setting(rooms=[ROOM, "cuisine"]))
    await server.start()
    try:
        async with Crowd(server.port, processes=2) as crowd:
            assert await crowd.enter([Party(ROOM, 5, 1), Party("cuisine", 6)]) == {}
            writing = asyncio.create_task(crowd.write(rate=60, seconds=4))
            await crowd.until(lambda progress: progress.deliveries > 40)
            await server.kill()
            await server.start()
            await writing
            await crowd.rest()
            tally = await crowd.mark()
            verdict = await crowd.conclude()
    finally:
        await server.kill()
    assert verdict.faults.counts == CLEAN
    assert verdict.unanswered == 0
    assert verdict.acknowledged == verdict.messages
    assert tally.connected == 12
    assert tally.reconnects >= 12
