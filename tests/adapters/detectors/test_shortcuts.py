"""Shortcuts of the engine: what is looked for together, sampled or remembered is found as if it were not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.adapters.detectors.edits import NOT_WORDS, RUN, spaced_text, squeezed_text
from palabre.adapters.detectors.entries import Entry
from palabre.adapters.detectors.folding import fold
from palabre.adapters.detectors.linear import Pattern
from palabre.adapters.detectors.matching import GUARDED, Matcher, Sought
from palabre.adapters.detectors.shouting import is_repeated
from palabre.adapters.detectors.tables import table_of
from palabre.adapters.detectors.unveiling import LONE, MAYBE_LONE, Veils, unleeted_anew, unleeted_token
from palabre.domain.moderation.view import View


def test_patterns_that_need_no_words_are_asked_for_together_and_found_each_by_itself() -> None:
    sources = ["[0-9]+ x", *["z{3}"] * GUARDED, "^va"]
    matcher = Matcher([Sought(Pattern(source), Entry("insult")) for source in sources], table_of([()] * len(sources)))
    assert [(hit.start, hit.end) for hit in matcher.hits(View("va, 12 x"))] == [(4, 8), (0, 2)]
    assert [*matcher.hits(View("bonsoir"))] == []


@pytest.mark.parametrize("before", range(13))
def test_one_character_twelve_times_in_a_row_is_seen_wherever_it_stands(before: int) -> None:
    assert is_repeated("ab" * before + "!" * 12 + "ab")
    assert is_repeated("a" * (before % 2) + "é" * before + "!" * 12)
    assert not is_repeated("ab" * before + "!" * 11 + "ab")


@pytest.mark.parametrize("token", ["c0nard", "c0nard,", "14ans", "lundi", "c0" * 40])
def test_a_token_is_read_the_same_the_second_time(token: str) -> None:
    assert unleeted_token(token) == unleeted_token(token) == unleeted_anew(token)
    veils = Veils({"conard"})
    assert veils.are_in(token) == veils.are_in(token) == token.startswith("c0nard")


@given(st.text("abz09 .-@$!ж", max_size=40) | st.text(max_size=40))
def test_words_apart_and_letters_once_are_what_patterns_would_make_of_them(text: str) -> None:
    folded = fold(text).text
    assert spaced_text(folded) == NOT_WORDS.sub(" ", folded)
    assert squeezed_text(folded) == RUN.sub(r"\1", folded)


@given(st.text("ab1 .-@$ж", max_size=20))
def test_where_no_lone_letters_may_be_there_are_none(text: str) -> None:
    assert MAYBE_LONE.search(text) is not None or LONE.search(text) is None
