"""The budgets: what is promised, told as a table, and the ways of measuring that need no large machine."""

import asyncio
import sys
from pathlib import Path

import pytest

from palabre.bench.budgets.posting import hardest, screening
from palabre.bench.budgets.run import BUDGETS, NAMES, NEEDS_PROGRAMS, measured
from palabre.bench.budgets.shape import Budget, Ground, Measured, Promise, Result
from palabre.bench.budgets.telling import table
from palabre.bench.poster import post_at, posters
from palabre.bench.reference import listening, running
from palabre.bench.server import BenchFailed, free_port
from palabre.bench.stage import Stage
from palabre.cli import main
from palabre.domain.body import MAX_CODE_POINTS, normalise_body
from tests.sockets.raw import raw_socket
from tests.tools.server import running_server

QUICK = Promise("p99", "ms", most=20)


async def nothing(ground: Ground) -> Measured:
    return {"p99": 12.5, "core": 0.3}


def budget(*promises: Promise, needs_programs: bool = False) -> Budget:
    return Budget("whole-path", "a room of 1,000", promises or (QUICK,), nothing, needs_programs=needs_programs)


def test_a_promise_is_judged_by_the_median_of_its_rounds() -> None:
    assert QUICK.is_kept([19, 20, 900])
    assert not QUICK.is_kept([1, 21, 22])
    assert Promise("ratio", "", least=0.75).is_kept([0.1, 0.75, 0.8])


def test_the_table_tells_what_was_promised_measured_and_missed() -> None:
    promises = (QUICK, Promise("deliveries/s", "/s", least=2_000_000))
    rounds = [{"p99": p99, "deliveries/s": 1_900_000.0, "core": 0.61} for p99 in (12.5, 9.0, 14.0)]
    told = table([Result(budget(*promises), rounds)])
    assert "| p99 ≤ 20 ms | 12.5 (9–14) ms | met |" in told
    assert "| deliveries/s ≥ 2,000,000 /s | 1,900,000 (1,900,000–1,900,000) /s | MISSED |" in told
    assert "beside: core 0.61 (0.61–0.61)" in told


async def test_every_round_of_a_budget_is_measured(tmp_path: Path) -> None:
    said: list[str] = []
    result = await measured(budget(), Ground(tmp_path), said.append)
    assert result.values("p99") == [12.5] * 3
    assert result.is_met
    assert len(said) == 3


async def test_a_budget_without_its_programs_is_not_measured_and_says_why(tmp_path: Path) -> None:
    result = await measured(budget(needs_programs=True), Ground(tmp_path), print)
    assert not result.is_met
    assert NEEDS_PROGRAMS in table([result])


async def test_a_budget_that_fails_half_way_is_not_told_in_part(tmp_path: Path) -> None:
    left = iter([{"p99": 1.0}])

    async def breaks(ground: Ground) -> Measured:
        for found in left:
            return found
        raise BenchFailed("connections were lost")

    result = await measured(Budget("x", "y", (QUICK,), breaks), Ground(tmp_path), lambda _: None)
    assert (result.rounds, result.why_not) == ([], "connections were lost")


def test_names_are_given_once_and_bounds_have_one_side() -> None:
    assert len({*NAMES}) == len(BUDGETS)
    assert all((one.most is None) != (one.least is None) for each in BUDGETS for one in each.promises)


def test_an_unknown_budget_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "budgets", "--only", "speed"]) == 2
    assert "whole-path" in capsys.readouterr().err


async def test_screening_measures_what_it_promises(tmp_path: Path) -> None:
    (promised,) = (each.promises for each in BUDGETS if each.name == "screening")
    assert (await screening(Ground(tmp_path))).keys() == {promise.name for promise in promised}


@pytest.mark.parametrize("text", hardest(), ids=ascii)
def test_the_hardest_texts_are_as_long_as_may_be(text: str) -> None:
    assert len(text) == MAX_CODE_POINTS
    assert normalise_body(text)


async def test_posters_are_answered_and_counted(tmp_path: Path) -> None:
    async with running_server(tmp_path / "data") as server:
        stage = Stage(server.port)
        async with posters(stage, 3) as everyone:
            for poster in everyone:
                await poster.enter("agora")
            await post_at(everyone, ["agora"], rate=30, seconds=0.2)
    tally = stage.counts.tally()
    assert tally.refused == {}
    assert tally.posted == tally.acknowledged > 0
    assert tally.deliveries > 0


async def test_what_is_published_at_the_hub_reaches_everyone_in_order(tmp_path: Path) -> None:
    port, held = free_port(), tmp_path / "held"
    command = [sys.executable, "-P", "-m", "palabre.bench.at_hub", "--port", str(port), "--rate", "0"]
    async with running([*command, "--connections", "2", "--held", held]):
        await listening(port)
        async with raw_socket(f"http://127.0.0.1:{port}") as ana, raw_socket(f"http://127.0.0.1:{port}") as bilal:
            await asyncio.gather(ana.enter(), bilal.enter())
            for reader in (ana, bilal):
                offsets = [(await reader.hear("message.posted"))["offset"] for _ in range(20)]
                assert offsets == list(range(offsets[0], offsets[0] + 20))
            while not held.exists():
                await ana.hear("message.posted")
    assert float(held.read_text()) > 0
