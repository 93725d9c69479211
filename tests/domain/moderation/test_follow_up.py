"""Which verdicts ask a person to look, at whom, and how urgently."""

import pytest

from palabre.domain.moderation.follow_up import COUNTED, Foreseen, concern_in, ends_of
from palabre.domain.moderation.report import Category, Concern
from palabre.domain.moderation.rule import Effect, Rule
from palabre.domain.moderation.signal import Finding
from palabre.domain.moderation.verdict import ALLOW, Fired, Verdict
from palabre.domain.session import MAX_AGE_MS, Session

SESSION = Session(id="s", token_hash=b"", nickname="Ana", locale="fr", created_ms=1_000, seen_ms=2_000)


def verdict(*signals: str, effects: tuple[Effect, ...]) -> Verdict:
    rule = Rule(
        id="a-rule",
        status="live",
        when="x",
        verdict="block",
        policy="rule-1",
        explanation={"fr": "x", "en": "y"},
        effects=effects,
    )
    return Verdict(
        outcome="block", fired=(Fired(rule),), findings=tuple(Finding(signal, 1, None) for signal in signals)
    )


@pytest.mark.parametrize(
    ("signals", "effects", "category"),
    [
        (("sextortion",), ("urgent",), "blackmail"),
        (("sextortion",), ("child_in_danger", "urgent"), "minor"),
        (("named_age", "other_app"), ("urgent",), "minor"),
        (("threat",), ("urgent",), "danger"),
        (("minor_sexual", "threat"), ("child_in_danger", "urgent"), "minor"),
    ],
)
def test_what_is_urgent_is_so_under_what_it_is_about(
    signals: tuple[str, ...], effects: tuple[Effect, ...], category: Category
) -> None:
    assert concern_in(verdict(*signals, effects=effects)) == Concern(rule="a-rule", category=category, urgent=True)


def test_who_may_be_unwell_is_cared_for() -> None:
    assert concern_in(verdict("self_harm", effects=("care",))) == Concern(rule="a-rule", category="danger", care=True)


def test_nothing_else_asks_for_a_person() -> None:
    assert concern_in(ALLOW) is None
    assert concern_in(verdict("stated_age", effects=("protect",)), "writing_closed") is None


def test_who_is_stopped_is_looked_at_also_when_no_rule_fired() -> None:
    assert concern_in(ALLOW, "contact_stopped") == Concern(rule=COUNTED, category="minor", urgent=True)


def test_what_is_restricted_ends_with_the_session_or_a_day_later() -> None:
    assert ends_of(Foreseen(5_000), SESSION) is None
    assert ends_of(Foreseen(5_000, "writing_closed"), SESSION) == 1_000 + MAX_AGE_MS
    assert ends_of(Foreseen(5_000, "contact_stopped"), SESSION) == 5_000 + MAX_AGE_MS
