"""Unveiling: views in which obfuscated words are themselves again (digits for letters, cut or stretched words)."""

import re
from collections.abc import Iterator

from palabre.adapters.detectors.edits import changed, replaced, squeezed
from palabre.domain.moderation.view import View

# As RE2 patterns over the folded text, tried in one pass with everything else: without a sign nothing is unveiled.
SIGNS = (
    r"[a-z][0134578@$!|+(\[]+[a-z]",
    r"\b[0134578@$!|+]+[a-z]{2}|[a-z]{2}[0134578@$!|+]+\b",
    r"\b[a-z0-9][^a-z0-9]{1,3}[a-z0-9][^a-z0-9]{1,3}[a-z]\b",
    r"[a-z][^a-z0-9 @/:]{1,2}[a-z]",
    r"\b[a-z]{2,5} [a-z]{1,3} [a-z]{1,3}\b",
    "|".join(f"{letter}{letter}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
    r"[a-z]\*+|\*+[a-z]",
    r"[^a-z0-9]{4}[a-z]",
)
LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i", "|": "i", "+": "t",
     "(": "c", "[": "c"}
)  # fmt: skip
LEET_LETTERS = frozenset("013457@$!|+8([")
CLOSING = ".,;:?!)"
LONE = re.compile(r"(?<![a-z0-9])[a-z0-9@$!](?:[^a-z0-9]{1,3}[a-z0-9@$!](?![a-z0-9])){2,}")
NOT_WORDS = re.compile(r"[^a-z0-9]+")
INSIDE = re.compile(r"(?<=[a-z])[^a-z0-9 ]+(?=[a-z])")
BETWEEN_LONE = re.compile(r"(?<=(?<![a-z0-9])[a-z])[^a-z0-9](?=[a-z](?![a-z0-9]))")
SPACES = re.compile(r" +")


def unveiled(folded: View) -> Iterator[View]:
    """The views in which an obfuscated text may be read: words apart, then words cut by signs made whole."""
    plain = changed(folded, unleeted)
    yield squeezed(replaced(plain, NOT_WORDS, " "))
    whole = replaced(replaced(plain, INSIDE, ""), BETWEEN_LONE, "")
    yield squeezed(replaced(whole, NOT_WORDS, " "))


def unleeted(text: str) -> str:
    """Digits and signs read as letters inside tokens that hold a letter: "14 ans" stays a number."""
    tokens = " ".join(map(unleeted_token, text.split(" ")))
    return LONE.sub(unleeted_run, tokens)


def unleeted_token(token: str) -> str:
    if token.isalpha() or token.isdecimal() or LEET_LETTERS.isdisjoint(token):
        return token
    end = len(token.rstrip(CLOSING))
    inner = token[:end]
    letters = sum(map(str.isalpha, inner))
    # "14ans", "10e", "2h30": numbers with a unit, not words.
    if letters == 0 or UNIT.fullmatch(inner):
        return token
    return inner.translate(LEET) + token[end:]


def unleeted_run(found: re.Match[str]) -> str:
    """Single characters in a row, with a letter among them, read as the letters of one word."""
    run = found[0]
    return run.translate(LEET) if any(map(str.isalpha, run)) else run


UNIT = re.compile(r"[+]?\d+(?:ans?|yo|[a-z]{1,2}|[a-z]\d+)|[fhmgx]\d\d|\d+[a-z]\d+|[a-z]\d")
