"""Needs: the words one of which a text must hold for a pattern to match, so that the pattern is tried only then.

What is worked out is never too small: where a pattern cannot be read to the end, it is tried on every text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from palabre.adapters.detectors.expansion import DOUBLED, FILLER

# Stands for any run of letters and digits.
WILD = "\x01"
GAP = frozenset({" "})
NOTHING = frozenset({""})
# Between the words of a pattern written without spaces.
GLUED = NOTHING
# Signs that are words by themselves.
TELLING = frozenset("@#/")
# Letters and digits of which the last is not the one a quantifier is about.
RUN = re.compile(r"[a-z0-9]+(?![?*+{a-z0-9])")
# A class of letters and digits only.
LETTERS = re.compile(r"(?:[a-z]-[a-z]|[0-9]-[0-9]|[a-z0-9])+")
ANYTHING = frozenset({WILD})
PLAIN = {"^": NOTHING, "$": NOTHING, ".": ANYTHING}
MAX_STRINGS = 1_500
MAX_PARTS = 4
REMEMBERED = 1 << 19
SHORT = 2
FEW = 3
OFTEN, SOMETIMES, RARELY = 1.0, 0.1, 0.002
Strings = frozenset[str]


class Need(NamedTuple):
    """A word; open at a side when letters may go on there."""

    text: str
    open_before: bool = False
    open_after: bool = False

    def bounded(self) -> str:
        """As it stands in a text whose words have a space around them."""
        return f"{'' if self.open_before else ' '}{self.text}{'' if self.open_after else ' '}"

    def squeezed(self) -> "Need":
        """The same word with each letter once in a row."""
        return Need(DOUBLED.sub(r"\1", self.text), self.open_before, self.open_after)

    def usualness(self, common: frozenset[str]) -> float:
        """About how often an ordinary message holds it."""
        if self.text in common or self.is_loose() or (len(self.text) == 1 and self.text.isalnum()):
            return OFTEN
        return SOMETIMES if self.text in TELLING or self.text.isdecimal() else RARELY

    def is_loose(self) -> bool:
        """Whether it is so short and open that it stands inside half of all words."""
        return (self.open_before or self.open_after) and len(self.text) <= SHORT and self.text.isalpha()


def needs(source: str, sets: "Sets", common: frozenset[str], *, glued: bool = False) -> tuple[frozenset[Need], ...]:
    """The words of the most telling parts of a pattern, in its order: one of each there must be, one after the other.

    `source` is the short form (`palabre.adapters.detectors.expansion`). No parts: it is always to be tried.
    """
    sequence = sets.sequence(source, GLUED if glued else GAP)
    parts = [found for chunk in chunks(sequence) if (found := chunk_needs(chunk, common))]
    best = sorted(range(len(parts)), key=lambda place: usualness(parts[place], common))[:MAX_PARTS]
    return tuple(parts[place] for place in sorted(best))


def vocabulary(source: str, sets: "Sets") -> Iterator[str]:
    """Every whole word it may hold."""
    for strings in sets.unseen(source):
        for string in strings:
            yield from (need.text for need in words(string) if not need.open_before and not need.open_after)


def usualness(part: frozenset[Need], common: frozenset[str]) -> float:
    """About how many of its words an ordinary message holds."""
    return sum(need.usualness(common) for need in part)


def chunks(sequence: Iterable[Strings]) -> Iterator[Strings]:
    """What stands between two gaps, written out."""
    part: list[Strings] = []
    for item in (*sequence, GAP):
        if item == GAP:
            yield from written_out(part)
            part = []
        else:
            part.append(item)


def written_out(parts: list[Strings]) -> Iterator[Strings]:
    """Every string they make together, or when those are too many, each part with the edges of what is beside it."""
    if many(map(len, parts)) <= MAX_STRINGS:
        yield joined(parts)
        return
    for place, part in enumerate(parts):
        if "" not in part:
            left, right = NOTHING, NOTHING
            for other in parts[:place]:
                left = edges(joined([left, other]), -1)
            for other in reversed(parts[place + 1 :]):
                right = edges(joined([other, right]), 0)
            opened = WILD if any(string.endswith(WILD) for string in left) else ""
            closed = WILD if any(string.startswith(WILD) for string in right) else ""
            yield frozenset(f"{opened}{string}{closed}" for string in part)


def edges(strings: Strings, side: int) -> Strings:
    """As few strings that end (-1) or begin (0) as these do: with nothing, with a gap, or with letters."""
    kinds = {"" if not string else " " if string[side] == " " else WILD for string in strings}
    return frozenset({"": "", WILD: WILD, " ": f"{WILD} " if side else f" {WILD}"}[kind] for kind in kinds)


def chunk_needs(strings: Strings, common: frozenset[str]) -> frozenset[Need]:
    """The best word of each; none when one of them has none."""
    chosen = set()
    for string in strings:
        need = best(string, common)
        if need is None:
            return frozenset()
        chosen.add(need)
    return frozenset(chosen)


@lru_cache(REMEMBERED)
def best(string: str, common: frozenset[str]) -> Need | None:
    """The most telling word in a string."""
    known = [need for need in words(string) if not need.is_loose()]
    return min(known, key=lambda need: (need.usualness(common), -len(need.text))) if known else None


@lru_cache(REMEMBERED)
def words(string: str) -> tuple[Need, ...]:
    """The words in a string, open where anything may go on."""
    found = []
    for token in string.split():
        pieces = token.split(WILD)
        for place, piece in enumerate(pieces):
            if piece:
                found.append(Need(piece, place > 0, place < len(pieces) - 1))
    return tuple(found)


def forget() -> None:
    """Let go of what was remembered while packs were read."""
    best.cache_clear()
    words.cache_clear()


def joined(parts: list[Strings]) -> Strings:
    """Every string they make one after the other; the most numerous part is anything when they are too many."""
    sizes = [len(part) for part in parts]
    while (size := many(sizes)) > MAX_STRINGS and size > 1:
        largest = sizes.index(max(sizes))
        parts = [*parts[:largest], ANYTHING, *parts[largest + 1 :]]
        sizes[largest] = 1
    return frozenset("".join(chosen) for chosen in product(*parts))


def many(sizes: Iterable[int]) -> int:
    total = 1
    for size in sizes:
        total *= size
    return total


class Sets:
    """The sets of a pack, each read once."""

    def __init__(self, sources: Mapping[str, Sequence[str]]) -> None:
        self._sources = sources
        self._known: dict[tuple[str, Strings], Strings] = {}
        self._sequences: dict[tuple[str, Strings], list[Strings]] = {}
        self._seen: set[Strings] = set()

    def sequence(self, source: str, gap: Strings) -> list[Strings]:
        """The parts of a pattern, read once."""
        if (source, gap) not in self._sequences:
            self._sequences[source, gap] = Reader(source, self, gap).sequence()
        return self._sequences[source, gap]

    def unseen(self, source: str) -> Iterator[Strings]:
        """The parts of a pattern that were not asked for before."""
        for strings in self.sequence(source, GAP):
            if strings not in self._seen:
                self._seen.add(strings)
                yield strings

    def strings(self, name: str, gap: Strings) -> Strings:
        """Every string an entry of the set stands for."""
        if (name, gap) not in self._known:
            entries = (joined(Reader(entry, self, gap).sequence()) for entry in self._sources[name])
            self._known[name, gap] = frozenset().union(*entries)
        return self._known[name, gap]


class Reader:
    """Reads a pattern as the strings it may stand for: letters and digits exactly, signs as gaps."""

    def __init__(self, source: str, sets: Sets, gap: Strings = GAP) -> None:
        self._source = source
        self._at = 0
        self._sets = sets
        self._gap = gap

    def sequence(self) -> list[Strings]:
        """The parts of the whole pattern; one part when it is a choice."""
        branches = self._branches()
        return branches[0] if len(branches) == 1 else [frozenset().union(*map(joined, branches))]

    def _branches(self) -> list[list[Strings]]:
        branches: list[list[Strings]] = [[]]
        while self._at < len(self._source) and self._source[self._at] != ")":
            if self._source[self._at] == "|":
                self._at += 1
                branches.append([])
            else:
                branches[-1].extend(self._repeated())
        return branches

    def _repeated(self) -> list[Strings]:
        """An atom with what says how often; a group that stands once stays in its parts."""
        if run := RUN.match(self._source, self._at):
            self._at = run.end()
            return [frozenset({run[0]})]
        if filler := FILLER.match(self._source, self._at):
            self._at = filler.end()
            return [self._gap] if self._gap == GLUED else [GAP, frozenset({"", f"{WILD} "})]
        parts = self._atom()
        least, most = self._times()
        if (least, most) == (1, 1):
            return parts
        once = joined(parts)
        if once in (GAP, GLUED):
            return [once if least else once | NOTHING]
        often = once if most == 1 else power(once, least, most)
        return [often | NOTHING if least == 0 else often]

    def _atom(self) -> list[Strings]:
        sign = self._take()
        if sign == "(":
            return self._group()
        return [self._single(sign)]

    def _single(self, sign: str) -> Strings:
        match sign:
            case "{":
                return self._set()
            case " ":
                return self._gap
            case "[":
                return self._class()
            case "\\":
                return escaped(self._take())
            case _:
                return PLAIN.get(sign) or literal(sign)

    def _group(self) -> list[Strings]:
        if self._source.startswith("?:", self._at):
            self._at += 2
        branches = self._branches()
        self._at += 1
        return branches[0] if len(branches) == 1 else [frozenset().union(*map(joined, branches))]

    def _set(self) -> Strings:
        end = self._source.index("}", self._at)
        name = self._source[self._at : end]
        self._at = end + 1
        return self._sets.strings(name, self._gap)

    def _class(self) -> Strings:
        end = self._source.index("]", self._at + 1)
        members = self._source[self._at : end]
        self._at = end + 1
        if members.startswith("^"):
            return GAP if "a-z0-9" in members else ANYTHING | GAP
        letters = [member for member in members if member.isalnum()]
        if not letters:
            return GAP
        if "-" in members or len(letters) < len(members):
            return digits(members) or (ANYTHING if LETTERS.fullmatch(members) else ANYTHING | GAP)
        return frozenset(letters)

    def _times(self) -> tuple[int, int]:
        """How often at least and at most; many is 99."""
        sign = self._source[self._at : self._at + 1]
        if sign in ("?", "*", "+") and sign:
            self._at += 1
            return {"?": (0, 1), "*": (0, 99), "+": (1, 99)}[sign]
        if sign != "{" or not self._source[self._at + 1].isdecimal():
            return 1, 1
        end = self._source.index("}", self._at)
        least, comma, most = self._source[self._at + 1 : end].partition(",")
        self._at = end + 1
        return int(least), int(most or 99) if comma else int(least)

    def _take(self) -> str:
        self._at += 1
        return self._source[self._at - 1]


def literal(sign: str) -> Strings:
    """A letter or digit is itself, a sign a gap, unless it tells something."""
    if sign.isalnum():
        return frozenset({sign})
    return frozenset({f" {sign} "}) if sign in TELLING else GAP


def escaped(sign: str) -> Strings:
    """Edges stand for nothing, classes for anything, signs for a gap."""
    if sign in "bAzZB":
        return NOTHING
    return ANYTHING | GAP if sign in "wdsWDS" else GAP


def digits(members: str) -> Strings | None:
    """The digits of a class such as `0-7`; None when it holds something else."""
    first, dash, last = members.partition("-")
    if dash and first.isdecimal() and last.isdecimal() and len(first) == len(last) == 1:
        return frozenset(map(str, range(int(first), int(last) + 1)))
    return None


def power(once: Strings, least: int, most: int) -> Strings:
    """So many times over; anything, gaps included, when that is too much to write out."""
    if most <= FEW and len(once) ** most <= MAX_STRINGS:
        return frozenset().union(*(joined([once] * times) for times in range(max(least, 1), most + 1)))
    if all(each.endswith(" ") and not each.startswith(" ") for each in once):
        return frozenset({f"{WILD} "})
    return (
        frozenset({WILD, f"{WILD} ", f" {WILD}", f"{WILD} {WILD}"}) if any(" " in each for each in once) else ANYTHING
    )
