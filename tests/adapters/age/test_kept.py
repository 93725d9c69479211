"""Proofs at hand: those whose time has come are found, soon and once, whatever their guests did meanwhile."""

from hypothesis import given
from hypothesis import strategies as st

from palabre.adapters.age import KeptProofs
from palabre.adapters.clock import AcceleratedClock
from palabre.domain.age import KeptProof, ProofLife, proof_from
from palabre.domain.age_found import AgeFound

NOW = 1_795_348_800_000
FOUND = AgeFound(threshold=18, is_over=True, issuer_sha256=bytes(32))
STEPS = st.lists(st.tuples(st.integers(0, 40), st.sets(st.sampled_from("abc"))), max_size=40)


def kept(session_id: str, now_ms: int) -> KeptProof:
    return KeptProof(
        session_id=session_id, proof=proof_from(FOUND, "demo", now_ms, ProofLife()), key_thumbprint="thumbprint"
    )


@given(STEPS)
def test_what_is_over_is_found_at_the_next_look_and_nothing_else(steps: list[tuple[int, set[str]]]) -> None:
    clock, seen = AcceleratedClock(0, start_ms=NOW), dict.fromkeys("abc", NOW)
    proofs = KeptProofs(clock, seen.get, given=lambda: True)
    for session_id in seen:
        proofs.put(kept(session_id, NOW))
    for minutes, active in steps:
        clock.step(minutes * 60)
        over = {each.session_id for each in proofs.over()}
        assert over == {each.session_id for each in proofs.all() if not proofs.is_adult(each.session_id)}
        for session_id in over:
            proofs.drop(session_id)
        for session_id in active - over:
            seen[session_id] = clock.now_ms()


def test_who_is_not_in_use_keeps_it_for_as_long_as_it_lasts_at_most() -> None:
    clock = AcceleratedClock(0, start_ms=NOW)
    proofs = KeptProofs(clock, lambda _: None, given=lambda: True)
    proofs.put(kept("a", NOW))
    clock.step(3 * 3_600)
    assert not list(proofs.over())
    assert not proofs.is_adult("a")
    clock.step(3_600)
    assert [each.session_id for each in proofs.over()] == ["a"]


def test_a_proof_given_again_is_looked_at_again() -> None:
    clock, seen = AcceleratedClock(0, start_ms=NOW), {"a": NOW}
    proofs = KeptProofs(clock, seen.get, given=lambda: True)
    proofs.put(kept("a", NOW))
    clock.step(3_599)
    seen["a"] = clock.now_ms()
    proofs.put(kept("a", clock.now_ms()))
    clock.step(3_599)
    assert not list(proofs.over())
    clock.step(1)
    assert [each.session_id for each in proofs.over()] == ["a"]
