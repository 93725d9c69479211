"""Matching: the patterns of every pack, each tried only on a text that holds the words it needs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import BytesAhoCorasick, Implementation

from palabre.adapters.detectors.entries import Entry, Hit
from palabre.adapters.detectors.expansion import squeezed_pattern
from palabre.adapters.detectors.linear import Pattern, encoded
from palabre.adapters.detectors.needs import TELLING, Need
from palabre.domain.moderation.view import View

# A text that matches more than these is told by the first of them.
MAX_PLACED = 24
MAX_PLACES = 3
# Further apart, in characters, words have nothing to do with each other.
REACH = 240
# Longer than what a pattern for a whole text stands for.
WHOLE = 120
TELLING_BYTES = tuple(sign.encode() for sign in sorted(TELLING))
SPACES = bytes(code if chr(code).isalnum() or chr(code) in TELLING else 0x20 for code in range(0x80)) + b" " * 0x80


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern of a pack. `numbers` turn words into numbers; None when the signal is a flag."""

    pattern: Pattern
    entry: Entry
    numbers: Mapping[str, int] | None = None
    needs: tuple[frozenset[Need], ...] = ()
    is_whole: bool = False

    def squeezed(self) -> "Sought":
        """The same, for views in which no letter is doubled."""
        needs = tuple(frozenset(need.squeezed() for need in part) for part in self.needs)
        return Sought(Pattern(squeezed_pattern(self.pattern.source)), self.entry, self.numbers, needs, self.is_whole)


class Matcher:
    """All patterns for one kind of view."""

    def __init__(self, sought: Sequence[Sought]) -> None:
        self._sought = list(sought)
        self._always = [place for place, each in enumerate(sought) if not each.needs]
        self._searches = [each.pattern.find for each in sought]
        self._triggers = Triggers(each.needs for each in sought)
        # RE2 prepares a pattern when it is first run: no guest shall wait for that.
        for each in sought:
            each.pattern.said(b"bonsoir, 14 h ?")

    def hits(self, view: View) -> Iterator[Hit]:
        """Where patterns match, three places each at most."""
        placed = 0
        text = encoded(view.text)
        is_long = len(text) > WHOLE
        for place in (*self._always, *self._triggers.woken(text)):
            # Nearly every pattern that is tried does not match: this much is written out for speed.
            if self._searches[place](text) is None or (is_long and self._sought[place].is_whole):
                continue
            found = [*self._places(view, text, self._sought[place])]
            yield from found
            placed += bool(found)
            if placed >= MAX_PLACED:
                return

    def _places(self, view: View, text: bytes, sought: Sought) -> Iterator[Hit]:
        start = 0
        for _ in range(MAX_PLACES):
            found = sought.pattern.said(text, start)
            if found is None or found[1] == found[2]:
                return
            said, begin, end = found
            start = end
            if end - begin > REACH:
                # What it began with is too far away; it may begin again nearer.
                start = begin + 1
                continue
            yield Hit(sought.entry, view, begin, end, number(said, sought.numbers))


class Triggers:
    """Which patterns a text holds the words for, found in one pass."""

    def __init__(self, needs: Iterable[tuple[frozenset[Need], ...]]) -> None:
        # For each word, the patterns whose most telling part it is of, and the other parts it is of.
        first: dict[bytes, list[tuple[int, tuple[int, ...]]]] = {}
        others: dict[bytes, list[int]] = {}
        number = 0
        for pattern, parts in enumerate(needs):
            rest = tuple(range(number, number + len(parts) - 1))
            number += len(rest)
            for place, words in enumerate(parts):
                for word in words:
                    key = word.bounded().encode()
                    first.setdefault(key, [])
                    others.setdefault(key, [])
                    if place == 0:
                        first[key].append((pattern, rest))
                    else:
                        others[key].append(rest[place - 1])
        self._first, self._others = list(first.values()), list(others.values())
        self._engine = BytesAhoCorasick([*first], implementation=Implementation.ContiguousNFA) if first else None

    def woken(self, text: bytes) -> list[int]:
        """The places of the patterns of which every part has a word here, in order."""
        if self._engine is None:
            return []
        spaced = b" %b " % text.translate(SPACES)
        for sign in TELLING_BYTES:
            if sign in spaced:
                spaced = spaced.replace(sign, b" %b " % sign)
        words = {place for place, _, _ in self._engine.find_matches_as_indexes(spaced, overlapping=True)}
        candidates = [candidate for word in words for candidate in self._first[word]]
        if not candidates:
            return []
        parts = {part for word in words for part in self._others[word]}
        return sorted({pattern for pattern, rest in candidates if parts.issuperset(rest)})


def number(said: str | None, numbers: Mapping[str, int] | None) -> int:
    """The number a group holds, in digits or in words; 1 when there is none to say."""
    if numbers is None or said is None:
        return 1
    digits = "".join(filter(str.isdecimal, said))
    return int(digits) if digits else numbers.get(" ".join(said.split()), 1)
