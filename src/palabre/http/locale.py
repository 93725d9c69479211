"""The language of a page: asked for in the address, remembered, preferred by the browser, or the instance's."""

from typing import get_args

from palabre.domain.session import Locale

COOKIE = "palabre_lang"
LOCALES: tuple[Locale, ...] = get_args(Locale)


def known_locale(text: str | None) -> Locale | None:
    """`text` as a language the pages have, or None."""
    return text if text in LOCALES else None


def choose_locale(*, asked: str | None, remembered: str | None, accepted: str | None, default: Locale) -> Locale:
    """The first of: `?lang=`, the cookie, `Accept-Language` (RFC 9110 §12.5.4), the instance's own."""
    return known_locale(asked) or known_locale(remembered) or preferred(accepted or "") or default


def preferred(accepted: str) -> Locale | None:
    """The language a browser likes best among ours; None when it asks for neither."""
    ranked = sorted(map(weighed, accepted.split(",")), key=lambda choice: -choice[0])
    return next((locale for weight, locale in ranked if weight > 0 and locale), None)


def weighed(part: str) -> tuple[float, Locale | None]:
    tag, _, parameter = part.partition(";")
    weight = parameter.strip().removeprefix("q=")
    try:
        quality = float(weight) if weight else 1.0
    except ValueError:
        quality = 0.0
    return quality, known_locale(tag.strip().partition("-")[0].lower())
