"""Folding: the form of a text in which words are looked for, and the way back to the words as typed."""

import re
import unicodedata

LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
APOSTROPHES = str.maketrans("\u2019\u02bc`", "'''")
# What NFKD leaves of accents, and what is there without being seen: combining marks, soft hyphen, zero-width, bidi.
UNSEEN = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
                    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")  # fmt: skip
LEET_FOUND = re.compile("[013457@$]")


def fold(text: str) -> str:
    """Return the text without case, accents, unseen characters, double spaces or look-alike digits.

    A digit is read as a letter only inside a token that holds one: "14 ans" stays a number.
    """
    bare = text if text.isascii() else UNSEEN.sub("", unicodedata.normalize("NFKD", text).translate(APOSTROPHES))
    tokens = bare.casefold().split()
    return " ".join(map(unleet, tokens) if LEET_FOUND.search(bare) else tokens)


def unleet(token: str) -> str:
    """A token with its look-alike digits as letters, if it has a letter."""
    if LEET_FOUND.search(token) and any(character.isalpha() for character in token):
        return token.translate(LEET)
    return token


def as_typed(text: str, start: int, end: int) -> str:
    """The part of `text` that became `fold(text)[start:end]`."""
    places = [place for place, character in enumerate(text) for _ in folded_length(text, place, character)]
    return text[places[start] : places[end - 1] + 1]


def folded_length(text: str, place: int, character: str) -> range:
    """As many numbers as characters this one became: none for what folding drops."""
    if character.isspace():
        is_kept = text[:place].strip() != "" and text[place:].strip() != "" and not is_space_before(text, place)
        return range(int(is_kept))
    return range(len(UNSEEN.sub("", unicodedata.normalize("NFKD", character)).casefold()))


def is_space_before(text: str, place: int) -> bool:
    """Whether the last seen character before `place` is a space already."""
    before = UNSEEN.sub("", text[:place])
    return before[-1:].isspace()
