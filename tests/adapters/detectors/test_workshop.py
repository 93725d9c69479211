"""Rules of an instance judge beside the shipped ones, by wildcards and patterns of their own."""

from typing import Literal

import pytest

from palabre.adapters.detectors import Engine, PackWorkshop, shipped_packs
from palabre.domain.moderation.revision import OwnRule
from palabre.domain.moderation.rule import Rule
from palabre.ports.workshop import RuleFault


@pytest.fixture(scope="module")
def workshop(engine: Engine) -> PackWorkshop:
    return PackWorkshop(shipped_packs(), lambda: engine)


def own(*patterns: str, when: str = "matches", rule_id: str = "no-soup") -> OwnRule:
    explanation: dict[Literal["fr", "en"], str] = {"fr": "Pas de soupe.", "en": "No soup."}
    rule = Rule(rule_id, "live", when, "hold", "rule-4", explanation, author="M-1", approver="M-2")
    return OwnRule(rule, patterns)


def test_wildcards_and_patterns_find_what_they_say(workshop: PackWorkshop) -> None:
    judge = workshop.build([], [own("soup*", "*bouillon", "pot au feu", r"/veloutes? d[eu] \w+/")]).judge
    for text in ("Une SOUPE", "des soupières", "un court-bouillon", "Un pot-au-feu ?", "velouté de courge"):
        assert judge(text).outcome == "hold", text
    for text in ("un souper", "la marmite", "coup de soufflet", "le velouté"):
        assert judge(text).outcome == ("hold" if text == "un souper" else "allow"), text


def test_what_is_obfuscated_is_found_too(workshop: PackWorkshop) -> None:
    judge = workshop.build([], [own("casino")]).judge
    for text in ("c.a.s.i.n.o", "c4s1n0", "CASINO", "casïno"):
        assert judge(text).outcome == "hold", text


def test_the_words_are_those_that_were_typed(workshop: PackWorkshop) -> None:
    verdict = workshop.build([], [own("soup*")]).judge("Encore des Soupières, non ?")
    assert verdict.words == ("Soupières",)


def test_without_patterns_nothing_but_the_rules_is_built_again(workshop: PackWorkshop, engine: Engine) -> None:
    built = workshop.build([*workshop.shipped().values()], [own(when="link > 3")])
    assert built.version != engine.version
    assert built.judge("Bonsoir").outcome == "allow"
    assert workshop.build([*workshop.shipped().values()], []).version == engine.version


def test_two_rules_may_look_for_the_same(workshop: PackWorkshop) -> None:
    rules = [own("soup*"), own("soup*", rule_id="soup-too", when='matches and trust == "new"')]
    verdict = workshop.build([], rules).judge("Une soupe")
    assert [fired.rule.id for fired in verdict.fired] == ["no-soup"]


def test_other_patterns_make_another_version(workshop: PackWorkshop) -> None:
    assert workshop.version(own("soup*")) != workshop.version(own("potage"))
    assert workshop.version(own("soup*")) == workshop.version(own("soup*", rule_id="other"))


@pytest.mark.parametrize("pattern", ["*", "a*", "//", "/[a-z]*/", "/(/", r"/(a)\1/", "/(?<=a)b/", "/a{1,100000}/"])
def test_a_pattern_that_cannot_be_used_is_refused_with_its_place(workshop: PackWorkshop, pattern: str) -> None:
    (fault,) = workshop.check(own("soup*", pattern))
    assert (fault.field, fault.line) == ("patterns", 2)
    with pytest.raises(RuleFault):
        workshop.build([], [own("soup*", pattern)])
