"""The retention table in words: docs/data.md is fresh, and the pages tell what the table says."""

import string

import httpx
import pytest

from palabre.domain.kept import KINDS, Kind
from palabre.http.retained import MANUAL, manual
from palabre.http.words import load_words
from tests.http.test_pages import Page

LIVE_ONLY = {"typing"}


def test_the_manual_of_data_is_what_the_table_says() -> None:
    assert MANUAL.read_text(encoding="utf-8") == manual(), "run: python -m palabre.http.retained"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_words_tell_the_durations_of_the_table(kind: Kind) -> None:
    for words in load_words().values():
        named = {name for _, name, _, _ in string.Formatter().parse(words.privacy.kept[kind.name].long) if name}
        sections = {
            name
            for section in words.privacy.sections
            for text in section.paragraphs
            for _, name, _, _ in string.Formatter().parse(text)
            if name
        }
        assert named - LIVE_ONLY <= set(kind.lasts)
        assert set(kind.lasts) <= named | sections


async def test_the_privacy_page_has_every_kind(browser: httpx.AsyncClient) -> None:
    for language in ("fr", "en"):
        page = Page((await browser.get(f"/privacy?lang={language}")).text)
        assert {kind.name for kind in KINDS} <= {attributes.get("id") for _, attributes in page.tags}
