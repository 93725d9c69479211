"""Syntax: from the tokens of an expression to its tree."""

from dataclasses import dataclass
from typing import Literal

from palabre.domain.moderation.expression.faults import ExpressionFault
from palabre.domain.moderation.expression.tokens import Token, tokens

Comparison = Literal["==", "!=", "<", "<=", ">", ">="]
COMPARISONS: dict[str, Comparison] = {"==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
KEYWORDS = frozenset({"and", "or", "not", "in", "true", "false"})
# Deeper than anyone writes, and less than would exhaust the stack.
MAX_DEPTH = 30


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written out."""

    value: str | int | bool
    place: int


@dataclass(frozen=True, slots=True)
class Name:
    """A signal or a circumstance."""

    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Compare:
    """Two values beside each other."""

    left: "Node"
    sign: Comparison
    right: "Node"
    place: int


@dataclass(frozen=True, slots=True)
class Among:
    """A value that is one of several."""

    left: "Node"
    values: tuple[Constant, ...]
    place: int


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; the opposite of unknown is unknown."""

    inner: "Node"
    place: int


@dataclass(frozen=True, slots=True)
class Joined:
    """All of several, or any of them."""

    word: Literal["and", "or"]
    parts: tuple["Node", ...]
    place: int


Node = Constant | Name | Compare | Among | Not | Joined


def parse(text: str) -> Node:
    """The tree of an expression; raises ExpressionFault at the first thing out of place."""
    return Parser(text).whole()


class Parser:
    """Recursive descent: `or` binds least, then `and`, then `not`, then comparisons."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(tokens(text))
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        """The expression, with nothing after it."""
        tree = self._any()
        if self._next.kind != "end":
            raise self._fault("expected `and`, `or` or the end")
        return tree

    def _any(self) -> Node:
        return self._joined("or")

    def _joined(self, word: Literal["and", "or"]) -> Node:
        place = self._next.place
        parts = [self._joined("and") if word == "or" else self._negated()]
        while self._accept(word):
            parts.append(self._joined("and") if word == "or" else self._negated())
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts), place)

    def _negated(self) -> Node:
        place = self._next.place
        if not self._accept("not"):
            return self._compared()
        self._deepen()
        inner = self._negated()
        self._depth -= 1
        return Not(inner, place)

    def _compared(self) -> Node:
        left = self._operand()
        token = self._next
        if token.kind == "sign" and token.text in COMPARISONS:
            self._at += 1
            return Compare(left, COMPARISONS[token.text], self._operand(), token.place)
        return Among(left, self._list(), token.place) if self._accept("in") else left

    def _list(self) -> tuple[Constant, ...]:
        self._expect("[")
        values = [self._literal()]
        while self._accept(","):
            values.append(self._literal())
        self._expect("]")
        return tuple(values)

    def _literal(self) -> Constant:
        operand = self._operand()
        if not isinstance(operand, Constant):
            raise ExpressionFault("expected a value, not a name", self._text, operand.place)
        return operand

    def _operand(self) -> Node:
        if self._accept("("):
            self._deepen()
            inner = self._any()
            self._depth -= 1
            self._expect(")")
            return inner
        token = self._next
        if token.kind in ("sign", "end") or (token.text in KEYWORDS - {"true", "false"} and token.kind == "name"):
            raise self._fault("expected a signal, a circumstance or a value")
        self._at += 1
        return operand_of(token)

    def _deepen(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._fault(f"expected at most {MAX_DEPTH} levels")

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _accept(self, word: str) -> bool:
        token = self._next
        is_there = token.kind in ("name", "sign") and token.text == word
        self._at += is_there
        return is_there

    def _expect(self, word: str) -> None:
        if not self._accept(word):
            raise self._fault(f"expected `{word}`")

    def _fault(self, sentence: str) -> ExpressionFault:
        found = f", found `{self._next.text}`" if self._next.kind != "end" else ", found the end"
        return ExpressionFault(sentence + found, self._text, self._next.place)


def operand_of(token: Token) -> Node:
    """The value or the name that one token is."""
    match token.kind:
        case "number":
            return Constant(int(token.text), token.place)
        case "text":
            return Constant(token.text, token.place)
        case _ if token.text in ("true", "false"):
            return Constant(token.text == "true", token.place)
        case _:
            return Name(token.text, token.place)
