"""The lexicon: every term of every pack, found in one pass by an automaton (Aho-Corasick)."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from ahocorasick_rs import AhoCorasick, Implementation

from palabre.adapters.detectors.entries import Entry, Hit
from palabre.adapters.detectors.unveiling import canonical
from palabre.domain.moderation.view import View

# Of one signal in one view: places looked at.
TRIED = 40
LONG_ENOUGH_GLUED = 8
# From here on a doubled letter does not make it another word.
LONG_ENOUGH_DOUBLED = 6
STRETCHED = 3
STARRED = re.compile(r"[a-z]+[a-z*]*\*[a-z*]*|\*+[a-z]{3,}")
MAX_STARRED = 20
MIN_LETTERS = 2


class Term:
    """A folded term, the entry it belongs to, and whether it is found inside longer words."""

    __slots__ = ("entry", "is_part", "runs", "text")

    def __init__(self, text: str, entry: Entry, *, is_part: bool) -> None:
        self.text = text
        self.entry = entry
        self.is_part = is_part
        self.runs = runs_of(text)

    def glued(self) -> "Term | None":
        """The phrase without its spaces, when it is long enough not to be something else."""
        text = self.text.replace(" ", "")
        return Term(text, self.entry, is_part=self.is_part) if LONG_ENOUGH_GLUED <= len(text) < len(self.text) else None


class Lexicon:
    """Whole words and phrases; `squeezed` looks in views where every run of a letter is one letter."""

    def __init__(self, terms: Iterable[Term], *, squeezed: bool) -> None:
        self._terms = list(with_glued(terms))
        self._squeezed = squeezed
        forms = [canonical(term.text) if squeezed else term.text for term in self._terms]
        # The DFA costs seconds and hundreds of megabytes from a few thousand terms on; this one is as quick here.
        self._engine = AhoCorasick(forms, implementation=Implementation.ContiguousNFA) if forms else None

    def hits(self, view: View) -> Iterator[Hit]:
        """The terms in the view, those inside others included; of one signal as many as are looked at."""
        if self._engine is None:
            return
        text = view.text.replace("-", " ")
        if self._squeezed:
            text = text.replace("l", "i")
        told: dict[str, int] = {}
        for place, start, end in self._engine.find_matches_as_indexes(text, overlapping=True):
            term = self._terms[place]
            count = told.get(term.entry.signal, 0)
            if (
                count < TRIED
                and (term.is_part or is_whole(text, start, end))
                and (not self._squeezed or is_stretched(term, view, start, end))
            ):
                told[term.entry.signal] = count + 1
                yield Hit(term.entry, view, start, end)


class Stars:
    """Words with letters starred out, read as the only term of that length that fits."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._words: dict[int, list[str]] = {}
        # In their order: of two that fit the first is read, in every process.
        for word in dict.fromkeys(term.text for term in terms if term.text.isalpha()):
            self._words.setdefault(len(word), []).append(word)

    def filled(self, text: str) -> str:
        """The text with starred words written out, every character where it was."""
        return STARRED.sub(self._word, text, count=MAX_STARRED)

    def _word(self, found: re.Match[str]) -> str:
        starred = found[0]
        if sum(map(str.isalpha, starred)) < MIN_LETTERS:
            return starred
        return next((word for word in self._words.get(len(starred), ()) if fits(word, starred)), starred)


def with_glued(terms: Iterable[Term]) -> Iterator[Term]:
    for term in terms:
        yield term
        if glued := term.glued():
            yield glued


def fits(word: str, starred: str) -> bool:
    return all(letter in (sign, "*") or sign == "*" for letter, sign in zip(word, starred, strict=True))


def runs_of(text: str) -> tuple[int, ...]:
    """How often each letter stands in a row."""
    return tuple(len([*run]) for _, run in groupby(text))


def is_stretched(term: Term, view: View, start: int, end: int) -> bool:
    """Whether what was squeezed into the term is that term stretched, not another word: Niger is no slur."""
    typed = view.earlier(start, end).of(view.before.text) if view.before else view.text[start:end]
    found = runs_of(typed)
    if len(found) != len(term.runs):
        return True
    is_long = len(term.text) >= LONG_ENOUGH_DOUBLED
    return all(
        run == wanted or (run > wanted and (is_long or run >= STRETCHED))
        for run, wanted in zip(found, term.runs, strict=True)
    )


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a match is not a part of a longer word."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not before.isalnum() and not after.isalnum()
