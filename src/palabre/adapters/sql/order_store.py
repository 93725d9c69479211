"""The part of the store that is about orders of authorities."""

from collections.abc import Collection

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import orders as operations
from palabre.adapters.sql.statement import Operation, Rows
from palabre.adapters.sql.writes import Write, scrubbed
from palabre.domain.moderation.event import Deed
from palabre.domain.order import Order
from palabre.domain.order_step import OrderStep
from palabre.ports.orders import OrderClock


class SqlOrderStore:
    """What was sealed is opened on the loop, after the read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def keep_order(self, step: OrderStep) -> Order:
        return await self._engine.write(
            Write(lambda batch: operations.keep(batch, step), step.order.subject.room_id or None)
        )

    async def orders(self) -> list[Order]:
        return await self._opened_orders(operations.orders())

    async def order_of(self, order_id: str) -> Order | None:
        return next(iter(await self._opened_orders(operations.order(order_id))), None)

    async def orders_about(self, session_ids: Collection[str]) -> list[Order]:
        return await self._opened_orders(operations.about(session_ids)) if session_ids else []

    async def order_clocks(self) -> list[OrderClock]:
        return await self._engine.read(operations.clocks())

    async def erase_order(self, order_id: str, deed: Deed) -> bool:
        return await self._engine.write(scrubbed(operations.erase, order_id, deed))

    async def _opened_orders(self, operation: Operation[Rows]) -> list[Order]:
        return operations.opened(self._engine.sealer, await self._engine.read(operation))
