"""Order store: what authorities asked, what was done about it, and what is kept for it meanwhile."""

from collections.abc import Collection
from typing import Protocol

from msgspec import Struct

from palabre.domain.moderation.event import Deed
from palabre.domain.order import Order, OrderKind, OrderState
from palabre.domain.order_step import OrderStep


class OrderClock(Struct, frozen=True, kw_only=True):
    """What is known of an order without opening its seal. Times are Unix ms."""

    id: str
    kind: OrderKind
    state: OrderState
    received_ms: int
    due_ms: int
    settled_ms: int | None
    preserved_until_ms: int | None


class OrderClocks(Protocol):
    """The clocks of orders, also for who holds no key."""

    async def order_clocks(self) -> list[OrderClock]:
        """Of every order, those that wait first, the soonest due first."""
        ...


class OrderStore(OrderClocks, Protocol):
    """Every write raises StoreUnavailable when it did not happen. What an order says is under seal."""

    async def keep_order(self, step: OrderStep) -> Order:
        """Keep an order as it is to stand; return it with what was taken down and sealed.

        What is sealed is recorded as `preservation.began`, what is taken down as any message the team takes down.
        Raises DeskRefusal `order_changed` when it is not the version after the one that is kept.
        """
        ...

    async def orders(self) -> list[Order]:
        """Every order, the latest first; without its words when they cannot be opened any more."""
        ...

    async def order_of(self, order_id: str) -> Order | None:
        """One of them."""
        ...

    async def orders_about(self, session_ids: Collection[str]) -> list[Order]:
        """Those about these sessions, the latest first."""
        ...

    async def erase_order(self, order_id: str, deed: Deed) -> bool:
        """Destroy it with what was sealed for it; return whether there was one."""
        ...
