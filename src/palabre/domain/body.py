"""The text of a message: what is accepted, and the form in which it is kept."""

import hashlib
import unicodedata

from palabre.domain.characters import INVISIBLE
from palabre.domain.refusal import Refusal

MAX_CODE_POINTS = 2_000
KEPT_CONTROLS = frozenset("\n\t")
# The last two code points of every plane are non-characters (Unicode §23.7).
PLANE_END = 0xFFFE


def normalise_body(text: str) -> str:
    """Return `text` as it is stored: NFC, line ends as `\\n`, no white space around it.

    Length is counted in Unicode code points after NFC (the client counts the same way).
    Raises Refusal `body_empty`, `body_too_long` (with `limit`) or `body_unprintable`
    (control characters, lone surrogates, non-characters).
    """
    body = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not any(is_visible(character) for character in body):
        raise Refusal("body_empty")
    if len(body) > MAX_CODE_POINTS:
        raise Refusal("body_too_long", limit=MAX_CODE_POINTS)
    if not body.isprintable() and any(is_unprintable(character) for character in body):
        raise Refusal("body_unprintable")
    return body


def digest_of(body: str) -> bytes:
    """SHA-256 of a normalised body: tells a retry from another message without keeping the text."""
    return hashlib.sha256(body.encode()).digest()


def is_unprintable(character: str) -> bool:
    """Controls, surrogates and non-characters; PostgreSQL could not even store some of them."""
    if character in KEPT_CONTROLS:
        return False
    category = unicodedata.category(character)
    return category in ("Cc", "Cs") or (category == "Cn" and ord(character) & PLANE_END == PLANE_END)


def is_visible(character: str) -> bool:
    category = unicodedata.category(character)
    return (category[0] in "LNPS" or category == "Co") and character not in INVISIBLE
