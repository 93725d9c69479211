"""Notifier: tells the staff on call outside the desk; nothing a guest wrote goes that way."""

from typing import Literal, Protocol

from msgspec import Struct

from palabre.domain.moderation.report import Category
from palabre.domain.order import OrderKind

CallKind = Literal["urgent", "overdue"]


class Call(Struct, frozen=True, kw_only=True):
    """What is told: which case, of which kind, in which room, and where to look. `times` counts the calls for it."""

    kind: CallKind
    case_id: str
    category: Category
    room: str
    desk: str
    times: int = 1


class OrderCall(Struct, frozen=True, kw_only=True):
    """What is told of an order of an authority whose time runs out: of which kind, by when, and where to look."""

    order_id: str
    order: OrderKind
    due_at: str
    desk: str
    kind: Literal["order"] = "order"


AnyCall = Call | OrderCall


class NotTold(Exception):
    """Nobody could be told; the text names neither an address nor a password."""


class Notifier(Protocol):
    """One way to reach people."""

    async def tell(self, call: AnyCall) -> None:
        """Raises NotTold, within 15 seconds."""
        ...
