"""Orders under seal: all an order says, and opening it."""

import msgspec

from palabre.domain.order import Order, OrderSubject
from palabre.ports.orders import OrderClock
from palabre.ports.sealer import SealBroken, Sealer

decoder = msgspec.json.Decoder(Order)


def seal_order(sealer: Sealer, order: Order) -> bytes:
    return sealer.seal(msgspec.json.encode(order), context_of(order.id))


def opened_order(sealer: Sealer, clock: OrderClock, version: int, sealed: bytes) -> Order:
    """The order; only its clock when it cannot be opened any more."""
    try:
        return decoder.decode(sealer.open(sealed, context_of(clock.id)))
    except (SealBroken, msgspec.DecodeError):
        return Order(
            id=clock.id,
            version=version,
            kind=clock.kind,
            authority="",
            reference="",
            words="",
            by="",
            received_ms=clock.received_ms,
            due_ms=clock.due_ms,
            subject=OrderSubject(kind="other"),
            state=clock.state,
            settled_ms=clock.settled_ms,
            preserved_until_ms=clock.preserved_until_ms,
        )


def context_of(order_id: str) -> bytes:
    return f"order\0{order_id}".encode()
