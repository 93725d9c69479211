"""Standing: settled, protected, closed, free: each once, and none taken back."""

from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.standing import (
    SETTLED_AFTER_S,
    SETTLED_BEFORE_SHIELD_MS,
    SETTLED_MESSAGES,
    Standing,
    is_settled,
)

NOON = 1_795_348_800_000
ANA = Standing(session_id="ana")
TIMES = st.integers(1, 2 * NOON)


def test_it_takes_ten_minutes_and_five_messages() -> None:
    assert is_settled(SETTLED_AFTER_S, SETTLED_MESSAGES)
    assert not is_settled(SETTLED_AFTER_S - 0.1, 1_000)
    assert not is_settled(86_400, SETTLED_MESSAGES - 1)


def test_while_the_shield_is_up_half_an_hour_counts_back() -> None:
    ana = ANA.settled(NOON)
    assert (ANA.trust(None), ana.trust(None)) == ("new", "settled")
    assert ana.trust(NOON + SETTLED_BEFORE_SHIELD_MS) == "settled"
    assert ana.trust(NOON + SETTLED_BEFORE_SHIELD_MS - 1) == "new"
    assert ANA.trust(2 * NOON) == "new"


@given(TIMES, TIMES)
def test_what_came_to_be_stays_as_it_was(first: int, second: int) -> None:
    ana = ANA.settled(first).protected(first, closed=True).freed(first)
    again = ana.settled(second).protected(second, closed=False).freed(second)
    assert (again.settled_ms, again.protected_ms, again.closed_ms) == (first, first, first)
    assert again.free_until_ms == max(first, second)


def test_a_minor_may_turn_out_to_be_a_child() -> None:
    ana = ANA.protected(NOON, closed=False)
    assert (ana.protected_ms, ana.closed_ms) == (NOON, None)
    child = ana.protected(NOON + 1, closed=True)
    assert (child.protected_ms, child.closed_ms) == (NOON, NOON + 1)


def test_it_does_not_show_whose_it_is() -> None:
    assert "ana" not in repr(ANA)
