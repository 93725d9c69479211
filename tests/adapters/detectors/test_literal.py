"""The first screening: what it stops, what it lets through, and the words it shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.adapters.detectors import LiteralScreening, read_pack
from palabre.adapters.detectors.folding import AsTyped, fold

SCREENING = LiteralScreening([read_pack("fr"), read_pack("en")])
STOPPED = [
    ("va te suicider", "va te suicider", "rule-1"),
    ("Tu sais quoi ? VA TE SUICIDER !", "VA TE SUICIDER", "rule-1"),
    ("va te  suicider", "va te  suicider", "rule-1"),
    ("va\nte suicider", "va\nte suicider", "rule-1"),
    ("v4 te suicid3r", "v4 te suicid3r", "rule-1"),
    ("và té süicider", "và té süicider", "rule-1"),
    ("va te sui\u200bcider", "va te sui\u200bcider", "rule-1"),
    ("ｖａ te suicider", "ｖａ te suicider", "rule-1"),
    ("  Je sais où tu habites. ", "Je sais où tu habites", "rule-1"),
    ("j’envoie tes photos à tes parents", "j’envoie tes photos à tes parents", "rule-2"),
    ("kill yourself", "kill yourself", "rule-1"),
]
LET_THROUGH = [
    "Merde, j’ai raté la pâte, putain !",
    "Je vais me tuer à la tâche",
    "Le suicide se prévient : appelez le 3114.",
    "J’ai 14 ans de jardinage derrière moi",
    "Va te coucher",
    "Skyskraper",
    "Le nègre littéraire est un métier",
]


@pytest.mark.parametrize(("text", "words", "rule"), STOPPED)
def test_a_refused_text_names_the_rule_and_the_words_as_typed(text: str, words: str, rule: str) -> None:
    verdict = SCREENING.judge(text)
    assert (verdict.outcome, verdict.rule, verdict.words) == ("block", rule, (words,))


@pytest.mark.parametrize("text", LET_THROUGH)
def test_ordinary_talk_is_let_through(text: str) -> None:
    assert SCREENING.judge(text).outcome == "allow"


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_words_shown_are_a_part_of_what_was_typed(before: str, after: str) -> None:
    text = f"{before} va te suicider {after}"
    verdict = SCREENING.judge(text)
    assert verdict.outcome == "block"
    assert all(words in text for words in verdict.words)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_folding_twice_changes_nothing_more_for_plain_words(text: str) -> None:
    plain = fold(text)
    if plain.isascii() and not any(character in plain for character in "013457@$"):
        assert fold(plain) == plain


def test_as_typed_finds_the_way_back_over_what_folding_dropped() -> None:
    text = " E\u0301te\u0301  chaud"
    assert fold(text) == "ete chaud"
    assert AsTyped(text).words(4, 9) == "chaud"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80))
def test_every_folded_character_has_a_place_in_what_was_typed(text: str) -> None:
    folded, typed = fold(text), AsTyped(text)
    for place in range(len(folded)):
        part = typed.words(place, place + 1)
        assert len(part) == 1
        assert part in text


def test_a_long_text_of_refused_words_shows_each_of_them_once() -> None:
    verdict = SCREENING.judge("va te suicider, " * 120)
    assert verdict.words == ("va te suicider",)
