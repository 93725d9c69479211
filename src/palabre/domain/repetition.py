"""Repetition: when a text is the same once more, and until when it may not be said again (DESIGN §6)."""

import re
import string
import unicodedata
from collections import deque
from typing import NamedTuple

from palabre.domain.characters import INVISIBLE

REPEATED_WITHIN_S = 30.0
TIMES = 3
# More than the usual allowance lets one session say in 30 s.
REMEMBERED = 64
# Characters whose folding is remembered: those of a few languages.
TABLE = 4_096
# Without these a text of most European languages is ASCII, which `str.translate` goes through five times as fast.
# U+0345 among them is a letter to `str.casefold`.
ACCENTS = re.compile("[\u0300-\u0344\u0346-\u036f]+")
DOUBLED = [(2 * letter, letter) for letter in string.ascii_lowercase]
LETTERS_IN_A_ROW = re.compile(r"([^\W\d])\1+")
# A sign before a digit says something: +1 and -1 are opposite votes.
PLUS = re.compile(r"\+(?=\d)")
MINUS = re.compile("[-\u2212](?=\\d)")


class Kept(dict[int, str | None]):
    """What folding keeps of each character, as `str.translate` asks for it; filled as characters come."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        kept = character if is_kept(character) else None
        if len(self) < TABLE:
            self[code] = kept
        return kept


def is_kept(character: str) -> bool:
    """Whether it is a letter or a digit. Vowel signs of Indic scripts are marks to Unicode, and letters to readers."""
    if character in INVISIBLE:
        return False
    is_vowel_sign = unicodedata.category(character)[0] == "M" and not unicodedata.combining(character)
    return character.isalnum() or is_vowel_sign


KEPT = Kept()


def folded_text(text: str) -> str:
    """Return `text` without case, accents, punctuation, spaces and repeated letters; digits and their signs are kept.

    A text of which nothing would be left (an emoji, dots) is returned as it is.
    """
    plain = text if text.isascii() else ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    signed = MINUS.sub("minus", PLUS.sub("plus", plain.casefold()))
    return without_repeats(signed.translate(KEPT)) or text


def without_repeats(text: str) -> str:
    """Return `text` with one of each letter where several stand in a row."""
    if not text.isascii():
        return LETTERS_IN_A_ROW.sub(r"\1", text)
    # Twenty-six searches take a fifth of the time of the expression.
    for doubled, letter in DOUBLED:
        while doubled in text:
            text = text.replace(doubled, letter)
    return text


class Saying(NamedTuple):
    """That something was said at a time, in seconds of any monotonic clock; of the text only a hash is kept."""

    at: float
    text: int


class Sayings:
    """What one session said in the last 30 seconds."""

    __slots__ = ("_said",)

    def __init__(self) -> None:
        self._said: deque[Saying] = deque(maxlen=REMEMBERED)

    def wait(self, saying: Saying) -> float:
        """Seconds until this may be said: 0 unless it was said twice in the 30 before."""
        self.expire(saying.at)
        same = [said.at for said in self._said if said.text == saying.text]
        return 0.0 if len(same) < TIMES - 1 else same[1 - TIMES] + REPEATED_WITHIN_S - saying.at

    def add(self, saying: Saying) -> None:
        """It is being said."""
        self._said.append(saying)

    def take_back(self, saying: Saying) -> None:
        """It was not said after all."""
        if saying in self._said:
            self._said.remove(saying)

    def expire(self, now: float) -> bool:
        """Forget what is older than 30 seconds; return whether nothing is left."""
        while self._said and now - self._said[0].at >= REPEATED_WITHIN_S:
            self._said.popleft()
        return not self._said


def saying(text: str, at: float) -> Saying:
    """What is compared of a text said at a time."""
    return Saying(at, hash(folded_text(text)))
