"""Challenges: what is solved is ours, whole, and the answer; anything else is nothing, and never an error."""

import base64
import json
from typing import Any

import msgspec
import pytest
from altcha import v2
from hypothesis import given
from hypothesis import strategies as st

from palabre.adapters.challenges import AltchaChallenges
from palabre.protocol.resources import Challenge
from tests.cast import NOON

KEY = b"k" * 32
CHALLENGES = AltchaChallenges(cost=2)


def solution_of(challenge: Challenge) -> str:
    """What a browser posts: the counter found by the library itself."""
    asked = v2.Challenge.from_dict(msgspec.to_builtins(challenge))
    found = v2.solve_challenge(asked)
    assert found is not None
    return v2.Payload(asked, found).to_base64()


def changed(payload: str, *path: str, to: object) -> str:
    """The payload with one value of it replaced."""
    whole: Any = json.loads(base64.b64decode(payload))
    place = whole
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = to
    return base64.b64encode(json.dumps(whole).encode()).decode()


def test_the_answer_is_found_by_counting_and_accepted() -> None:
    challenge = CHALLENGES.issue(KEY, 7, NOON)
    payload = solution_of(challenge)
    assert json.loads(base64.b64decode(payload))["solution"]["counter"] == 7
    solved = CHALLENGES.solved(KEY, payload)
    assert solved is not None
    assert solved.until_ms == NOON


def test_two_challenges_are_two_and_one_solved_twice_is_one() -> None:
    first, second = (solution_of(CHALLENGES.issue(KEY, 3, NOON)) for _ in range(2))
    digests = [solved.digest for each in (first, second, first) if (solved := CHALLENGES.solved(KEY, each))]
    assert digests[0] == digests[2] != digests[1]


def test_another_key_another_answer_or_a_changed_question_is_nothing() -> None:
    payload = solution_of(CHALLENGES.issue(KEY, 3, NOON))
    parameters = ("challenge", "parameters")
    assert CHALLENGES.solved(b"q" * 32, payload) is None
    for wrong in (
        changed(payload, "solution", "derivedKey", to="00" * 32),
        changed(payload, *parameters, "cost", to=1),
        changed(payload, *parameters, "data", to={"until_ms": NOON + 1}),
        changed(payload, *parameters, "keySignature", to=None),
        changed(payload, "challenge", "signature", to=None),
        changed(payload, "challenge", to=[]),
    ):
        assert CHALLENGES.solved(KEY, wrong) is None


@given(st.text(max_size=200) | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_whatever_is_sent_nothing_fails(text: str) -> None:
    assert CHALLENGES.solved(KEY, text) is None
    assert CHALLENGES.solved(KEY, base64.b64encode(text.encode("utf-8", "replace")).decode()) is None


@pytest.mark.parametrize("value", [None, True, -1, 2**70, "x", [], {}, {"__proto__": 1}, 1e308])
def test_whatever_a_field_holds_nothing_fails(value: object) -> None:
    payload = solution_of(CHALLENGES.issue(KEY, 1, NOON))
    for path in (
        ("solution",),
        ("solution", "counter"),
        ("solution", "derivedKey"),
        ("challenge",),
        ("challenge", "signature"),
        *(("challenge", "parameters", name) for name in ("algorithm", "cost", "nonce", "salt", "keyPrefix", "data")),
    ):
        solved = CHALLENGES.solved(KEY, changed(payload, *path, to=value))
        assert solved is None or path[-1] == "counter"
