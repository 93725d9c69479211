"""The first screening: whole words and phrases of a reviewed list, found in folded text."""

import tomllib
import unicodedata
from importlib.resources import files

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from palabre.domain.moderation.verdict import ALLOW, Verdict

LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})


class TermGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """Terms that one rule of the rules page refuses. `about` says what they have in common."""

    rule: str
    about: str
    terms: list[str]


class Pack(Struct, frozen=True, forbid_unknown_fields=True):
    """A reviewed list of terms; `source` and `licence` say where it comes from."""

    language: str
    source: str
    licence: str
    groups: list[TermGroup]


def read_pack(name: str) -> Pack:
    """Read a pack shipped with this package; raises msgspec.ValidationError when it is malformed."""
    text = (files("palabre.adapters.detectors") / "packs" / f"{name}.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Pack)


class LiteralScreening:
    """The Screening port over literal packs: leftmost-longest whole-word matches, a few microseconds a text."""

    def __init__(self, packs: list[Pack]) -> None:
        rules = {fold(term)[0]: group.rule for pack in packs for group in pack.groups for term in group.terms}
        self._rules = list(rules.values())
        self._engine = AhoCorasick(list(rules), matchkind=MatchKind.LeftmostLongest)

    def judge(self, text: str) -> Verdict:
        """`block` with the rule of the first term found and every word found, as typed."""
        folded, places = fold(text)
        found = [
            (rule, text[places[start] : places[end - 1] + 1])
            for rule, start, end in self._engine.find_matches_as_indexes(folded)
            if is_whole(folded, start, end)
        ]
        if not found:
            return ALLOW
        return Verdict("block", self._rules[found[0][0]], tuple(dict.fromkeys(words for _, words in found)))


def fold(text: str) -> tuple[str, list[int]]:
    """Return the text without case, accents, apostrophes' variants or leet digits, and where each character came from.

    Digits are read as letters only inside a token that holds a letter: "14 ans" stays a number.
    """
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for folded in unicodedata.normalize("NFKD", character).casefold():
            if unicodedata.category(folded) in ("Mn", "Cf"):
                continue
            characters.append("'" if folded in "\u2019\u02bc`" else " " if folded.isspace() else folded)
            places.append(place)
    return unleet("".join(characters)), places


def unleet(folded: str) -> str:
    """Replace look-alike digits inside tokens that hold a letter; the length does not change."""
    return " ".join(
        token.translate(LEET) if any(character.isalpha() for character in token) else token
        for token in folded.split(" ")
    )


def is_whole(folded: str, start: int, end: int) -> bool:
    """Whether a match is not a part of a longer word."""
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    return not before.isalnum() and not after.isalnum()
