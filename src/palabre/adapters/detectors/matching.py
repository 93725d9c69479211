"""Matching: the patterns of every pack, each tried only on a text that holds the words it needs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ahocorasick_rs import BytesAhoCorasick, Implementation

from palabre.adapters.detectors.entries import Entry, Hit
from palabre.adapters.detectors.expansion import squeezed_pattern
from palabre.adapters.detectors.linear import ANYWHERE, NOWHERE, Pattern, encoded
from palabre.adapters.detectors.needs import MAX_PARTS, TELLING, Need
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

    def squeezed(self, parts: Mapping[frozenset[Need], frozenset[Need]]) -> "Sought":
        """The same, for views in which no letter is doubled; `parts` are what its own become."""
        return Sought(
            Pattern(squeezed_pattern(self.pattern.source), is_tried=True),
            self.entry,
            self.numbers,
            tuple(parts[part] for part in self.needs),
            self.is_whole,
        )


def squeezed_all(sought: Sequence[Sought]) -> list[Sought]:
    """Each squeezed; parts and words that many share are squeezed once."""
    own = {part for each in sought for part in each.needs}
    words = {need: need.squeezed() for need in frozenset().union(*own)}
    parts = {part: frozenset(words[need] for need in part) for part in own}
    return [each.squeezed(parts) for each in sought]


class Matcher:
    """All patterns for one kind of view."""

    def __init__(self, sought: Sequence[Sought]) -> None:
        self._sought = list(sought)
        self._always = [place for place, each in enumerate(sought) if not each.needs]
        self._whole = frozenset(place for place, each in enumerate(sought) if each.is_whole)
        self._triggers = Triggers(each.needs for each in sought)

    def warm(self) -> None:
        """Make every pattern now, a second of CPU in all, rather than each when it is first tried; any thread may."""
        for each in self._sought:
            each.pattern.said(b"bonsoir, 14 h ?")

    def hits(self, view: View) -> Iterator[Hit]:
        """Where patterns match, three places each at most."""
        placed = 0
        text = encoded(view.text)
        size = len(text)
        is_long = size > WHOLE
        for place in (*self._always, *self._triggers.woken(text)):
            # Nearly every pattern that is tried does not match: this much is written out for speed.
            if (is_long and place in self._whole) or self._sought[place].pattern.match(ANYWHERE, text, 0, size)[
                0
            ] == NOWHERE:
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
    """Which patterns a text holds the words for in their order, found in one pass.

    Sets of patterns are numbers whose bits stand for them: all patterns go one step at once.
    """

    def __init__(self, needs: Iterable[tuple[frozenset[Need], ...]]) -> None:
        # Many patterns share a part: the patterns that have it, by its place among the last ones.
        having: dict[tuple[int, frozenset[Need]], int] = {}
        self._begun = [0] * MAX_PARTS
        for pattern, parts in enumerate(needs):
            missing = MAX_PARTS - len(parts)
            # Fewer parts begin later.
            self._begun[missing - 1] |= (1 << pattern) if 0 < missing < MAX_PARTS else 0
            for place, part in enumerate(parts, missing):
                having[place, part] = having.get((place, part), 0) | 1 << pattern
        found: dict[bytes, list[int]] = {}
        for (place, part), patterns in having.items():
            for word in part:
                found.setdefault(word.bounded().encode(), [0] * MAX_PARTS)[place] |= patterns
        self._parts = [tuple(parts) for parts in found.values()]
        self._engine = BytesAhoCorasick([*found], implementation=Implementation.ContiguousNFA) if found else None

    def woken(self, text: bytes) -> list[int]:
        """The places of the patterns every part of which has a word here after that of the part before, in order."""
        if self._engine is None:
            return []
        spaced = b" %b " % text.translate(SPACES)
        for sign in TELLING_BYTES:
            if sign in spaced:
                spaced = spaced.replace(sign, b" %b " % sign)
        one, two, three, four = self._begun
        for word, _, _ in self._engine.find_matches_as_indexes(spaced, overlapping=True):
            first, second, third, fourth = self._parts[word]
            # From the last to the first, so that one word is not taken for two parts.
            if fourth:
                four |= three & fourth
            if third:
                three |= two & third
            if second:
                two |= one & second
            if first:
                one |= first
        return bits(four)


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
