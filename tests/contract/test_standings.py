"""Standings, spent challenges and the signs of pairs: kept, never taken back, forgotten in time."""

from msgspec.structs import replace

from palabre.domain.moderation.pairs import SIGNS_WITHIN_MS, PairSign, Sign
from palabre.domain.session import IDLE_MS, MAX_AGE_MS
from palabre.domain.standing import Standing
from palabre.ports.store import Store
from tests.contract.scene import ANA, BILAL, CHLOE, HOUR, NOON, session_of

FULL = Standing(session_id=ANA, settled_ms=NOON, protected_ms=NOON + 1, closed_ms=NOON + 2, free_until_ms=NOON + 3)


def shown(sign: Sign, *, by: str = ANA, to: str = BILAL, at_ms: int = NOON) -> PairSign:
    return PairSign(sender=by, target=to, sign=sign, at_ms=at_ms)


async def test_nothing_is_kept_of_a_session_that_earned_nothing(store: Store) -> None:
    assert await store.standing(ANA) is None


async def test_a_standing_is_read_as_it_was_kept(store: Store) -> None:
    await store.keep_standing(FULL)
    await store.keep_standing(Standing(session_id=BILAL))
    assert await store.standing(ANA) == FULL
    assert await store.standing(BILAL) == Standing(session_id=BILAL)


async def test_nothing_of_a_standing_is_taken_back(store: Store) -> None:
    await store.keep_standing(FULL)
    await store.keep_standing(Standing(session_id=ANA, settled_ms=NOON + HOUR, free_until_ms=NOON))
    assert await store.standing(ANA) == FULL


async def test_what_two_nodes_know_is_put_together(store: Store) -> None:
    await store.keep_standing(Standing(session_id=ANA, settled_ms=NOON))
    await store.keep_standing(Standing(session_id=ANA, protected_ms=NOON + 1, free_until_ms=NOON + 3))
    await store.keep_standing(Standing(session_id=ANA, closed_ms=NOON + 2))
    assert await store.standing(ANA) == FULL


async def test_a_standing_ends_with_its_session(store: Store) -> None:
    for who in (ANA, BILAL, CHLOE):
        await store.open_session(session_of(who, seen_ms=NOON + HOUR if who == CHLOE else NOON))
        await store.keep_standing(Standing(session_id=who, settled_ms=NOON))
    await store.end_session(ANA, NOON)
    assert await store.standing(ANA) is None
    assert await store.sweep_sessions(NOON + IDLE_MS, 500) == 1
    assert await store.standing(BILAL) is None
    assert await store.standing(CHLOE) is not None


async def test_a_standing_kept_while_its_session_was_ending_is_swept(store: Store) -> None:
    await store.open_session(session_of(ANA))
    await store.end_session(ANA, NOON)
    await store.keep_standing(FULL)
    await store.sweep_sessions(NOON, 500)
    assert await store.standing(ANA) is None


async def test_a_challenge_is_spent_once(store: Store) -> None:
    assert await store.spend_challenge(b"first", NOON)
    assert not await store.spend_challenge(b"first", NOON + HOUR)
    assert await store.spend_challenge(b"second", NOON)


async def test_a_challenge_is_forgotten_when_it_is_worth_nothing(store: Store) -> None:
    for number in range(5):
        assert await store.spend_challenge(bytes([number]), NOON + number)
    assert await store.sweep_challenges(NOON + 2, 2) == 2
    assert await store.sweep_challenges(NOON + 2, 10) == 1
    assert [not await store.spend_challenge(bytes([number]), NOON) for number in range(5)] == [False] * 3 + [True] * 2


async def test_signs_are_read_the_latest_first(store: Store) -> None:
    signs = [shown("gift", at_ms=NOON + 2), shown("secrecy", to=CHLOE, at_ms=NOON + 1), shown("asks_age", by=BILAL)]
    await store.add_pair_signs(signs[::-1])
    assert await store.pair_signs(10) == signs
    assert await store.pair_signs(2) == signs[:2]


async def test_the_same_sign_again_is_only_later(store: Store) -> None:
    await store.add_pair_signs([shown("gift", at_ms=NOON + 5)])
    await store.add_pair_signs([shown("gift"), shown("gift", at_ms=NOON + 9)])
    assert await store.pair_signs(10) == [shown("gift", at_ms=NOON + 9)]


async def test_a_sign_is_kept_with_the_prefix_it_was_last_shown_from(store: Store) -> None:
    first, later = shown("gift"), shown("gift", at_ms=NOON + 1)
    await store.add_pair_signs([replace(first, prefix="one")])
    await store.add_pair_signs([replace(later, prefix="other")])
    assert await store.pair_signs(10) == [replace(later, prefix="other")]


async def test_signs_fade_and_a_frozen_pair_lasts(store: Store) -> None:
    frozen = shown("frozen")
    await store.add_pair_signs([shown("gift"), shown("secrecy"), shown("gift", to=CHLOE, at_ms=NOON + 1), frozen])
    later = NOON + SIGNS_WITHIN_MS
    assert await store.sweep_pair_signs(later, 1) == 1
    assert await store.sweep_pair_signs(later, 10) == 1
    assert await store.pair_signs(10) == [shown("gift", to=CHLOE, at_ms=NOON + 1), frozen]
    assert await store.sweep_pair_signs(NOON + MAX_AGE_MS, 10) == 2


async def test_whom_one_asked_to_meet_is_no_sign_and_is_known_for_a_day(store: Store) -> None:
    await store.add_pair_signs([shown("gift"), shown("invited"), shown("invited", to=CHLOE, at_ms=NOON + 1)])
    await store.add_pair_signs([shown("invited", to=CHLOE, at_ms=NOON + 7), shown("invited", by=CHLOE)])
    assert await store.pair_signs(10) == [shown("gift")]
    target = shown("invited").target
    assert await store.invited_by(shown("gift").sender) == {target: NOON, CHLOE: NOON + 7}
    assert await store.invited_by(BILAL) == {}
    assert await store.sweep_pair_signs(NOON + SIGNS_WITHIN_MS, 10) == 1
    assert await store.sweep_pair_signs(NOON + MAX_AGE_MS, 10) == 2
    assert await store.invited_by(shown("gift").sender) == {CHLOE: NOON + 7}


async def test_who_leaves_takes_no_sign_back(store: Store) -> None:
    await store.open_session(session_of(ANA))
    await store.add_pair_signs([shown("gift")])
    await store.end_session(ANA, NOON)
    assert await store.pair_signs(10) == [shown("gift")]
