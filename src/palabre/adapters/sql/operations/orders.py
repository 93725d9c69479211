"""Orders of authorities: kept under seal, with what is taken down and sealed for them."""

from collections.abc import Collection, Iterable, Sequence

from palabre.adapters.sealing.orders import opened_order, seal_order
from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.operations import evidence, moderation, sanctions
from palabre.adapters.sql.operations.amending import Text, take_down
from palabre.adapters.sql.statement import Operation, Query, Row, Rows, as_json
from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.event import Deed
from palabre.domain.order import Order
from palabre.domain.order_step import OrderStep, taken
from palabre.ports.orders import OrderClock
from palabre.ports.sealer import Sealer


def keep(batch: Batch, step: OrderStep) -> Operation[Order]:
    """Under the lock of its room: nothing is written before nothing can be refused any more."""
    order = step.order
    yield from require_next(order)
    texts = yield from still_there(order, step.removing)
    for text in texts:
        yield from take_down(batch, text, step.at_ms)
    if step.frees:
        batch.scrub = batch.hid_text = True
        yield compiled.FREE_PIECES(order_id=order.id)
    digests = (yield from evidence.add_pieces(batch.sealer, order.id, step.pieces)) if step.pieces else []
    found = taken(step, [text.message_id for text in texts], digests)
    yield write(batch.sealer, found.order)
    if found.ruled is not None:
        yield from sanctions.keep(batch.sealer, found.ruled)
        yield from sanctions.tell(found.ruled.judgement.session_id, step.at_ms)
    yield from moderation.record_all(found.deeds)
    return found.order


def require_next(order: Order) -> Operation[None]:
    rows = yield compiled.LOCK_ORDER(order_id=order.id)
    kept = int(rows[0][0]) if rows else 0
    if order.version != kept + 1:
        raise DeskRefusal("order_changed")


def still_there(order: Order, wanted: Sequence[str]) -> Operation[list[Text]]:
    """The messages to be taken down that are theirs, in the room it is about, and have a text."""
    texts = []
    for message_id in dict.fromkeys(wanted):
        rows = yield compiled.MESSAGE(message_id=message_id)
        for room_id, offset, author, _, removed, body, version, tag in rows:
            if (room_id, author) == (order.subject.room_id, order.subject.session_id) and removed is None:
                texts.append(Text(message_id, room_id, offset, version, body, tag))
    return texts


def write(sealer: Sealer, order: Order) -> Query:
    values: dict[str, object] = {
        "order_id": order.id,
        "version": order.version,
        "state": order.state,
        "settled_ms": order.settled_ms,
        "preserved_until_ms": order.preserved_until_ms,
        "sealed": seal_order(sealer, order),
    }
    if order.version > 1:
        return compiled.CHANGE_ORDER(**values)
    return compiled.ADD_ORDER(
        **values,
        kind=order.kind,
        received_ms=order.received_ms,
        due_ms=order.due_ms,
        session_id=order.subject.session_id,
    )


def erase(batch: Batch, order_id: str, deed: Deed) -> Operation[bool]:
    batch.scrub = True
    if not (yield compiled.ERASE_ORDER(order_id=order_id)):
        return False
    batch.hid_text = True
    yield compiled.FREE_PIECES(order_id=order_id)
    yield from moderation.record(deed)
    return True


def orders() -> Operation[Rows]:
    """Rows, to be opened outside the transaction."""
    return (yield compiled.ORDERS())


def order(order_id: str) -> Operation[Rows]:
    return (yield compiled.ORDER(order_id=order_id))


def about(session_ids: Collection[str]) -> Operation[Rows]:
    wanted = as_json([[session_id] for session_id in sorted(session_ids)])
    return (yield compiled.ORDERS_ABOUT(rows=wanted))


def clocks() -> Operation[list[OrderClock]]:
    rows = yield compiled.ORDER_CLOCKS()
    return [clock_of(row) for row in rows]


def opened(sealer: Sealer, rows: Iterable[Row]) -> list[Order]:
    return [opened_order(sealer, clock_of(row), row[-2], bytes(row[-1])) for row in rows]


def clock_of(row: Row) -> OrderClock:
    id, kind, state, received_ms, due_ms, settled_ms, preserved_until_ms = row[:7]
    return OrderClock(
        id=id,
        kind=kind,
        state=state,
        received_ms=received_ms,
        due_ms=due_ms,
        settled_ms=settled_ms,
        preserved_until_ms=preserved_until_ms,
    )
