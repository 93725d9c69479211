"""Care: the lines for each kind, the words around them, and to whom a stated age leads."""

import pytest

from palabre.domain.care import FRANCE, TEXTS, CareKind, lines_for, text_of
from palabre.domain.moderation.rule import Effect, Rule
from palabre.domain.moderation.signal import Finding
from palabre.domain.moderation.verdict import Fired, Verdict
from palabre.domain.protection import stated_by


def verdict(*ages: int, effects: tuple[Effect, ...] = ("protect",)) -> Verdict:
    rule = Rule("stated-age", "live", "stated_age < 18", "block", "rule-3", {"fr": "Non.", "en": "No."}, effects)
    return Verdict(fired=(Fired(rule),), findings=tuple(Finding("stated_age", age) for age in ages))


@pytest.mark.parametrize(("kind", "first"), [("self_harm", "3114"), ("minor", "114"), ("writing_closed", "114")])
def test_each_kind_has_its_lines(kind: CareKind, first: str) -> None:
    assert lines_for(kind, FRANCE)[0].number == first


def test_every_line_and_every_text_is_in_both_languages() -> None:
    assert all(set(line.about) == {"fr", "en"} and all(line.about.values()) for line in FRANCE)
    assert all(set(texts) == {"fr", "en"} for texts in TEXTS.values())


def test_whose_writing_closed_is_told_where_a_person_answers() -> None:
    assert "contact@example.org" in text_of("writing_closed", "fr", "contact@example.org")
    assert "contact@example.org" not in text_of("minor", "fr", "contact@example.org")
    assert "erreur" not in text_of("writing_closed", "fr", "")


def test_the_youngest_age_counts_and_fifteen_may_write() -> None:
    assert stated_by(verdict(14)) == stated_by(verdict(17, 12)) == "child"
    assert stated_by(verdict(15)) == stated_by(verdict(17)) == stated_by(verdict()) == "minor"


def test_nobody_is_protected_by_a_rule_that_does_not_ask_for_it() -> None:
    assert stated_by(verdict(12, effects=())) is None


def test_a_line_is_called_as_in_the_language_of_who_reads_it() -> None:
    names = {line.number: (line.called("fr"), line.called("en")) for line in FRANCE}
    assert names["112"] == ("15 ou 112", "15 or 112")
    assert names["3114"] == ("3114", "3114")
