"""Order keeping: calls before a clock runs out, telling once it is allowed, the end of what is kept."""

import logging

from palabre.domain.moderation.event import What
from palabre.domain.order import Order, OrderNote
from palabre.domain.order_step import OrderStep
from palabre.domain.staff import PROGRAM
from palabre.ports.clock import Clock
from palabre.ports.notifier import Notifier, NotTold, OrderCall
from palabre.ports.orders import OrderStore
from palabre.protocol.conversion import rfc3339
from palabre.services.informing import Informing
from palabre.services.orders import deed_of, replace

# After a failure the next try is not at once.
RETRY_MS = 30_000
log = logging.getLogger("palabre.notify")


class OrderKeeping:
    """One look at every order. `desk` is the address of the desk."""

    def __init__(
        self, store: OrderStore, informing: Informing, notifier: Notifier | None, clock: Clock, *, desk: str
    ) -> None:
        self._store = store
        self._informing = informing
        self._notifier = notifier
        self._clock = clock
        self._desk = desk
        self._retry_ms = 0

    async def look(self) -> None:
        """Raises StoreUnavailable."""
        for order in await self._store.orders():
            now = self._clock.now_ms()
            if order.is_over(now):
                await self._store.erase_order(order.id, deed_of(order, self._note("order.erased")))
            elif order.preserved_until_ms is not None and order.preserved_until_ms <= now:
                await self._free(order)
            elif order.author(now) == "due" and order.is_settled:
                await self._tell_author(order)
            elif order.alarms_due(now) > order.alarms and now >= self._retry_ms:
                await self._call(order, now)

    async def _free(self, order: Order) -> None:
        """Six months are over, and nobody asked again."""
        freed = order.then(self._note("preservation.ended"), preserved_until_ms=None, pieces=0)
        step = OrderStep(order=freed, at_ms=freed.notes[-1].at_ms, deeds=(deed_of(freed),), frees=True)
        await self._store.keep_order(step)

    async def _tell_author(self, order: Order) -> None:
        """What forbade it is over: whom it is about is told, if they are still there."""
        told = order.then(self._note("order.told"))
        step = OrderStep(order=told, at_ms=told.notes[-1].at_ms, deeds=(deed_of(told),))
        ruled = self._informing.ruled(told, step.at_ms)
        if ruled is None:
            gone = replace(order, version=order.version + 1, is_gone=True)
            await self._store.keep_order(OrderStep(order=gone, at_ms=step.at_ms))
            return
        await self._informing.tell(await self._store.keep_order(replace(step, ruled=ruled)))

    async def _call(self, order: Order, now: int) -> None:
        if self._notifier is None:
            return
        call = OrderCall(order_id=order.id, order=order.kind, due_at=rfc3339(order.due_ms), desk=self._desk)
        try:
            await self._notifier.tell(call)
        except NotTold as error:
            log.error("the staff on call were not told of an order: %s", error)
            self._retry_ms = now + RETRY_MS
            return
        alarmed = order.then(self._note("order.alarmed"), alarms=order.alarms_due(now))
        await self._store.keep_order(OrderStep(order=alarmed, at_ms=now, deeds=(deed_of(alarmed),)))

    def _note(self, what: What) -> OrderNote:
        return OrderNote(at_ms=self._clock.now_ms(), by=PROGRAM, what=what)
