"""The first screening: whole words and phrases of a reviewed list, found in folded text."""

import tomllib
from importlib.resources import files

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from palabre.adapters.detectors.folding import AsTyped, fold
from palabre.domain.moderation.verdict import ALLOW, Verdict


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
    """The Screening port over literal packs: leftmost-longest whole-word matches."""

    def __init__(self, packs: list[Pack]) -> None:
        rules = {fold(term): group.rule for pack in packs for group in pack.groups for term in group.terms}
        self._rules = list(rules.values())
        self._engine = AhoCorasick(list(rules), matchkind=MatchKind.LeftmostLongest)

    def judge(self, text: str) -> Verdict:
        """`block` with the rule of the first term found and every word found, as typed."""
        folded = fold(text)
        found = [
            (rule, start, end)
            for rule, start, end in self._engine.find_matches_as_indexes(folded)
            if is_whole(folded, start, end)
        ]
        if not found:
            return ALLOW
        typed = AsTyped(text)
        words = dict.fromkeys(typed.words(start, end) for _, start, end in found)
        return Verdict("block", self._rules[found[0][0]], tuple(words))


def is_whole(folded: str, start: int, end: int) -> bool:
    """Whether a match is not a part of a longer word."""
    before = folded[start - 1] if start else " "
    after = folded[end] if end < len(folded) else " "
    return not before.isalnum() and not after.isalnum()
