"""Orders job: calls before a clock runs out, what may be told by now, what is kept no longer."""

from palabre.services.order_keeping import OrderKeeping


class OrdersJob:
    """One step every five seconds."""

    def __init__(self, keeping: OrderKeeping) -> None:
        self._keeping = keeping

    async def step(self) -> None:
        await self._keeping.look()
