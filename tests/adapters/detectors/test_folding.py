"""Laws of folding: it never fails, twice is once, and every place leads back to what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.adapters.detectors.folding import fold
from palabre.adapters.detectors.unveiling import unveiled

ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=120)
OBFUSCATED = st.text(st.sampled_from("abclLeEéÉœß01345@$!*.-_ '’\u200b\u0301\u0336🅰🇨𝓃ｎс\u202e\ud800"), max_size=80)


@given(ANYTHING | OBFUSCATED)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(ANYTHING | OBFUSCATED)
def test_every_place_of_every_view_leads_back_into_the_text(text: str) -> None:
    folded = fold(text)
    for view in (folded, *unveiled(folded)):
        before = -1
        for place in range(len(view.text)):
            span = view.typed(place, place + 1)
            assert 0 <= span.start < span.end <= len(text)
            assert span.start >= before
            before = span.start


@given(st.text(st.characters(categories=["Ll", "Lu"], max_codepoint=0x24F), min_size=1, max_size=40))
def test_the_whole_view_is_the_whole_text_when_nothing_is_dropped(text: str) -> None:
    folded = fold(text)
    if folded.text:
        assert folded.typed(0, len(folded.text)).of(text) == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("J’AI 14 ans, Élodie !", "j ai 14 ans, elodie !"),
        ("cœur straße", "coeur strasse"),
        ("🇨🇴🇳🇳🇦🇷🇩", "connard"),
        ("с𝗈𝗇𝗇𝖺𝗋𝖽", "connard"),
        ("c̶o̶n̶n̶a̶r̶d̶", "connard"),
        ("🅲🅾🅽🅽🅰🆁🅳", "connard"),
        ("ｃｏｎｎａｒｄ", "connard"),
        ("c\u200bo\u00adn", "con"),
        ("fils_de pends‑toi", "fils-de pends-toi"),
        ("\ud800", " "),
        ("한국어 日本語", "한국어 日本語"),
    ],
)
def test_what_hides_a_word_is_folded_away(text: str, folded: str) -> None:
    assert fold(text).text == folded
