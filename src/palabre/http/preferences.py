"""What a page is to its reader: its language, and the theme and text size they chose, told by cookies."""

from typing import Literal, get_args

from msgspec import Struct

from palabre.domain.session import Locale

THEME_COOKIE, SIZE_COOKIE = "palabre_theme", "palabre_size"

Theme = Literal["light", "dark"]
# Hundredths of the browser's own text size; 100 is it.
TextSize = Literal["112", "125", "150"]


class Reader(Struct, frozen=True):
    """Who a page is printed for. `theme` and `size` are None where the system and the browser decide."""

    locale: Locale
    theme: Theme | None = None
    size: TextSize | None = None


def known_theme(cookie: str | None) -> Theme | None:
    """The theme a cookie asks for; None for `auto`, and for what is no theme."""
    return next((theme for theme in get_args(Theme) if theme == cookie), None)


def known_size(cookie: str | None) -> TextSize | None:
    """The text size a cookie asks for; None for 100, and for what is no size."""
    return next((size for size in get_args(TextSize) if size == cookie), None)
