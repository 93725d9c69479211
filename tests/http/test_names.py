"""Suggested nicknames: any that can be drawn is one that will be accepted."""

from itertools import product
from typing import get_args

import pytest

from palabre.domain.nickname import normalise_nickname
from palabre.domain.session import Locale
from palabre.http.names import SUGGESTED, suggested
from palabre.http.words import load_words


@pytest.mark.parametrize("locale", get_args(Locale))
def test_every_name_that_can_be_drawn_is_accepted_as_it_is(locale: Locale) -> None:
    words = load_words()[locale].names
    for first, second in product(words.first, words.second):
        name = words.form.format(first=first, second=second)
        assert normalise_nickname(name) == name


@pytest.mark.parametrize("locale", get_args(Locale))
def test_two_pages_are_given_different_names(locale: Locale) -> None:
    words = load_words()[locale].names
    assert len(suggested(words)) == SUGGESTED
    assert suggested(words) != suggested(words)
