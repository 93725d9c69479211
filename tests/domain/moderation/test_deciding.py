"""Decisions: all matching rules fire, the strictest wins, shadow counts without effect."""

from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.moderation.circumstances import Circumstances
from palabre.domain.moderation.deciding import Rulebook
from palabre.domain.moderation.rule import Rule, RuleVerdict, problem_with_rule
from palabre.domain.moderation.signal import SIGNALS, Finding
from palabre.domain.moderation.span import Span, merged

TEXT = "Bonsoir à tous, ici Chloé"


def rule(name: str, when: str, verdict: RuleVerdict = "hold", **fields: Any) -> Rule:
    said: dict[Literal["fr", "en"], str] = {"fr": f"Règle {name}", "en": f"Rule {name}"}
    given_fields = {"status": "live", "policy": "rule-1", "author": "Mo", "approver": "Nour", **fields}
    return Rule(id=name, when=when, verdict=verdict, explanation=said, **given_fields)


def book(*rules: Rule) -> Rulebook:
    return Rulebook(rules, SIGNALS)


def test_a_quiet_text_passes() -> None:
    verdict = book(rule("slur", "slur", "block")).decide(TEXT, [], Circumstances())
    assert (verdict.outcome, verdict.rule, verdict.words, verdict.fired) == ("allow", None, (), ())


def test_every_matching_rule_fires_and_the_strictest_wins_with_its_words() -> None:
    rules = book(rule("insult", "insult"), rule("slur", "slur", "block", policy="rule-2"), rule("link", "link > 0"))
    findings = [Finding("insult", 1, Span(0, 7)), Finding("slur", 1, Span(20, 25))]
    verdict = rules.decide(TEXT, findings, Circumstances())
    assert (verdict.outcome, verdict.rule, verdict.words) == ("block", "rule-2", ("Chloé",))
    assert [fired.rule.id for fired in verdict.fired] == ["slur", "insult"]
    assert verdict.explanation("fr") == "Règle slur"


def test_a_rule_in_shadow_is_counted_and_does_nothing() -> None:
    rules = book(rule("slur", "slur", "block", status="shadow"))
    verdict = rules.decide(TEXT, [Finding("slur")], Circumstances())
    assert (verdict.outcome, [fired.rule.id for fired in verdict.shadow]) == ("allow", ["slur"])


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_a_draft_and_a_retired_rule_are_not_looked_at(status: str) -> None:
    verdict = book(rule("slur", "slur", "block", status=status)).decide(TEXT, [Finding("slur")], Circumstances())
    assert (verdict.outcome, verdict.shadow) == ("allow", ())


def test_a_rule_about_circumstances_alone_fires_on_a_quiet_text() -> None:
    rules = book(rule("wave", 'cover == "shield" and trust == "new"'))
    assert rules.decide(TEXT, [], Circumstances(cover="shield", trust="new")).outcome == "hold"
    assert rules.decide(TEXT, [], Circumstances(cover="shield", trust="settled")).outcome == "allow"


def test_pair_signs_nobody_counted_are_unknown_not_none() -> None:
    rules = book(rule("pair", "not pair_signs > 2", "block"))
    assert rules.decide(TEXT, [], Circumstances()).outcome == "allow"
    assert rules.decide(TEXT, [], Circumstances(pair_signs=1)).outcome == "block"


def test_of_several_ages_the_youngest_counts() -> None:
    rules = book(rule("age", "stated_age < 13", "block"))
    findings = [Finding("stated_age", 16), Finding("stated_age", 12)]
    assert rules.decide(TEXT, findings, Circumstances()).outcome == "block"


def test_effects_come_with_a_rule_that_allows() -> None:
    rules = book(rule("care", "self_harm", "allow", effects=("care",)))
    verdict = rules.decide(TEXT, [Finding("self_harm")], Circumstances())
    assert (verdict.outcome, {*verdict.effects()}, verdict.rule) == ("allow", {"care"}, None)


def test_the_version_is_what_the_rule_does_not_who_wrote_it() -> None:
    one, same = rule("slur", "slur"), rule("slur", "slur", author="Nour", approver="Mo")
    assert one.version == same.version != rule("slur", "slur or threat").version
    assert book(one).version == book(same).version != book(rule("slur", "slur", status="shadow")).version


def test_a_live_rule_needs_a_second_person() -> None:
    assert problem_with_rule(rule("slur", "slur")) is None
    assert problem_with_rule(rule("slur", "slur", approver="")) == ("status", "status: a live rule needs an approver")
    assert problem_with_rule(rule("slur", "slur", approver="Mo")) is not None
    assert problem_with_rule(rule("slur", "slur", status="shadow", approver="")) is None


@given(st.lists(st.sampled_from(["slur", "insult", "link", "stated_age", "self_harm"]), max_size=8), st.randoms())
def test_a_decision_is_the_same_whatever_the_order_of_findings(names: list[str], order: Any) -> None:
    rules = book(
        rule("a", "slur and insult", "block"), rule("b", "link > 0 or self_harm"), rule("c", "stated_age < 18")
    )
    findings = [Finding(name) for name in names]
    mixed = list(findings)
    order.shuffle(mixed)
    one, other = (rules.decide(TEXT, found, Circumstances()) for found in (findings, mixed))
    assert (one.outcome, one.fired, one.version) == (other.outcome, other.fired, other.version)


def test_touching_spans_are_one() -> None:
    assert merged([Span(4, 6), Span(0, 2), Span(2, 3)]) == (Span(0, 3), Span(4, 6))
    assert Span(0, 3).covers(Span(1, 2)) and not Span(0, 3).covers(Span(2, 4))
