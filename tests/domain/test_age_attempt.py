"""An attempt: what may follow what, and that nothing follows its end."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain import age_attempt
from palabre.domain.age import Method
from palabre.domain.age_attempt import ATTEMPT_MS, CODE_TRIES, Attempt, Device
from palabre.domain.refusal import Refusal
from tests.cast import refused

NOW = 1_795_348_800_000
OVER = ("proven", "refused", "ended")
Move = Callable[[Attempt, int], Attempt]
MOVES: dict[str, Move] = {
    "answered": age_attempt.answered,
    "refused": lambda attempt, now: age_attempt.refused(attempt, "expired", now),
    "proven": age_attempt.proven,
    "mistaken": age_attempt.mistaken,
    "ended": age_attempt.ended,
}


def attempt(method: Method = "demo", device: Device = "same") -> Attempt:
    return age_attempt.begun("a", "session", method, "thumbprint", NOW, device)


def moved(name: str, before: Attempt, now: int) -> Attempt:
    """What a move makes of it; the same when it is declined."""
    try:
        return MOVES[name](before, now)
    except Refusal as refusal:
        assert refusal.code == "attempt_over"
        return before


@given(
    st.sampled_from(["eu", "oidc", "human", "demo"]),
    st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.integers(0, ATTEMPT_MS // 3))),
)
def test_it_is_proven_only_after_an_answer_in_time_and_nothing_follows_its_end(
    method: Method, moves: list[tuple[str, int]]
) -> None:
    now, state = NOW, attempt(method)
    answered = False
    for name, passed in moves:
        now += passed
        after = moved(name, state, now)
        if state.state in OVER:
            assert after.state == state.state
        if after.state != state.state:
            assert now < state.expires_at_ms
        if after.state == "proven" and state.state != "proven":
            assert answered or method == "human"
        answered = answered or after.state == "answered"
        assert (after.id, after.session_id, after.key_thumbprint) == (state.id, state.session_id, state.key_thumbprint)
        state = after
    assert 0 <= state.tries_left <= CODE_TRIES or state.state in OVER


def test_a_second_answer_is_declined() -> None:
    state = age_attempt.answered(attempt(), NOW)
    with refused("attempt_over"):
        age_attempt.answered(state, NOW)


def test_nothing_is_answered_after_ten_minutes() -> None:
    age_attempt.answered(attempt(), NOW + ATTEMPT_MS - 1)
    with refused("attempt_over"):
        age_attempt.answered(attempt(), NOW + ATTEMPT_MS)
    assert attempt().told(NOW + ATTEMPT_MS).refusal == "expired"
    assert attempt().told(NOW + ATTEMPT_MS - 1).state == "waiting"


def test_nothing_is_proven_without_an_answer() -> None:
    with refused("attempt_over"):
        age_attempt.proven(attempt(), NOW)
    assert age_attempt.proven(attempt("human"), NOW).state == "proven"


def test_the_third_wrong_code_is_the_last() -> None:
    state = age_attempt.answered(attempt(device="other"), NOW)
    for left in (2, 1):
        state = age_attempt.mistaken(state, NOW)
        assert (state.state, state.tries_left) == ("answered", left)
    state = age_attempt.mistaken(state, NOW)
    assert (state.state, state.refusal) == ("refused", "codes_spent")


@pytest.mark.parametrize(
    ("state", "needs"),
    [
        (attempt(), "nothing"),
        (attempt("human"), "staff_code"),
        (age_attempt.answered(attempt(), NOW), "nothing"),
        (age_attempt.answered(attempt(device="other"), NOW), "matching_code"),
    ],
)
def test_it_says_what_is_still_needed(state: Attempt, needs: str) -> None:
    assert state.needs() == needs
