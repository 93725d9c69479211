"""Unveiling: views in which obfuscated words are themselves again (digits for letters, cut or stretched words)."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import groupby

from palabre.adapters.detectors.edits import NOT_WORDS, changed, replaced, spaced, squeezed
from palabre.adapters.detectors.linear import Pattern
from palabre.domain.moderation.view import View

# As RE2 patterns over the folded text, tried in one pass with everything else. The first three need no closer look.
SURE_SIGNS = (
    r"\b[a-z0-9][^a-z0-9]{1,3}[a-z0-9][^a-z0-9]{1,3}[a-z]\b",
    r"[a-z]\*+[a-z]|\*\*[a-z]{2}|[a-z]{2}\*\*",
)
LIKELY_SIGNS = (
    r"[a-z][0134578@$!|+(\[]+[a-z]",
    r"\b[0134578@$!|+]+[a-z]{2}|[a-z]{2}[0134578@$!|+]+\b",
    r"[a-z][^a-z0-9 @/:]{1,2}[a-z]",
    r"\b[a-z][0134578]{1,2}\b",
)
STRETCHED_SIGN = "|".join(f"{letter}{letter}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i", "|": "i",
     "+": "t", "(": "c", "[": "c"}
)  # fmt: skip
LEET_LETTERS = frozenset("013457@$!|+8([")
EDGES = '.,;:?!)("-'
LONE = re.compile(r"(?<![a-z0-9])[a-z0-9@$!](?:[^a-z0-9]{1,3}[a-z0-9@$!](?![a-z0-9])){2,}")
# Without it nothing is lone: one pass, where looking for that begins anew at every word.
MAYBE_LONE = Pattern(r"(?:\A|[^a-z0-9])[a-z0-9@$!][^a-z0-9]{1,3}[a-z0-9@$!][^a-z0-9]{1,3}[a-z0-9@$!](?:[^a-z0-9]|\z)")
# "1 w1ll": said of oneself, in a text with digits for letters.
ONE = re.compile(r"(?<![a-z0-9])1(?= [a-z])")
INSIDE = re.compile(r"(?<=[a-z])[^a-z0-9 ]+(?=[a-z])")
BETWEEN_LONE = re.compile(r"(?<=(?<![a-z0-9])[a-z])[^a-z0-9](?=[a-z](?![a-z0-9]))")
UNIT = re.compile(r"[+]?\d+(?:ans?|yo|[a-z]{1,2}|[a-z]\d+)|[fhmgx]\d\d|\d+[a-z]\d+|[fghmx]\d")
STRETCHED_WORD = re.compile(r"[a-z]*([a-z])\1\1[a-z]*")
MAX_LETTERS = 40
# Tokens, and the longest of them.
REMEMBERED, LONGEST_REMEMBERED = 4_096, 16


def unveiled(folded: View) -> Iterator[View]:
    """The views in which an obfuscated text may be read: words apart, then words cut by signs made whole."""
    plain = changed(folded, unleeted)
    yield squeezed(spaced(plain))
    whole = replaced(replaced(plain, INSIDE, ""), BETWEEN_LONE, "")
    if whole.text != plain.text:
        yield squeezed(spaced(whole))


class Veils:
    """Whether a token, read as what it may hide, is a word of the vocabulary and was none as it stands."""

    def __init__(self, vocabulary: Collection[str]) -> None:
        self._vocabulary = vocabulary
        # People write the same ones over and over ("j'ai", "c'est-à-dire", ":)").
        self._remembered = lru_cache(REMEMBERED)(self._hides)

    def are_in(self, text: str) -> bool:
        """Whether there is one in a folded text."""
        return any(self._is_one(token) for token in text.split(" ") if not token.isalpha())

    def _is_one(self, token: str) -> bool:
        return self._remembered(token) if len(token) <= LONGEST_REMEMBERED else self._hides(token)

    def _hides(self, token: str) -> bool:
        return hides(token, self._vocabulary)


def is_stretched_out(text: str, vocabulary: Collection[str]) -> bool:
    """Whether a word in which a letter stands three times in a row is one of the vocabulary."""
    return any(canonical(found[0]) in vocabulary for found in STRETCHED_WORD.finditer(text))


def hides(token: str, vocabulary: Collection[str]) -> bool:
    bare = token.strip(EDGES)
    if bare.isdecimal() or bare.isalpha() or len(bare) > MAX_LETTERS:
        return False
    plain = unleeted_token(bare)
    pieces = NOT_WORDS.split(plain)
    if len(pieces) > 1 and canonical("".join(pieces)) in vocabulary:
        return True
    return plain != bare and any(piece not in bare and canonical(piece) in vocabulary for piece in pieces)


def canonical(text: str) -> str:
    """Each letter once, an l as an i: the form words are compared in."""
    return "".join(letter for letter, _ in groupby(text)).replace("l", "i")


def unleeted(text: str) -> str:
    """Digits and signs read as letters inside tokens that hold a letter: "14 ans" stays a number."""
    tokens = " ".join(token if token.isalpha() else unleeted_token(token) for token in text.split(" "))
    if "1 " in tokens:
        tokens = ONE.sub("i", tokens)
    return LONE.sub(unleeted_run, tokens) if MAYBE_LONE.search(tokens) else tokens


def unleeted_token(token: str) -> str:
    return unleeted_before(token) if len(token) <= LONGEST_REMEMBERED else unleeted_anew(token)


def unleeted_anew(token: str) -> str:
    if token.isalpha() or token.isdecimal() or LEET_LETTERS.isdisjoint(token):
        return token
    end = len(token.rstrip(EDGES))
    inner = token[:end]
    # "14ans", "10e", "2h30": numbers with a unit, not words.
    if not any(map(str.isalpha, inner)) or UNIT.fullmatch(inner):
        return token
    return inner.translate(LEET) + token[end:]


unleeted_before = lru_cache(REMEMBERED)(unleeted_anew)


def unleeted_run(found: re.Match[str]) -> str:
    """Single characters in a row, with a letter among them, read as the letters of one word."""
    run = found[0]
    return run.translate(LEET) if any(map(str.isalpha, run)) else run
