"""Folding: the form of a text in which words are looked for, one character at a time, and the way back."""

import unicodedata
from collections.abc import Iterable, Sequence

from disarm import strip_obfuscation

from palabre.domain.characters import INVISIBLE
from palabre.domain.moderation.view import View

# Apostrophes separate words as spaces do; what joins words is one hyphen.
SEPARATORS = frozenset("'`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032\u00a0")
HYPHENS = frozenset("-_\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
QUOTES = frozenset('"\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u2039\u203a\u300c\u300d')
SPELLED = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ẞ": "ss", "…": "."}
REGIONAL_A, REGIONAL_Z = 0x1F1E6, 0x1F1FF
DROPPED = frozenset({"Mn", "Me", "Cf"})
BLANK = frozenset({"Cc", "Cs", "Cn", "Zs", "Zl", "Zp"})
# What a character that does not become exactly one stands for while it is only asked whether there is any.
UNEVEN = "\x00"
NOT_ASCII = 0xFF
# A ligature of more letters than this that are not Latin hides nothing, and a text of them would be long to read.
LONGEST = 4
# Latin to Armenian, phonetic and letterlike signs, mathematical and enclosed letters, compatibility forms.
USUAL = (
    range(0x80, 0x590),
    range(0x1D00, 0x2C00),
    range(0xFE00, 0xFFF0),
    range(0x1D400, 0x1D800),
    range(0x1F100, 0x1F200),
)
SYLLABLES, COMPATIBILITY = 0x2E80, 0xF900
REMEMBERED = 0x18000


def fold(text: str) -> View:
    """The text without case, accents, unseen characters or look-alike letters; separators are spaces.

    Folding twice changes nothing more. Whatever code points there are, nothing is raised.
    """
    typed = View(text)
    if text.isascii():
        return View(text.lower().translate(ASCII), typed)
    even = evenly(text)
    if UNEVEN not in even:
        return View(even, typed)
    return View(text.translate(FOLDED), typed, lambda: places_in(text))


def evenly(text: str) -> str:
    """Each character as the one it becomes; somewhere a sign when one of them does not become exactly one."""
    try:
        # Nearly every text in French, once its apostrophes are: a tenth of the time.
        return text.replace("\u2019", "'").encode("latin-1").translate(LATIN).decode("ascii")
    except UnicodeError:
        return text.translate(EVEN)


def places_in(text: str) -> Sequence[int]:
    """For each character of the folded text, where it was."""
    return [place for place, character in enumerate(text) for _ in FOLDED[ord(character)]]


def folded_character(character: str) -> str:
    """What one character becomes: nothing, one, or several."""
    known = SPELLED.get(character) or regional(character)
    if known:
        return known
    if character in SEPARATORS or character.isspace():
        return " "
    if character in QUOTES or character in HYPHENS:
        return '"' if character in QUOTES else "-"
    category = unicodedata.category(character)
    if category in DROPPED or character in INVISIBLE:
        return ""
    if category in BLANK:
        return " "
    plain = settled(character)
    return " " if len(plain) > LONGEST and not plain.isascii() else plain


def regional(character: str) -> str:
    """The letter of a regional indicator, two of which make a flag."""
    code = ord(character)
    return chr(ord("a") + code - REGIONAL_A) if REGIONAL_A <= code <= REGIONAL_Z else ""


def settled(character: str) -> str:
    """The letters under it, until folding them changes nothing more."""
    plain = plain_letters(character)
    if plain.isascii():
        return plain.translate(ASCII)
    return plain if plain == character else "".join(map(folded_character, plain))


def plain_letters(character: str) -> str:
    """Without compatibility form, case and marks; the Latin letter it looks like if there is one (UTS 39)."""
    parts = unicodedata.normalize("NFKD", character).casefold()
    bare = unicodedata.normalize("NFC", "".join(filter(is_kept, unicodedata.normalize("NFKD", parts))))
    if bare.isascii():
        return bare
    if not has_lookalikes(bare):
        return bare
    latin = strip_obfuscation(bare).casefold()
    return latin if latin.isascii() and latin.strip() else bare


def has_lookalikes(text: str) -> bool:
    """Whether it may look like a Latin letter: ideographs and syllables do not, and there are many."""
    return any(code < SYLLABLES or code >= COMPATIBILITY for code in map(ord, text))


def is_kept(character: str) -> bool:
    return unicodedata.category(character) not in DROPPED


class Folded(dict[int, str]):
    """What each character becomes, as `str.translate` asks; remembers as many as the planes people write in hold."""

    def __missing__(self, code: int) -> str:
        folded = folded_character(chr(code))
        if len(self) < REMEMBERED:
            self[code] = folded
        return folded


class Even(dict[int, str]):
    """The same where one becomes one, and a sign where it does not."""

    def __missing__(self, code: int) -> str:
        folded = FOLDED[code]
        even = folded if len(folded) == 1 else UNEVEN
        if len(self) < REMEMBERED:
            self[code] = even
        return even


def learn(codes: Iterable[int]) -> None:
    """Have these at hand before the first message, so that it is not the slow one."""
    for code in codes:
        EVEN[code]


def latin(code: int) -> int:
    """The byte that a character of Latin-1 becomes; one that is not ASCII when it does not become one of ASCII."""
    even = EVEN[code]
    return ord(even) if even.isascii() else NOT_ASCII


ASCII = {code: " " for code in range(0x80) if code < 0x20 or code == 0x7F or chr(code) in SEPARATORS}  # noqa: PLR2004
ASCII[ord("_")] = "-"
FOLDED = Folded({code: chr(code).lower().translate(ASCII) for code in range(0x80)})
EVEN = Even()
learn(range(0x80))
for usual in USUAL:
    learn(usual)
LATIN = bytes(map(latin, range(0x100)))
