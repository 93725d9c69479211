"""The words of a danger file on paper, by language."""

from collections.abc import Mapping

from palabre.adapters.papers import en, fr
from palabre.domain.moderation.report import Category
from palabre.domain.session import Locale

Words = Mapping[str, str]

WORDS: Mapping[Locale, Words] = {"fr": fr.WORDS, "en": en.WORDS}
CATEGORIES: Mapping[Locale, Mapping[Category, str]] = {"fr": fr.CATEGORIES, "en": en.CATEGORIES}
