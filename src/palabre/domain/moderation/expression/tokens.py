"""Tokens: the words and signs an expression is written in."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from palabre.domain.moderation.expression.faults import ExpressionFault

TokenKind = Literal["name", "number", "text", "sign", "end"]
MAX_LENGTH = 2_000
MAX_DIGITS = 9
TOKEN = re.compile(
    r"\s*(?:(?P<name>[a-z_][a-z0-9_]*)|(?P<number>\d+)|\"(?P<text>[^\"\n]*)\"|(?P<sign>==|!=|<=|>=|[<>()\[\],]))"
)


class Token(NamedTuple):
    """`place` is where it begins in the expression."""

    kind: TokenKind
    text: str
    place: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of an expression, with an `end` after the last; raises ExpressionFault."""
    if len(text) > MAX_LENGTH:
        raise ExpressionFault(f"expected at most {MAX_LENGTH} characters", text, MAX_LENGTH)
    place, end = 0, len(text.rstrip())
    while place < end:
        found = TOKEN.match(text, place)
        if found is None:
            place += len(text[place:]) - len(text[place:].lstrip())
            raise ExpressionFault(f"unexpected character {text[place]!r}", text, place)
        yield token(found, text)
        place = found.end()
    yield Token("end", "", end)


def token(found: re.Match[str], text: str) -> Token:
    kind: TokenKind
    match found.lastgroup:
        case "name":
            kind = "name"
        case "number":
            kind = "number"
        case "text":
            kind = "text"
        case _:
            kind = "sign"
    word = found[kind]
    if kind == "number" and len(word) > MAX_DIGITS:
        raise ExpressionFault(f"expected a number of at most {MAX_DIGITS} digits", text, found.start(kind))
    return Token(kind, word, found.start(kind) - (kind == "text"))
