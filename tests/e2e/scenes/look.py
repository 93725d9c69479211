"""How a screen is looked at: the size of the window, the theme, the language."""

from dataclasses import dataclass
from itertools import product

PHONE = 600  # CSS pixels: under this width a window is a phone's
SIZES = ((1280, 800), (375, 812), (320, 640))
SCHEMES = ("light", "dark")
LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Look:
    """One way to look at a screen; sizes in CSS pixels."""

    width: int
    height: int
    scheme: str
    language: str

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}-{self.language}"

    @property
    def is_narrow(self) -> bool:
        return self.width < PHONE

    def options(self) -> dict[str, object]:
        """What a browser context is opened with."""
        return {
            "locale": {"fr": "fr-FR", "en": "en-GB"}[self.language],
            "color_scheme": self.scheme,
            "viewport": {"width": self.width, "height": self.height},
            "has_touch": self.is_narrow,
            "reduced_motion": "reduce",
        }


EVERY_LOOK = tuple(Look(*size, scheme, language) for size, scheme, language in product(SIZES, SCHEMES, LANGUAGES))
# Each size, theme and language beside each other one, before any pair comes back.
ALTERNATING = tuple(EVERY_LOOK[at] for at in (0, 7, 9, 2, 5, 11, 1, 6, 8, 3, 4, 10))


def everyone(_: Look) -> bool:
    """A screen that exists at every size."""
    return True


def on_a_phone(look: Look) -> bool:
    """A screen that exists where there is one column only."""
    return look.is_narrow


def on_a_desk(look: Look) -> bool:
    """A screen that exists where there is room for three columns."""
    return not look.is_narrow
