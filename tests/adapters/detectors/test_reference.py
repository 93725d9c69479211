"""The manual of the language of rules: every name, operator and value is in it, with an example that can be used."""

import re
from typing import get_args

import pytest

from palabre.adapters.detectors.reference import MANUAL, OPERATORS, example_of, known_names, reference
from palabre.domain.moderation.circumstances import ORDINARY
from palabre.domain.moderation.expression import compile_condition
from palabre.domain.moderation.expression.compiling import names_in
from palabre.domain.moderation.expression.syntax import COMPARISONS, KEYWORDS, parse
from palabre.domain.moderation.rule import Effect, Ground, RuleStatus, RuleVerdict

WORDS = [*COMPARISONS, *KEYWORDS]
VALUES = [value for kind in (Effect, Ground, RuleStatus, RuleVerdict) for value in get_args(kind)]


def test_the_manual_is_as_the_code_is() -> None:
    assert MANUAL.read_text(encoding="utf-8") == reference(), "run: python -m palabre.adapters.detectors.reference"


def test_every_name_operator_and_value_has_its_line() -> None:
    listed = re.findall(r"^\| `([^`]+)` \|", reference(), re.MULTILINE)
    assert sorted(listed) == sorted([*known_names(), *WORDS, *VALUES])


def test_every_circumstance_of_a_judgement_can_be_asked_for() -> None:
    assert ORDINARY.facts().keys() <= known_names().keys()


@pytest.mark.parametrize("name", known_names())
def test_the_example_of_a_name_asks_for_it_and_can_be_used(name: str) -> None:
    assert name in compile_condition(example_of(name), known_names()).names


@pytest.mark.parametrize("written", sorted(WORDS))
def test_the_example_of_an_operator_can_be_used(written: str) -> None:
    _, example = OPERATORS[written]
    assert written in example
    assert compile_condition(example, known_names()).names == names_in(parse(example))
