"""Outcomes: which posts are known to be new without asking the store."""

from palabre.services.outcomes import Past

MANY = 3_000


def test_what_was_seen_is_never_taken_for_new_and_hardly_anything_new_for_seen() -> None:
    past = Past()
    for number in range(MANY):
        past.add(f"seen-{number}")
    assert all(past.may_hold(f"seen-{number}") for number in range(MANY))
    assert sum(past.may_hold(f"new-{number}") for number in range(MANY)) < MANY // 50


def test_one_that_saw_nothing_holds_nothing() -> None:
    assert not Past().may_hold("seen")
