"""Reaching: whether an expression can ever be true, found by trying every case that differs."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from palabre.domain.moderation.expression.compiling import Condition, Fact
from palabre.domain.moderation.expression.syntax import Among, Compare, Constant, Joined, Node, Not
from palabre.domain.moderation.expression.types_of_names import Choice, Names

MAX_CASES = 50_000


def never_true(condition: Condition, names: Names, fixed: Mapping[str, Fact] | None = None) -> bool:
    """Whether no facts make it true; False too when there are more than 50,000 cases to try.

    `fixed` are facts that are given: with every signal false it tells whether a rule can match a quiet text.
    """
    numbers = sorted(numbers_in(condition.tree))
    known = {name: value for name, value in (fixed or {}).items() if name in condition.names}
    free = {name: cases(names, name, numbers) for name in sorted(condition.names - known.keys())}
    if math.prod(map(len, free.values())) > MAX_CASES:
        return False
    return not any(
        condition.is_true({**known, **dict(zip(free, values, strict=True))}) for values in product(*free.values())
    )


def cases(names: Names, name: str, numbers: Sequence[int]) -> tuple[Fact, ...]:
    """The values of a name that an expression with these numbers can tell apart."""
    match names[name]:
        case Choice(values):
            return values
        case "flag":
            return (True, False)
        case _:
            return (None, *sorted({near for number in numbers or [0] for near in (number - 1, number, number + 1)}))


def numbers_in(node: Node) -> Iterator[int]:
    match node:
        case Constant(value):
            if isinstance(value, int):
                yield value
        case Compare(left, _, right):
            yield from numbers_in(left)
            yield from numbers_in(right)
        case Among(_, values):
            for each in values:
                yield from numbers_in(each)
        case Not(inner):
            yield from numbers_in(inner)
        case Joined(_, parts):
            for part in parts:
                yield from numbers_in(part)
        case _:
            return
