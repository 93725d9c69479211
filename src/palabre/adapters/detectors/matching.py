"""Matching: the patterns of every pack, each tried only on a text that holds the words it needs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import itemgetter, or_

from ahocorasick_rs import BytesAhoCorasick, Implementation

from palabre.adapters.detectors.entries import Entry, Hit
from palabre.adapters.detectors.expansion import squeezed_pattern
from palabre.adapters.detectors.linear import (
    ANYWHERE,
    MAX_PATTERN_BYTES,
    NOWHERE,
    Match,
    Pattern,
    PatternSet,
    SetExhausted,
    encoded,
)
from palabre.adapters.detectors.needs import BEGIN, END
from palabre.adapters.detectors.strings import TELLING
from palabre.adapters.detectors.tables import Table, restored
from palabre.domain.moderation.view import View

# A text that matches more than these is told by the first of them.
MAX_PLACED = 24
MAX_PLACES = 3
# Further apart, in characters, words have nothing to do with each other.
REACH = 240
# Longer than what a pattern for a whole text stands for.
WHOLE = 120
# Of the patterns that need no words, those that remember little are one set; of the others so many are asked together.
GUARDED = 16
MAX_ALWAYS_BYTES = 1 << 26
FRAME = f"{BEGIN} %b {END}".encode()
TELLING_BYTES = tuple(sign.encode() for sign in sorted(TELLING))
SPACES = bytes(code if chr(code).isalnum() else 0x20 for code in range(0x80)) + b" " * 0x80


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern of a pack. `numbers` turn words into numbers; None when the signal is a flag."""

    pattern: Pattern
    entry: Entry
    numbers: Mapping[str, int] | None = None
    is_whole: bool = False

    def squeezed(self) -> "Sought":
        """The same, for views in which no letter is doubled."""
        pattern = Pattern(lambda: squeezed_pattern(self.pattern.source), is_tried=True)
        return Sought(pattern, self.entry, self.numbers, self.is_whole)


class Matcher:
    """All patterns for one kind of view."""

    def __init__(self, sought: Sequence[Sought], table: Table) -> None:
        """`table` says what wakes each of them, by its place."""
        self._sought = list(sought)
        # Of those that were tried: so much at hand that little of the memory is gone through for each.
        self._matches: list[Match | None] = [None] * len(sought)
        self._always = table.always
        self._narrow = [place for place in self._always if sought[place].pattern.is_narrow()]
        self._set = PatternSet([sought[place].pattern.source for place in self._narrow], max_bytes=MAX_ALWAYS_BYTES)
        wide = [place for place in self._always if not sought[place].pattern.is_narrow()]
        self._guards = [*guards([(place, sought[place].pattern) for place in wide])]
        self._whole = frozenset(place for place, each in enumerate(sought) if each.is_whole)
        self._triggers = Triggers(table)

    def warm(self, rest: Callable[[], object]) -> None:
        """Make every pattern now, a second of CPU in all, rather than each when it is first tried; any thread may.

        `rest` is called after each: whoever has guests meanwhile lets them go first.
        """
        for each in self._sought:
            each.pattern.said(b"bonsoir, 14 h ?")
            rest()

    def hits(self, view: View) -> Iterator[Hit]:
        """Where patterns match, three places each at most."""
        placed = 0
        text = encoded(view.text)
        size = len(text)
        is_long = size > WHOLE
        for place in sorted((*self._asked(text, size), *self._triggers.woken(text))):
            # Nearly every pattern that is tried does not match: this much is written out for speed.
            match = self._matches[place] or self._made(place)
            if (is_long and place in self._whole) or match(ANYWHERE, text, 0, size)[0] == NOWHERE:
                continue
            found = [*self._places(view, text, self._sought[place])]
            yield from found
            placed += bool(found)
            if placed >= MAX_PLACED:
                return

    def _made(self, place: int) -> Match:
        made = self._matches[place] = self._sought[place].pattern.match
        return made

    def _asked(self, text: bytes, size: int) -> Iterator[int]:
        """The patterns to be tried on every text: those of a set that match, and those of groups of which one does."""
        try:
            yield from map(self._narrow.__getitem__, self._set.among(text))
        except SetExhausted:
            yield from self._narrow
        for guard, places in self._guards:
            if guard.match(ANYWHERE, text, 0, size)[0] != NOWHERE:
                yield from places

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


def guards(patterns: Sequence[tuple[int, Pattern]]) -> Iterator[tuple[Pattern, list[int]]]:
    """For a few patterns at a time, one that matches where any of them does: one call instead of one for each."""
    for start in range(0, len(patterns), GUARDED):
        few = patterns[start : start + GUARDED]
        source = "|".join(f"(?:{pattern.source})" for _, pattern in few)
        yield Pattern(source, max_bytes=len(few) * MAX_PATTERN_BYTES), [place for place, _ in few]


class Triggers:
    """Which patterns a text holds a phrase of every part for."""

    def __init__(self, table: Table) -> None:
        self._several = table.several
        self._width = len(table.several)
        self._begun = restored(table.begun)
        numbers = [*map(restored, table.numbers)]
        alone = [*map(frozenset, table.alone)]
        self._held = [*map(numbers.__getitem__, table.held)]
        self._woken = [*map(alone.__getitem__, table.woken)]
        self._holding = frozenset(place for place, held in enumerate(self._held) if held)
        self._waking = frozenset(place for place, woken in enumerate(self._woken) if woken)
        self._engine = BytesAhoCorasick(map(str.encode, table.phrases), implementation=Implementation.ContiguousNFA)

    def woken(self, text: bytes) -> list[int]:
        """The places of the patterns that may match, in order."""
        found = {*map(itemgetter(0), self._engine.find_matches_as_indexes(framed(text), overlapping=True))}
        held = reduce(or_, map(self._held.__getitem__, found & self._holding), self._begun)
        both = held & held >> 2 * self._width
        several = bits(both & both >> self._width & (1 << self._width) - 1)
        woken: set[int] = set(map(self._several.__getitem__, several))
        woken.update(*map(self._woken.__getitem__, found & self._waking))
        return sorted(woken)


def framed(text: bytes) -> bytes:
    """The words of a text with one space between them, its ends marked, the telling signs it holds in front."""
    spaced = FRAME % b" ".join(text.translate(SPACES).split())
    for sign in TELLING_BYTES:
        if sign in text:
            spaced = sign + spaced
    return spaced


def bits(number: int) -> list[int]:
    """The places of the bits that are set, lowest first."""
    places = []
    while number:
        lowest = number & -number
        places.append(lowest.bit_length() - 1)
        number ^= lowest
    return places


def number(said: str | None, numbers: Mapping[str, int] | None) -> int:
    """The number a group holds, in digits or in words; 1 when there is none to say."""
    if numbers is None or said is None:
        return 1
    digits = "".join(filter(str.isdecimal, said))
    return int(digits) if digits else numbers.get(" ".join(said.split()), 1)
