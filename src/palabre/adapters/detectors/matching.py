"""Matching: every pattern of every pack, tried in one pass, each then placed where it matched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from palabre.adapters.detectors.entries import Entry, Hit
from palabre.adapters.detectors.linear import Pattern, PatternSet
from palabre.domain.moderation.view import View

# A text that matches more than these is told by the first of them.
MAX_PLACED = 24
MAX_PLACES = 3


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern of a pack. `numbers` turn words into numbers; None when the signal is a flag."""

    source: str
    entry: Entry
    numbers: Mapping[str, int] | None = None


class Matcher:
    """All patterns for one kind of view. `signs` come first: they only tell that something is there."""

    def __init__(self, sought: Sequence[Sought], signs: Sequence[str] = ()) -> None:
        self._signs = len(signs)
        self._sought = list(sought)
        self._set = PatternSet([*signs, *(each.source for each in sought)])
        self._patterns = [Pattern(each.source) for each in sought]

    def look(self, text: str) -> list[int]:
        """Which signs (numbered from 0) and which patterns (after them) match anywhere."""
        return self._set.matching(text)

    def hits(self, view: View, found: Sequence[int]) -> Iterator[Hit]:
        """Where the patterns found by `look` match, three places each at most."""
        for place in sorted(place - self._signs for place in found if place >= self._signs)[:MAX_PLACED]:
            yield from self._places(view, self._sought[place], self._patterns[place])

    def _places(self, view: View, sought: Sought, pattern: Pattern) -> Iterator[Hit]:
        start = 0
        for _ in range(MAX_PLACES):
            found = pattern.said(view.text, start)
            if found is None or found[1] == found[2]:
                return
            said, begin, end = found
            yield Hit(sought.entry, view, begin, end, number(said, sought.numbers))
            start = end


def number(said: str | None, numbers: Mapping[str, int] | None) -> int:
    """The number a group holds, in digits or in words; 1 when there is none to say."""
    if numbers is None or said is None:
        return 1
    digits = "".join(filter(str.isdecimal, said))
    return int(digits) if digits else numbers.get(said.replace("-", " "), 1)
