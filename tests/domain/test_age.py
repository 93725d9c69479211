"""Age: a proof holds for an hour without anything done, four at most, and not before it was given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.age import (
    PROOF_IDLE_MS,
    PROOF_MOST_MS,
    KeptProof,
    Proof,
    ProofLife,
    ends_at_ms,
    holds,
    proof_from,
    why_over,
)
from palabre.domain.age_found import AgeFound

NOW = 1_795_348_800_000
MOMENTS = st.integers(NOW - 2 * PROOF_MOST_MS, NOW + 2 * PROOF_MOST_MS)


def proof(
    verified_at_ms: int = NOW, *, threshold: int = 18, result: bool = True, most_ms: int = PROOF_MOST_MS
) -> Proof:
    found = AgeFound(threshold=threshold, is_over=result, issuer_sha256=bytes(32))
    return proof_from(found, "demo", verified_at_ms, ProofLife(most_ms=most_ms))


@pytest.mark.parametrize(
    ("seen", "now", "expected"),
    [
        (NOW, NOW, True),
        (NOW, NOW + PROOF_IDLE_MS - 1, True),
        (NOW, NOW + PROOF_IDLE_MS, False),
        (NOW + PROOF_MOST_MS - 1, NOW + PROOF_MOST_MS - 1, True),
        (NOW + PROOF_MOST_MS, NOW + PROOF_MOST_MS, False),
        # What was done before counts for nothing, and the proof itself was something done.
        (NOW - 10 * PROOF_MOST_MS, NOW + PROOF_IDLE_MS - 1, True),
        (NOW, NOW - 1, False),
    ],
)
def test_a_proof_holds_at_the_edges_of_its_time(seen: int, now: int, expected: bool) -> None:
    assert holds(proof(), seen, now) is expected


@pytest.mark.parametrize("shown", [proof(threshold=17), proof(result=False), proof(threshold=0)])
def test_what_proves_no_adult_never_holds(shown: Proof) -> None:
    assert not holds(shown, NOW, NOW)


def test_a_higher_threshold_implies_a_lower_one() -> None:
    assert holds(proof(threshold=21), NOW, NOW)


@given(MOMENTS, MOMENTS)
def test_it_never_holds_longer_than_four_hours_nor_an_hour_after_the_last_thing_done(seen: int, now: int) -> None:
    if holds(proof(), seen, now):
        assert NOW <= now < NOW + PROOF_MOST_MS
        assert now < max(seen, NOW) + PROOF_IDLE_MS


@given(MOMENTS, MOMENTS, st.integers(0, PROOF_MOST_MS))
def test_once_over_it_stays_over_however_long_one_waits(seen: int, now: int, later: int) -> None:
    if now >= NOW and not holds(proof(), seen, now):
        assert not holds(proof(), seen, now + later)


@given(MOMENTS, MOMENTS, st.integers(1, PROOF_MOST_MS), st.integers(1, PROOF_IDLE_MS))
def test_a_tighter_life_never_makes_one_hold_that_would_not(seen: int, now: int, most_ms: int, idle_ms: int) -> None:
    if holds(proof(most_ms=most_ms), seen, now, idle_ms):
        assert holds(proof(), seen, now)


@given(st.integers(NOW, NOW + PROOF_MOST_MS))
def test_the_end_that_is_told_is_the_moment_it_ends(seen: int) -> None:
    end = ends_at_ms(proof(), seen)
    assert holds(proof(), seen, end - 1)
    assert not holds(proof(), seen, end)


def test_it_says_why_it_is_over() -> None:
    assert why_over(proof(), NOW + PROOF_IDLE_MS) == "idle"
    assert why_over(proof(), NOW + PROOF_MOST_MS) == "expired"


@pytest.mark.parametrize(("idle_ms", "most_ms"), [(0, 1), (1, 0), (PROOF_IDLE_MS + 1, 1), (1, PROOF_MOST_MS + 1)])
def test_nobody_can_loosen_its_life(idle_ms: int, most_ms: int) -> None:
    with pytest.raises(ValueError, match="an hour"):
        ProofLife(idle_ms=idle_ms, most_ms=most_ms)


def test_printing_one_tells_nothing() -> None:
    kept = KeptProof(session_id="secret-session", proof=proof(), key_thumbprint="secret-thumbprint")
    assert "secret" not in f"{kept!r}{kept.proof!r}"
