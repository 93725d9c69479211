"""Pairs: signs add up within half an hour, in one pair, and nowhere else; memory is bounded."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.moderation import pairs as module
from palabre.domain.moderation.pairs import PAIRS_EACH, SIGN_OF, SIGNS_WITHIN_MS, Pairs, PairSign, Sign, signs_in
from palabre.domain.moderation.signal import SIGNALS, Finding
from palabre.domain.session import MAX_AGE_MS

NOON = 1_795_348_800_000
SIGNS = sorted(set(SIGN_OF.values()))
WHO = ("ana", "bilal", "chloe", "dora", "elias")
# Bilal and Chloé write from the same prefix, the others from nowhere that is known.
PREFIXES = {"bilal": "near", "chloe": "near"}


def sign_of(sender: str, target: str, sign: Sign, at_ms: int) -> PairSign:
    return PairSign(sender=sender, target=target, sign=sign, at_ms=at_ms, prefix=PREFIXES.get(sender, ""))


SHOWN = st.builds(
    sign_of,
    sender=st.sampled_from(WHO),
    target=st.sampled_from(WHO),
    sign=st.sampled_from([*SIGNS, "frozen"]),
    at_ms=st.integers(NOON, NOON + 3 * SIGNS_WITHIN_MS),
)
NONE: frozenset[Sign] = frozenset()


def pairs_of(shown: Iterable[PairSign]) -> Pairs:
    pairs = Pairs()
    for each in shown:
        pairs.add(each)
    return pairs


def shown(sign: Sign, *, by: str = "bilal", to: str = "ana", at_ms: int = NOON) -> PairSign:
    return sign_of(by, to, sign, at_ms)


def test_every_sign_comes_from_a_signal_there_is() -> None:
    assert SIGN_OF.keys() <= SIGNALS.keys()
    assert signs_in([Finding("asks_age"), Finding("contact_phone"), Finding("profanity")]) == {"asks_age", "other_app"}


@given(st.lists(SHOWN, max_size=40), st.integers(NOON, NOON + 4 * SIGNS_WITHIN_MS))
def test_what_counts_is_what_was_shown_in_that_pair_within_half_an_hour(all_shown: list[PairSign], now: int) -> None:
    pairs = pairs_of(all_shown)
    for sender in WHO:
        for target in WHO:
            mine = [each for each in all_shown if (each.sender, each.target) == (sender, target)]
            expected = {each.sign for each in mine if each.sign != "frozen" and each.at_ms > now - SIGNS_WITHIN_MS}
            assert pairs.signs(sender, target, now) == expected
            assert pairs.is_frozen(sender, target) == any(
                each.sign == "frozen" and each.at_ms > now - MAX_AGE_MS for each in mine
            )


@given(st.lists(SHOWN, max_size=40))
def test_the_order_in_which_signs_are_taken_in_changes_nothing(all_shown: list[PairSign]) -> None:
    now = NOON + 2 * SIGNS_WITHIN_MS
    one, other = pairs_of(all_shown), pairs_of(reversed(all_shown))
    for sender in WHO:
        for target in WHO:
            near = PREFIXES.get(sender, "")
            counts = [each.count(sender, target, NONE, now, minor=False, prefix=near) for each in (one, other)]
            assert counts[0] == counts[1]


@given(st.lists(SHOWN, max_size=40), st.frozensets(st.sampled_from(SIGNS)), st.booleans())
def test_a_sign_more_never_counts_for_less(all_shown: list[PairSign], fresh: frozenset[Sign], minor: bool) -> None:
    pairs, now = pairs_of(all_shown), NOON + SIGNS_WITHIN_MS
    less = pairs.count("bilal", "ana", NONE, now, minor=False)
    assert pairs.count("bilal", "ana", fresh, now, minor=minor) >= less


def test_nothing_counts_before_the_first_sign_whoever_the_other_is() -> None:
    assert Pairs().count("bilal", "ana", NONE, NOON, minor=True) == 0


def test_signs_to_three_guests_are_one_more_to_each() -> None:
    pairs = pairs_of([shown("asks_age"), shown("asks_age", to="chloe")])
    assert pairs.count("bilal", "ana", NONE, NOON, minor=False) == 1
    assert pairs.count("bilal", "dora", frozenset({"asks_age"}), NOON, minor=False) == 2
    pairs.add(shown("gift", to="dora"))
    assert pairs.count("bilal", "ana", NONE, NOON, minor=False) == 2


def test_whether_a_sign_is_news_is_said() -> None:
    pairs = Pairs()
    assert pairs.add(shown("gift"))
    assert not pairs.add(shown("gift", at_ms=NOON + 1))
    assert pairs.add(shown("gift", to="chloe"))


@given(st.lists(SHOWN, max_size=40), st.sampled_from(WHO))
def test_what_was_shown_to_a_session_that_is_over_is_forgotten(all_shown: list[PairSign], gone: str) -> None:
    pairs = pairs_of(all_shown)
    pairs.forget(gone)
    rest = pairs_of(each for each in all_shown if gone != each.target)
    assert len(pairs) == len(rest)
    pairs.fade(NOON + 2 * MAX_AGE_MS)
    assert len(pairs) == 0


def test_of_one_sender_so_many_pairs_are_followed_and_a_frozen_one_is_kept() -> None:
    pairs = pairs_of([shown("frozen")])
    for number in range(3 * PAIRS_EACH):
        pairs.add(shown("gift", to=f"guest-{number}", at_ms=NOON + number))
    assert len(pairs) == PAIRS_EACH
    assert pairs.is_frozen("bilal", "ana")
    assert not pairs.signs("bilal", "guest-0", NOON)


def test_of_all_together_those_pressed_longest_ago_go_first() -> None:
    pairs = Pairs()
    for number in range(module.PAIRS_KEPT + 10):
        pairs.add(shown("gift", by=f"guest-{number}"))
    assert len(pairs) == module.PAIRS_KEPT
    assert not pairs.signs("guest-9", "ana", NOON)
    assert pairs.signs("guest-10", "ana", NOON)


def test_another_name_from_the_same_prefix_goes_on_where_the_first_was() -> None:
    pairs = pairs_of([shown("asks_age"), shown("secrecy")])
    pairs.forget("bilal")
    fresh: frozenset[Sign] = frozenset({"other_app"})
    assert pairs.count("chloe", "ana", fresh, NOON, minor=False, prefix="near") == 3
    assert pairs.count("chloe", "ana", fresh, NOON, minor=False, prefix="elsewhere") == 1
    assert pairs.count("chloe", "dora", fresh, NOON, minor=False, prefix="near") == 1
    assert pairs.count("chloe", "ana", fresh, NOON + SIGNS_WITHIN_MS, minor=False, prefix="near") == 1


def test_a_neighbour_who_shows_no_sign_is_counted_none() -> None:
    pairs = pairs_of([shown("asks_age"), shown("secrecy"), shown("frozen")])
    assert pairs.count("chloe", "ana", NONE, NOON, minor=True, prefix="near") == 0
    assert not pairs.is_frozen("chloe", "ana")


def test_who_was_stopped_counts_for_their_next_name_for_as_long_as_they_are_stopped() -> None:
    pairs, later = pairs_of([shown("frozen")]), NOON + 2 * SIGNS_WITHIN_MS
    assert pairs.is_near_frozen("chloe", "ana", "near")
    assert not pairs.is_near_frozen("chloe", "ana", "")
    assert pairs.count("chloe", "ana", frozenset({"gift"}), later, minor=False, prefix="near") == 2


@given(st.lists(SHOWN, max_size=40), st.sampled_from(WHO))
def test_nothing_is_left_once_all_faded(all_shown: list[PairSign], gone: str) -> None:
    pairs = pairs_of(all_shown)
    pairs.forget(gone)
    pairs.fade(NOON + 2 * MAX_AGE_MS)
    assert not [kept for kept in vars(pairs).values() if kept]
