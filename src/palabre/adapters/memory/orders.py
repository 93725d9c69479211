"""Orders of authorities, in memory: what is preserved for them is sealed here too."""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from palabre.adapters.memory.cases import MemoryCases
from palabre.adapters.memory.log import take_down
from palabre.adapters.memory.sanctions import MemorySanctions
from palabre.adapters.memory.tables import Post
from palabre.adapters.sealing.evidence import opened_piece, seal_piece
from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.evidence import MOST_PIECES, Piece, in_order
from palabre.domain.order import Order
from palabre.domain.order_step import OrderStep, taken
from palabre.ports.orders import OrderClock


class MemoryOrders(MemoryCases, MemorySanctions):
    """Like the log, nothing awaits inside a write."""

    async def keep_order(self, step: OrderStep) -> Order:
        self._tables.require_writable()
        order = step.order
        before = self._tables.orders.get(order.id)
        if order.version != (before.version if before else 0) + 1:
            raise DeskRefusal("order_changed")
        posts = self._still_there(order, step.removing)
        for post in posts:
            take_down(self._tables, self._bus, self._sealer, post, step.at_ms)
        if step.frees:
            self._tables.preserved.pop(order.id, None)
        found = taken(step, [post.message.id for post in posts], self._preserve(order.id, step.pieces))
        self._tables.orders[order.id] = found.order
        self._tables.record(*found.deeds)
        if found.ruled is not None:
            self._impose(msgspec.structs.replace(found.ruled, deeds=()))
        return found.order

    async def orders(self) -> list[Order]:
        return latest_first(self._tables.orders.values())

    async def order_of(self, order_id: str) -> Order | None:
        return self._tables.orders.get(order_id)

    async def orders_about(self, session_ids: Collection[str]) -> list[Order]:
        return [order for order in await self.orders() if order.subject.session_id in session_ids]

    async def order_clocks(self) -> list[OrderClock]:
        ordered = sorted(self._tables.orders.values(), key=lambda each: (each.is_settled, each.due_ms, each.id))
        return [clock_of(order) for order in ordered]

    async def erase_order(self, order_id: str, deed: Deed) -> bool:
        self._tables.require_writable()
        if self._tables.orders.pop(order_id, None) is None:
            return False
        self._tables.preserved.pop(order_id, None)
        self._tables.record(deed)
        return True

    async def pieces(self, case_id: str) -> list[Piece]:
        kept = self._tables.preserved.get(case_id)
        if kept is None:
            return await super().pieces(case_id)
        return in_order(opened_piece(self._sealer, case_id, piece, sealed) for piece, sealed in kept.values())

    def _preserve(self, order_id: str, pieces: Sequence[Piece]) -> list[bytes]:
        digests: list[bytes] = []
        kept = self._tables.preserved.setdefault(order_id, {}) if pieces else {}
        for piece in pieces:
            if piece.key() not in kept and len(kept) < MOST_PIECES:
                sealed = seal_piece(self._sealer, order_id, piece)
                bare = msgspec.structs.replace(piece.text, nickname="", body="")
                kept[piece.key()] = (msgspec.structs.replace(piece, text=bare), sealed)
                digests.append(sealed.digest)
        return digests

    def _still_there(self, order: Order, wanted: Sequence[str]) -> list[Post]:
        posts = (self._tables.posts.get(message_id) for message_id in dict.fromkeys(wanted))
        place = (order.subject.room_id, order.subject.session_id)
        return [
            post for post in posts if post and (post.room_id, post.session_id) == place and not post.message.removed
        ]


def latest_first(orders: Iterable[Order]) -> list[Order]:
    return sorted(orders, key=lambda order: (order.received_ms, order.id), reverse=True)


def clock_of(order: Order) -> OrderClock:
    return OrderClock(
        id=order.id,
        kind=order.kind,
        state=order.state,
        received_ms=order.received_ms,
        due_ms=order.due_ms,
        settled_ms=order.settled_ms,
        preserved_until_ms=order.preserved_until_ms,
    )
