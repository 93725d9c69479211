"""Orders: an owner takes in what an authority asks, has it carried out, and answers."""

from datetime import datetime

import msgspec

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.event import Deed, What, told
from palabre.domain.order import (
    PRESERVED_MS,
    PRESERVING,
    REMOVING,
    Order,
    OrderNote,
    OrderState,
    Received,
    due_ms,
    silent_until_ms,
)
from palabre.domain.order_step import OrderStep
from palabre.domain.refusal import Refusal
from palabre.domain.staff import Staff
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.orders import OrderStore
from palabre.protocol.desk_orders import OrderRequest
from palabre.services.identifiers import new_id
from palabre.services.informing import Informing
from palabre.services.order_rights import OrderRights
from palabre.services.pointing import Pointing

replace = msgspec.structs.replace
# An order that came by post or at night is entered later, and its clock runs from when it came.
OLDEST_RECEIVED_MS = 30 * 86_400_000
SOON_MS = 5 * 60_000


class Orders:
    """Every method raises DeskRefusal `not_for_you`, those that change something `confirm_identity` too, and
    StoreUnavailable; of one order Refusal `not_found`, DeskRefusal `conflict_of_interest`, `order_changed`."""

    def __init__(
        self,
        store: OrderStore,
        pointing: Pointing,
        informing: Informing,
        rights: OrderRights,
        clock: Clock,
        chance: Chance,
    ) -> None:
        self._store = store
        self._pointing = pointing
        self._informing = informing
        self._rights = rights
        self._clock = clock
        self._chance = chance

    async def all(self, member: Staff) -> list[Order]:
        """Those whose clock runs first, the soonest due before the others; then the latest."""
        self._rights.require_reading(member)
        orders = [order for order in await self._store.orders() if self._rights.is_apart(member, order)]
        running = sorted((order for order in orders if not order.is_settled), key=lambda order: order.due_ms)
        return [*running, *(order for order in orders if order.is_settled)]

    async def receive(self, member: Staff, asked: OrderRequest) -> Order:
        """Take an order in; what it points to is sealed at once where it asks for that.

        Raises DeskRefusal `order_dates`.
        """
        await self._rights.require_answering(member)
        order = await self._taken_in(member, asked)
        received = Received(kind=order.kind, due_ms=order.due_ms)
        deed = deed_of(order, order.notes[-1], data=told(received))
        is_sealed = asked.preserve or order.kind in PRESERVING
        return await (self._seal(order, deed) if is_sealed else self._keep(order, deed))

    async def act(self, member: Staff, order_id: str, reason: str) -> Order:
        """Carry it out: what is to be taken down is, and whom it is about is told, unless it forbids that.

        Raises DeskRefusal `order_settled`, `order_reason`.
        """
        acted = self._settled(await self._running(member, order_id), member, "acted", reason)
        now = acted.notes[-1].at_ms
        step = OrderStep(order=acted, at_ms=now, deeds=(deed_of(acted),))
        if acted.kind in REMOVING:
            removing = await self._pointing.standing(acted.subject)
            step = self._telling(replace(step, removing=removing))
        kept = await self._store.keep_order(step)
        await self._informing.tell(kept)
        return kept

    async def answer(self, member: Staff, order_id: str, reason: str) -> Order:
        """The authority was answered, whether it was carried out or not. Raises as `act`."""
        order = await self._mine(member, order_id)
        if order.state in ("answered", "refused"):
            raise DeskRefusal("order_settled")
        return await self._answered(self._settled(order, member, "answered", reason))

    async def refuse(self, member: Staff, order_id: str, reason: str) -> Order:
        """It cannot be carried out, and the authority is told why. Raises as `act`."""
        return await self._answered(self._settled(await self._running(member, order_id), member, "refused", reason))

    async def silence(self, member: Staff, order_id: str, until: datetime | None, reason: str) -> Order:
        """Until when it forbids to tell whom it is about; no longer, when that is None.

        Raises DeskRefusal `order_dates`, `order_settled` when they were told.
        """
        order = await self._mine(member, order_id)
        if order.author_ms is not None:
            raise DeskRefusal("order_settled")
        note = self._note(member, "order.silenced", reason)
        until_ms = silent_until_ms(order.kind, note.at_ms, ms_of(until))
        return await self._keep(order.then(note, silent_until_ms=note.at_ms if until_ms is None else until_ms))

    async def preserve(self, member: Staff, order_id: str, reason: str) -> Order:
        """Six months more of what is sealed for it; six months from now of what was not yet.

        Raises DeskRefusal `order_dates` beyond a year from now.
        """
        order = await self._mine(member, order_id)
        note = self._note(member, "preservation.renewed", reason)
        if order.preserved_until_ms is None:
            return await self._seal(order.then(replace(note, what="preservation.began")))
        until_ms = order.preserved_until_ms + PRESERVED_MS
        if until_ms > note.at_ms + 2 * PRESERVED_MS:
            raise DeskRefusal("order_dates")
        return await self._keep(order.then(note, preserved_until_ms=until_ms))

    async def free(self, member: Staff, order_id: str, reason: str) -> Order:
        """The authority needs it no more: what was sealed for it is destroyed. Raises DeskRefusal `order_settled` when
        nothing is."""
        order = await self._mine(member, order_id)
        if order.preserved_until_ms is None:
            raise DeskRefusal("order_settled")
        note = self._note(member, "preservation.ended", reason)
        freed = order.then(note, preserved_until_ms=None, pieces=0)
        return await self._store.keep_order(
            OrderStep(order=freed, at_ms=note.at_ms, deeds=(deed_of(freed),), frees=True)
        )

    async def _taken_in(self, member: Staff, asked: OrderRequest) -> Order:
        note = self._note(member, "order.received")
        now = note.at_ms
        received = now if asked.received_at is None else unix_ms(asked.received_at)
        if not now - OLDEST_RECEIVED_MS <= received <= now + SOON_MS:
            raise DeskRefusal("order_dates")
        return Order(
            id=new_id(now, self._chance),
            kind=asked.kind,
            authority=asked.authority.strip(),
            reference=asked.reference.strip(),
            words=asked.words.strip(),
            by=member.id,
            received_ms=received,
            due_ms=due_ms(asked.kind, received, ms_of(asked.due_at)),
            silent_until_ms=silent_until_ms(asked.kind, now, ms_of(asked.silent_until)),
            subject=await self._pointing.find(asked.about),
            notes=(note,),
        )

    async def _seal(self, order: Order, *deeds: Deed) -> Order:
        """What it points to is sealed for six months; nothing changes when nothing is there."""
        now = order.notes[-1].at_ms
        pieces = await self._pointing.pieces(order.subject, now)
        sealed = replace(order, preserved_until_ms=now + PRESERVED_MS if pieces else None)
        return await self._store.keep_order(OrderStep(order=sealed, at_ms=now, deeds=deeds, pieces=pieces))

    def _telling(self, step: OrderStep) -> OrderStep:
        """The same, telling whom it is about, or noting that they have left."""
        order = step.order
        if order.subject.session_id is None or order.is_silent(step.at_ms):
            return step
        ruled = self._informing.ruled(order, step.at_ms)
        return replace(step, order=replace(order, is_gone=True)) if ruled is None else replace(step, ruled=ruled)

    def _settled(self, order: Order, member: Staff, state: OrderState, reason: str) -> Order:
        """Its clock stops, unless it did before. Raises DeskRefusal `order_reason`."""
        said = reason.strip()
        if not said:
            raise DeskRefusal("order_reason")
        note = self._note(member, SETTLING[state], said)
        if order.is_settled:
            return order.then(note, state=state)
        return order.then(note, state=state, settled_ms=note.at_ms, settled_by=member.id)

    async def _answered(self, order: Order) -> Order:
        return await self._keep(replace(order, answered_ms=order.notes[-1].at_ms))

    async def _running(self, member: Staff, order_id: str) -> Order:
        order = await self._mine(member, order_id)
        if order.is_settled:
            raise DeskRefusal("order_settled")
        return order

    async def _mine(self, member: Staff, order_id: str) -> Order:
        await self._rights.require_answering(member)
        order = await self._store.order_of(order_id)
        if order is None:
            raise Refusal("not_found")
        self._rights.require_apart(member, order)
        return order

    async def _keep(self, order: Order, deed: Deed | None = None) -> Order:
        deed = deed or deed_of(order)
        return await self._store.keep_order(OrderStep(order=order, at_ms=deed.at_ms, deeds=(deed,)))

    def _note(self, member: Staff, what: What, words: str = "") -> OrderNote:
        return OrderNote(at_ms=self._clock.now_ms(), by=member.id, what=what, words=words.strip())


SETTLING: dict[OrderState, What] = {
    "acted": "order.acted",
    "answered": "order.answered",
    "refused": "order.refused",
}


def deed_of(order: Order, note: OrderNote | None = None, *, data: bytes = b"") -> Deed:
    """What is recorded names no authority, and nobody it is about; its words stay under seal."""
    note = note or order.notes[-1]
    return Deed(at_ms=note.at_ms, who=note.by, what=note.what, subject=order.id, case_id=order.id, data=data)


def ms_of(moment: datetime | None) -> int | None:
    return None if moment is None else unix_ms(moment)


def unix_ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000)
