"""Needs: the phrases one of which a text must hold for a pattern to match, so that the pattern is tried only then.

What is worked out is never too small: where a pattern cannot be read to the end, it is tried on every text.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import prod

from palabre.adapters.detectors.strings import GAP, GLUED, NOTHING, TELLING, WILD, Sets, Strings, joined

# Before the first word of a text, and after its last.
BEGIN, END = "\x02", "\x03"
MAX_PARTS = 4
# As many phrases may stand for words beside each other; more are taken apart.
MAX_PHRASES = 150
REMEMBERED = 1 << 19
SHORT = 2
UNLIKELY = 0.01
# A part with so many of its phrases in every message keeps no pattern asleep.
USELESS = 20
OFTEN, SOMETIMES, RARELY = 0.3, 0.1, 0.002
SPACES = re.compile(r" +")
SIGNS = re.compile(f"[{''.join(sorted(TELLING))} ]+")
# A phrase as it stands in a text whose words have a space around them; without one where letters may go on.
Part = frozenset[str]


def needs(source: str, sets: Sets, common: frozenset[str], *, glued: bool = False) -> tuple[Part, ...]:
    """The most telling parts of a pattern, the most telling first: one phrase of each there must be.

    `source` is the short form (`palabre.adapters.detectors.expansion`). No parts: it is always to be tried.
    """
    sequence = [*sets.sequence(source, GLUED if glued else GAP)]
    if source.startswith("^"):
        sequence.insert(0, frozenset({f"{BEGIN} "}))
    if source.endswith("$") and not source.endswith("\\$"):
        sequence.append(frozenset({f" {END}"}))
    parts = [found for group in groups(sequence) if (found := part(group, common))]
    return telling(parts, common)


def likelihood(parts: Sequence[Part], common: frozenset[str]) -> float:
    """About how likely an ordinary message holds a phrase of each."""
    return prod(min(1.0, usualness(part, common)) for part in parts)


def telling(parts: Sequence[Part], common: frozenset[str]) -> tuple[Part, ...]:
    """As few of them as make it unlikely that an ordinary message holds them all."""
    usual = [usualness(part, common) for part in parts]
    chosen: list[int] = []
    left = 2.0
    for place in sorted(range(len(parts)), key=usual.__getitem__)[:MAX_PARTS]:
        if left <= UNLIKELY or (chosen and usual[place] > USELESS):
            break
        chosen.append(place)
        left = min(1.0, left) * min(1.0, usual[place])
    return tuple(parts[place] for place in chosen)


def vocabulary(source: str, sets: Sets) -> Iterator[str]:
    """Every whole word it may hold."""
    for strings in sets.unseen(source):
        for string in strings:
            yield from whole_words(string)


@lru_cache(REMEMBERED)
def whole_words(string: str) -> tuple[str, ...]:
    """The words of a string that are written out to both ends."""
    return tuple(token for token in string.split() if WILD not in token)


def usualness(part: Part, common: frozenset[str]) -> float:
    """About how many of its phrases an ordinary message holds."""
    return sum(usualness_of(phrase, common) for phrase in part)


@lru_cache(REMEMBERED)
def usualness_of(phrase: str, common: frozenset[str]) -> float:
    usual = 1.0
    for word in phrase.split():
        if word in common or (len(word) == 1 and word.isalnum()):
            usual *= OFTEN
        elif word not in (BEGIN, END):
            usual *= SOMETIMES if word in TELLING or word.isdecimal() else RARELY
        else:
            usual *= SOMETIMES
    # Where letters may go on, two of them begin or end some word of many a message.
    return max(usual, SOMETIMES) if is_short(phrase) else usual


def groups(sequence: Sequence[Strings]) -> Iterator[Strings]:
    """The words between what may be anything, as phrases, several groups of them where they would be too many."""
    start = 0
    while start < len(sequence):
        end = start + 1
        if not is_wild(sequence[start]):
            size = len(sequence[start])
            while end < len(sequence) and not is_wild(sequence[end]) and size * len(sequence[end]) <= MAX_PHRASES:
                size *= len(sequence[end])
                end += 1
            yield bounded(sequence, start, end)
        start = end


def is_wild(strings: Strings) -> bool:
    """Whether it stands for nothing in particular."""
    return any(WILD in string for string in strings) and not any(string.strip(f"{WILD} ") for string in strings)


def bounded(sequence: Sequence[Strings], start: int, end: int) -> Strings:
    """What these stand for together, with a space or with anything at its sides, as what is beside them asks."""
    left, right = NOTHING, NOTHING
    for other in sequence[:start]:
        left = edges(joined([left, other]), -1)
    for other in reversed(sequence[end:]):
        right = edges(joined([other, right]), 0)
    opened = WILD if any(string.endswith(WILD) for string in left) else " "
    closed = WILD if any(string.startswith(WILD) for string in right) else " "
    return frozenset(f"{opened}{string}{closed}" for string in joined([*sequence[start:end]]))


def edges(strings: Strings, side: int) -> Strings:
    """As few strings that end (-1) or begin (0) as these do: with nothing, with a gap, or with letters."""
    kinds = {"" if not string else " " if string[side] == " " else WILD for string in strings}
    return frozenset({"": "", WILD: WILD, " ": f"{WILD} " if side else f" {WILD}"}[kind] for kind in kinds)


def part(strings: Strings, common: frozenset[str]) -> Part:
    """The best phrase of each; none when one of them has none."""
    chosen = set()
    for string in strings:
        phrase = best(string, common)
        if phrase is None:
            return frozenset()
        chosen.add(phrase)
    return frozenset(chosen)


@lru_cache(REMEMBERED)
def best(string: str, common: frozenset[str]) -> str | None:
    """The most telling phrase in a string; a sign when there is nothing but signs."""
    known = [phrase for phrase in phrases(string) if not is_loose(phrase)]
    if known:
        return min(known, key=lambda phrase: (usualness_of(phrase, common), -len(phrase)))
    return next((sign for sign in string if sign in TELLING), None)


def phrases(string: str) -> Iterator[str]:
    """What stands between anything and anything, signs as spaces."""
    for piece in string.split(WILD):
        spaced = SIGNS.sub(" ", piece)
        spaced = spaced.removeprefix(" ") if spaced.startswith(f" {BEGIN}") else spaced
        spaced = spaced.removesuffix(" ") if spaced.endswith(f"{END} ") else spaced
        if spaced.strip(f" {BEGIN}{END}"):
            yield spaced


def is_loose(phrase: str) -> bool:
    """Whether it is so short and open that it stands inside half of all words."""
    bare = phrase.strip()
    return is_short(phrase) and (len(bare) < SHORT or bare == phrase)


def is_short(phrase: str) -> bool:
    """Whether it is of a letter or two, and letters may go on."""
    bare = phrase.strip()
    return len(bare) <= SHORT and bare.isalpha() and not (phrase.startswith(" ") and phrase.endswith(" "))


def forget() -> None:
    """Let go of what was remembered while packs were read."""
    best.cache_clear()
    usualness_of.cache_clear()
    whole_words.cache_clear()
