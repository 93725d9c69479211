"""Shortcuts of the engine: what is looked for together, sampled or remembered is found as if it were not."""

import pytest

from palabre.adapters.detectors.entries import Entry
from palabre.adapters.detectors.linear import Pattern
from palabre.adapters.detectors.matching import GUARDED, Matcher, Sought
from palabre.adapters.detectors.shouting import is_repeated
from palabre.adapters.detectors.unveiling import Veils, unleeted_anew, unleeted_token
from palabre.domain.moderation.view import View


def test_patterns_that_need_no_words_are_asked_for_together_and_found_each_by_itself() -> None:
    sources = ["[0-9]+ x", *["z{3}"] * GUARDED, "^va"]
    matcher = Matcher([Sought(Pattern(source), Entry("insult")) for source in sources])
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
