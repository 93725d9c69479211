"""Holds are told once a kind, the last to end; what may not be told is as if it were not."""

from typing import get_args

from palabre.domain.hold import BASES, REASONS, Hold, HoldKind, told

LATER, SOONER = 2_000, 1_000


def test_every_kind_has_its_reason_and_its_law_in_both_languages() -> None:
    for kind in get_args(HoldKind):
        for words in (REASONS[kind], BASES[kind]):
            assert set(words) == {"fr", "en"}


def test_of_each_kind_the_one_that_ends_last_is_told() -> None:
    report = [Hold(kind="report", ends_ms=ends) for ends in (SOONER, LATER, SOONER)]
    sanction = Hold(kind="sanction", ends_ms=SOONER)
    assert told([*report, sanction]) == (report[1], sanction)


def test_one_whose_end_nobody_knows_ends_last() -> None:
    unending = Hold(kind="report")
    for others in ([unending, Hold(kind="report", ends_ms=LATER)], [Hold(kind="report", ends_ms=LATER), unending]):
        assert told(others) == (unending,)


def test_what_may_not_be_told_is_not_nor_does_it_change_what_is() -> None:
    shown = Hold(kind="report", ends_ms=SOONER)
    assert told([shown, Hold(kind="report", is_told=False), Hold(kind="order", is_told=False)]) == (shown,)


def test_orders_on_different_grounds_are_told_apart() -> None:
    orders = (Hold(kind="order", basis="art. 10", ends_ms=SOONER), Hold(kind="order", basis="art. 9", ends_ms=LATER))
    assert told(orders) == orders
    assert [order.rests_on("fr") for order in orders] == ["art. 10", "art. 9"]
