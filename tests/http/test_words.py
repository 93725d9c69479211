"""The words: both languages complete, French spaced as French is, every duration from the table."""

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from palabre.domain.kept import KINDS
from palabre.domain.retention import Retention
from palabre.domain.session import Locale
from palabre.http.retained import amounts
from palabre.http.words import Words, load_words
from palabre.settings import demo_file

FRENCH_FAULTS = (
    (re.compile(r"[^\u00a0]:(?!//)"), "U+00A0 before a colon"),
    (re.compile(r"[^\u202f?!][?!]"), "U+202F before a question or exclamation mark"),
    (re.compile(r"[^\u202f];"), "U+202F before a semicolon"),
    (re.compile(r"«[^\u00a0]|[^\u00a0]»"), "U+00A0 inside guillemets"),
    (re.compile(r"\d (?:h|min|s|an(?:s)?|jours)\b"), "U+00A0 between a number and its unit"),
    (re.compile(r"'|\.\.\."), "a typographic apostrophe or ellipsis"),
)
I18N = Path(__file__).parents[2] / "client/src/i18n"
# What is put into a template, which may hold a template itself.
PLACEHOLDER = re.compile(r"\$\{(?:[^{}`]|`[^`]*`)*\}")
LITERAL = re.compile(rf'"((?:[^"\\\n]|\\.)*)"|`((?:[^`$]|{PLACEHOLDER.pattern})*)`')
TOLD_BY_PAGES = {"first", "second", "count", "number", "at", "until", "where", "who", "day"} | {
    "publisher",
    "email",
    "data_email",
    "authorities",
    "site",
}
TOLD_BY_PAGES |= {"day", "month", "year", "hour", "minute"}
TOLD_BY_PAGES |= {"kind", "offset", "room", "nickname", "reason", "threshold", "method", "category"}


def texts(value: object) -> Iterator[str]:
    """Every text in a structure of words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def all_texts(words: Words) -> list[str]:
    return list(texts(msgspec.to_builtins(words)))


def test_french_is_spaced_as_french_is() -> None:
    demo = re.findall(r'^(?:name|topic|rules) = "(.*)"$', demo_file().read_text(), re.MULTILINE)
    french = [text for text in demo if "English" not in text]
    faults = [
        (why, text)
        for text in all_texts(load_words()["fr"]) + french
        for fault, why in FRENCH_FAULTS
        if fault.search(text)
    ]
    assert faults == []


def french_of_the_client() -> Iterator[str]:
    """Every text of the client's French, an amount standing for what is put into it."""
    for file in I18N.glob("*fr.ts"):
        yield from literals(re.sub(r"^\s*(?://|/?\*).*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE))


def literals(source: str) -> Iterator[str]:
    """The texts of a piece of TypeScript, those inside a placeholder too."""
    for quoted, filled in LITERAL.findall(source):
        for placeholder in PLACEHOLDER.findall(filled):
            yield from literals(placeholder[2:-1])
        text = PLACEHOLDER.sub("3", quoted or filled)
        yield re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


def test_the_client_s_french_is_spaced_as_french_is() -> None:
    found = list(french_of_the_client())
    assert len(found) > 100
    faults = [(why, text) for text in found for fault, why in FRENCH_FAULTS if fault.search(text)]
    assert faults == []


def test_a_fault_is_seen() -> None:
    faulty = ["Quoi ?", "ici:", "« là »", "6 h", "l'eau", "oui ;"]
    assert all(any(fault.search(text) for fault, _ in FRENCH_FAULTS) for text in faulty)


@pytest.mark.parametrize("locale", get_args(Locale))
def test_every_kind_of_data_kept_is_explained(locale: Locale) -> None:
    assert tuple(load_words()[locale].privacy.kept) == tuple(kind.name for kind in KINDS)


@pytest.mark.parametrize("locale", get_args(Locale))
def test_every_amount_the_words_name_is_told(locale: Locale) -> None:
    words = load_words()[locale]
    named = {name for text in all_texts(words) for _, name, _, _ in string.Formatter().parse(text) if name}
    assert named - TOLD_BY_PAGES <= set(amounts(Retention(), words))


def test_the_languages_have_the_same_rules_and_sections() -> None:
    french, english = load_words()["fr"], load_words()["en"]
    assert len(french.rules.rules) == len(english.rules.rules) == 6
    assert len(french.rules.sections) == len(english.rules.sections)
    assert len(french.privacy.sections) == len(english.privacy.sections)
    assert french.problems.keys() == english.problems.keys()


def test_no_text_is_empty() -> None:
    assert all(text.strip() for words in load_words().values() for text in all_texts(words))


def test_templates_hold_no_words_of_their_own() -> None:
    for template in (Path(__file__).parents[2] / "src/palabre/http/templates").glob("*.html"):
        bare = re.sub(
            r"\{% block page %\}\w+|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", template.read_text(), flags=re.DOTALL
        )
        assert not re.search(r"[a-zA-ZÀ-ÿ]{2,}", bare), template.name
