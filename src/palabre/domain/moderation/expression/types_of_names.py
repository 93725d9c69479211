"""Types: every name an expression may use, and what may be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, get_args

from palabre.domain.moderation.circumstances import Cover, Place, Trust
from palabre.domain.moderation.expression.faults import ExpressionFault
from palabre.domain.moderation.expression.syntax import Among, Compare, Constant, Joined, Name, Node, Not
from palabre.domain.moderation.signal import SignalKind
from palabre.domain.room import RoomKind


@dataclass(frozen=True, slots=True)
class Choice:
    """A text that is one of these."""

    values: tuple[str, ...]


Type = Choice | Literal["flag", "number", "text"]
Names = Mapping[str, Type]
CIRCUMSTANCES: Names = {
    "room": Choice(get_args(RoomKind)),
    "trust": Choice(get_args(Trust)),
    "cover": Choice(get_args(Cover)),
    "place": Choice(get_args(Place)),
    "to_minor": "flag",
    "same_text_rooms": "number",
    "invites_many": "flag",
}


def names_of_signals(signals: Mapping[str, SignalKind]) -> Names:
    """The names of rules over these signals."""
    return {**{name: kind.type for name, kind in signals.items()}, **CIRCUMSTANCES}


class Checker:
    """Raises ExpressionFault where the tree says something that has no meaning."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names

    def require_flag(self, node: Node) -> None:
        """The node must be true, false or unknown."""
        match node:
            case Not(inner):
                self.require_flag(inner)
            case Joined(_, parts):
                for part in parts:
                    self.require_flag(part)
            case Compare():
                self._check_comparison(node)
            case Among(left, values):
                for value in values:
                    self._require_alike(left, value)
            case _ if (type_ := self._type(node)) != "flag":
                raise ExpressionFault(f"expected something true or false, found {told(type_)}", self._text, node.place)

    def _check_comparison(self, node: Compare) -> None:
        left = self._require_alike(node.left, node.right)
        if node.sign not in ("==", "!=") and left != "number":
            raise ExpressionFault(f"`{node.sign}` compares numbers, found {told(left)}", self._text, node.place)

    def _require_alike(self, left: Node, right: Node) -> Type:
        """Both sides' type; a text must be among the choices of what it is compared with."""
        one, other = self._type(left), self._type(right)
        if isinstance(one, Choice) and isinstance(right, Constant) and isinstance(right.value, str):
            if right.value not in one.values:
                raise ExpressionFault(f"expected {told(one)}{near(right.value, one.values)}", self._text, right.place)
        elif one != other:
            raise ExpressionFault(f"expected {told(one)}, found {told(other)}", self._text, right.place)
        return one

    def _type(self, node: Node) -> Type:
        match node:
            case Name(name, place):
                if name not in self._names:
                    sentence = f"unknown signal `{name}`{near(name, self._names)}"
                    raise ExpressionFault(sentence, self._text, place)
                return self._names[name]
            case Constant(bool()):
                return "flag"
            case Constant(int()):
                return "number"
            case Constant():
                return "text"
            case _:
                self.require_flag(node)
                return "flag"


def told(type_: Type) -> str:
    if isinstance(type_, Choice):
        return "one of " + ", ".join(f'"{value}"' for value in type_.values)
    return {"flag": "something true or false", "number": "a number", "text": "a text"}[type_]


def near(word: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """A suggestion, when there is a word like this one."""
    found = get_close_matches(word, [*known], n=1)
    return f"; did you mean `{found[0]}`?" if found else ""
