"""`/api/challenge`: given to guests, answered once, refused in words otherwise."""

from pathlib import Path

import httpx
import msgspec
import pytest

from palabre.protocol.resources import Challenge
from palabre.settings.traffic import Allowances, ChallengeSettings
from tests.adapters.test_challenges import solution_of
from tests.cast import set_stage, settings_of
from tests.http.conftest import assert_problem, visitor
from tests.http.test_sessions import come_in

QUICK = ChallengeSettings(cost=1, tries=1)
HERE = {"Origin": "http://127.0.0.1:8000"}


async def test_a_guest_is_given_one_and_answers_it_once(static: Path) -> None:
    settings = msgspec.structs.replace(settings_of(allowances=Allowances()), challenge=QUICK)
    async with visitor(await set_stage(settings), static) as browser:
        await come_in(browser)
        given = await browser.get("/api/challenge")
        assert (given.status_code, given.headers["cache-control"]) == (200, "no-store")
        challenge = msgspec.json.decode(given.content, type=Challenge)
        assert (challenge.parameters.algorithm, challenge.parameters.key_length) == ("PBKDF2/SHA-256", 32)
        answer = {"payload": solution_of(challenge)}
        assert (await browser.post("/api/challenge", json=answer, headers=HERE)).status_code == 204
        assert_problem(await browser.post("/api/challenge", json=answer, headers=HERE), 422, "challenge_failed")


@pytest.mark.parametrize("payload", ["", "e30=", "%", "x" * 4_096])
async def test_what_is_no_answer_is_refused(browser: httpx.AsyncClient, payload: str) -> None:
    await come_in(browser)
    refused = await browser.post("/api/challenge", json={"payload": payload}, headers=HERE)
    assert_problem(refused, 422, "challenge_failed")


async def test_a_stranger_is_given_none(browser: httpx.AsyncClient) -> None:
    assert_problem(await browser.get("/api/challenge"), 401, "session_required")
    answer = await browser.post("/api/challenge", json={"payload": "e30="}, headers=HERE)
    assert_problem(answer, 401, "session_required")
