"""Order holds: what is preserved of a guest for an authority, and whether they may be told."""

from collections.abc import Sequence

from palabre.domain.hold import Hold
from palabre.domain.order import OrderKind
from palabre.ports.clock import Clock
from palabre.ports.orders import OrderStore

# Of an investigation nobody is told by the place: that is the authority's to do.
BASES: dict[OrderKind, str] = {"terrorist": "Règlement (UE) 2021/784, art. 6 · Regulation (EU) 2021/784, art. 6"}


class OrderHolds:
    """A source of holds. Its guest is told of one once they were told of the order itself."""

    def __init__(self, store: OrderStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def holds_of(self, session_id: str) -> Sequence[Hold]:
        """Raises StoreUnavailable."""
        now = self._clock.now_ms()
        return [
            Hold(
                kind="order",
                ends_ms=order.preserved_until_ms,
                basis=BASES.get(order.kind, ""),
                is_told=order.author_ms is not None,
            )
            for order in await self._store.orders_about([session_id])
            if order.is_preserved(now)
        ]
