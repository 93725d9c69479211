"""Compiling: from a checked tree to a function of the facts."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from palabre.domain.moderation.expression.syntax import Among, Compare, Constant, Joined, Name, Node, Not, parse
from palabre.domain.moderation.expression.types_of_names import Checker, Names

Fact = str | int | bool | None
Facts = Mapping[str, Fact]
Truth = bool | None
Meaning = Callable[[Facts], Fact]
OPERATIONS: Mapping[str, Callable[..., bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A checked expression. `names` are all it asks for."""

    tree: Node
    names: frozenset[str]
    holds: Meaning

    def is_true(self, facts: Facts) -> bool:
        """Whether it is true; unknown is not. A name without a fact, or with None, is unknown."""
        return self.holds(facts) is True


def compile_condition(text: str, names: Names) -> Condition:
    """Parse, check and compile; raises ExpressionFault."""
    tree = parse(text)
    Checker(text, names).require_flag(tree)
    return Condition(tree, frozenset(names_in(tree)), meaning(tree))


def names_in(node: Node) -> set[str]:
    """Every name the tree asks for."""
    match node:
        case Name(name):
            return {name}
        case Constant():
            return set()
        case Not(inner) | Among(inner):
            return names_in(inner)
        case Compare(left, _, right):
            return names_in(left) | names_in(right)
        case Joined(_, parts):
            return set().union(*map(names_in, parts))


def meaning(node: Node) -> Meaning:
    match node:
        case Name(name):
            return lambda facts: facts.get(name)
        case Constant(value):
            return lambda facts: value
        case Not(inner):
            return negation(meaning(inner))
        case Compare(left, sign, right):
            return comparison(meaning(left), OPERATIONS[sign], meaning(right))
        case Among(left, values):
            return membership(meaning(left), frozenset(value.value for value in values))
        case Joined(word, parts):
            join = all_of if word == "and" else any_of
            return join(tuple(map(meaning, parts)))


def negation(inner: Meaning) -> Meaning:
    def holds(facts: Facts) -> Truth:
        value = inner(facts)
        return None if value is None else not value

    return holds


def comparison(left: Meaning, compare: Callable[..., bool], right: Meaning) -> Meaning:
    def holds(facts: Facts) -> Truth:
        one, other = left(facts), right(facts)
        return None if one is None or other is None else compare(one, other)

    return holds


def membership(left: Meaning, values: frozenset[Fact]) -> Meaning:
    def holds(facts: Facts) -> Truth:
        value = left(facts)
        return None if value is None else value in values

    return holds


def all_of(parts: tuple[Meaning, ...]) -> Meaning:
    """False when one is false, whatever is unknown (Kleene)."""

    def holds(facts: Facts) -> Truth:
        values = [part(facts) for part in parts]
        return False if False in values else None if None in values else True

    return holds


def any_of(parts: tuple[Meaning, ...]) -> Meaning:
    """True when one is true, whatever is unknown (Kleene)."""

    def holds(facts: Facts) -> Truth:
        values = [part(facts) for part in parts]
        return True if True in values else None if None in values else False

    return holds
