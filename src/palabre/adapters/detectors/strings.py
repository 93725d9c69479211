"""Strings: what a pattern may stand for, read from its short form: letters and digits exactly, signs as gaps.

What is read is never too little: where a pattern cannot be read to the end, it stands for anything.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from palabre.adapters.detectors.expansion import FILLER

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
FEW = 3
Strings = frozenset[str]


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
