"""The language of a page."""

import pytest

from palabre.domain.session import Locale
from palabre.http.locale import choose_locale, preferred


@pytest.mark.parametrize(
    ("accepted", "locale"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr"),
        ("en-GB,en", "en"),
        ("de, EN;q=0.3, fr;q=0.2", "en"),
        ("fr;q=0, en;q=0.1", "en"),
        ("de", None),
        ("", None),
        ("fr;q=x", None),
        (";;,,q=", None),
    ],
)
def test_the_browser_s_first_choice_among_ours_is_taken(accepted: str, locale: Locale | None) -> None:
    assert preferred(accepted) == locale


def test_what_is_asked_for_comes_before_what_is_remembered_and_preferred() -> None:
    assert choose_locale(asked="en", remembered="fr", accepted="fr", default="fr") == "en"
    assert choose_locale(asked="de", remembered="en", accepted="fr", default="fr") == "en"
    assert choose_locale(asked=None, remembered=None, accepted="en", default="fr") == "en"
    assert choose_locale(asked=None, remembered="", accepted=None, default="fr") == "fr"
