"""Folding: the form of a text in which words are looked for, and the way back to the words as typed."""

import re
import unicodedata

LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
APOSTROPHES = ("\u2019", "\u02bc", "`")
# What NFKD leaves of accents, and what is there without being seen: combining marks, soft hyphen, zero-width, bidi.
UNSEEN = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
                    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+")  # fmt: skip
# Characters that stand for a whole word: NFKD would make up to eighteen of one, and no list has such words.
WORD_SIGNS = re.compile("[\u3300-\u3357\u337f\ufdf0-\ufdfc]")
LEET_FOUND = re.compile("[013457@$]")
LETTER = re.compile(r"[^\W\d_]")


def fold(text: str) -> str:
    """Return the text without case, accents, unseen characters, double spaces or look-alike digits.

    A digit is read as a letter only inside a token that holds one: "14 ans" stays a number.
    """
    folded = bare(text).casefold()
    tokens = folded.split()
    if LEET_FOUND.search(folded):
        # One translation of the whole text is many times quicker than one of each token.
        read = folded.translate(LEET).split()
        tokens = [as_letters if LETTER.search(token) else token for token, as_letters in zip(tokens, read, strict=True)]
    return " ".join(tokens)


def bare(text: str) -> str:
    """Compatible, unaccented characters that are seen."""
    if text.isascii():
        return text.replace("`", "'")
    return with_plain_apostrophes(UNSEEN.sub("", unicodedata.normalize("NFKD", WORD_SIGNS.sub(" ", text))))


def with_plain_apostrophes(text: str) -> str:
    """A few searches are twenty times quicker than one `str.translate` of a text that is not ASCII."""
    for apostrophe in APOSTROPHES:
        text = text.replace(apostrophe, "'")
    return text


class AsTyped:
    """Where each character of a folded text came from: worked out once, however many words are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: list[int] = []
        became = {character: spaces_of(character) for character in {*text}}
        space = -1
        for place, character in enumerate(text):
            for is_space in became[character]:
                if is_space:
                    space = place if space < 0 and self._places else space
                    continue
                if space >= 0:
                    self._places.append(space)
                    space = -1
                self._places.append(place)

    def words(self, start: int, end: int) -> str:
        """The part of the text that became `fold(text)[start:end]`."""
        return self._text[self._places[start] : self._places[end - 1] + 1]


def spaces_of(character: str) -> tuple[bool, ...]:
    """What folding makes of one character, each told only as a space or not; look-alike digits stay one."""
    return tuple(folded.isspace() for folded in bare(character).casefold())
