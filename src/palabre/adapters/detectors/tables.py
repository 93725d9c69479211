"""Tables: which words wake which patterns, as it is kept from one start to the next."""

from collections.abc import Sequence

from msgspec import Struct

from palabre.adapters.detectors.needs import MAX_PARTS, Part

NONE: frozenset[int] = frozenset()


class Table(Struct, frozen=True, array_like=True):
    """What wakes which patterns, found in one pass.

    Patterns of one part are woken by its phrases. For the others a phrase is a number whose bits stand for the patterns
    it is of the first part of, then for those it is of the second part of, and so on: what a text holds is the sum of
    its phrases. `held` is for each phrase the place of its number in `numbers`, `woken` of its patterns in `alone`.
    """

    phrases: list[str]
    held: list[int]
    numbers: list[bytes]
    woken: list[int]
    alone: list[list[int]]
    # The patterns of several parts, in the order of their bits, and the bits of the parts they do not have.
    several: list[int]
    begun: bytes
    # The patterns that need nothing.
    always: list[int]


def table_of(needs: Sequence[tuple[Part, ...]]) -> Table:
    several = [pattern for pattern, parts in enumerate(needs) if len(parts) > 1]
    wanting, begun = wanted([needs[pattern] for pattern in several])
    holding: dict[str, int] = {}
    for part, patterns in wanting.items():
        for phrase in part:
            holding[phrase] = holding.get(phrase, 0) | patterns
    waking = woken_alone(needs)
    # The short ones are the usual ones: what is looked up for nearly every text lies side by side in memory.
    phrases = sorted({**holding, **waking}, key=lambda phrase: (len(phrase), phrase))
    # Most phrases are of the same parts as many others: one number for them all.
    numbers = {number: place for place, number in enumerate(dict.fromkeys([0, *holding.values()]))}
    alone = {found: place for place, found in enumerate(dict.fromkeys([NONE, *waking.values()]))}
    return Table(
        phrases,
        held=[numbers[holding.get(phrase, 0)] for phrase in phrases],
        numbers=[*map(stored, numbers)],
        woken=[alone[waking.get(phrase, NONE)] for phrase in phrases],
        alone=[*map(sorted, alone)],
        several=several,
        begun=stored(begun),
        always=[pattern for pattern, parts in enumerate(needs) if not parts],
    )


def wanted(several: Sequence[tuple[Part, ...]]) -> tuple[dict[Part, int], int]:
    """For each part the bits it is; and those that are always there, of the parts a pattern does not have."""
    wanting: dict[Part, int] = {}
    begun = 0
    for bit, parts in enumerate(several):
        for place in range(MAX_PARTS):
            one = 1 << bit + place * len(several)
            if place < len(parts):
                wanting[parts[place]] = wanting.get(parts[place], 0) | one
            else:
                begun |= one
    return wanting, begun


def woken_alone(needs: Sequence[tuple[Part, ...]]) -> dict[str, frozenset[int]]:
    """For each phrase the patterns of one part that it is of."""
    alone: dict[Part, frozenset[int]] = {}
    for pattern, parts in enumerate(needs):
        if len(parts) == 1:
            alone[parts[0]] = alone.get(parts[0], NONE) | {pattern}
    waking: dict[str, frozenset[int]] = {}
    for part, woken in alone.items():
        for phrase in part:
            waking[phrase] = waking[phrase] | woken if phrase in waking else woken
    return waking


def stored(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "little")


def restored(stored: bytes) -> int:
    return int.from_bytes(stored, "little")
