"""Letters: a text as a font can print it; what it has no letters for is told in words, and never left out."""

import unicodedata
from collections.abc import Container
from itertools import groupby

NO_LETTERS = {"fr": "lettres que ce papier n’a pas", "en": "letters this paper does not have"}
KEPT = "\n\t"


def printable(text: str, letters: Container[int], locale: str) -> str:
    """The text; signs as `[grinning face]`, and a run of other letters as `[12 letters this paper does not have]`."""
    parts = []
    for has, run in groupby(text, key=lambda sign: sign in KEPT or ord(sign) in letters):
        signs = "".join(run)
        parts.append(signs if has else told(signs, locale))
    return "".join(parts)


def told(signs: str, locale: str) -> str:
    """What stands for signs that cannot be printed."""
    if all(is_picture(sign) for sign in signs):
        return "".join(f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]" for sign in signs if is_named(sign))
    return f"[{len(signs)}\u00a0{NO_LETTERS[locale]}]"


def is_picture(sign: str) -> bool:
    """A picture, or what joins and colours pictures."""
    return unicodedata.category(sign) in ("So", "Sk", "Sm", "Cf", "Mn")


def is_named(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cf", "Mn")
