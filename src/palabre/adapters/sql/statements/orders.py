"""Statements on orders of authorities."""

from sqlalchemy import bindparam, delete, insert, select, update

from palabre.adapters.sql.statements.many import field, given
from palabre.adapters.sql.tables import orders, pieces

ROWS = given()
THIS_ORDER = orders.c.id == bindparam("order_id")
CLOCK_COLUMNS = (
    orders.c.id,
    orders.c.kind,
    orders.c.state,
    orders.c.received_ms,
    orders.c.due_ms,
    orders.c.settled_ms,
    orders.c.preserved_until_ms,
)
ORDER_COLUMNS = (*CLOCK_COLUMNS, orders.c.version, orders.c.sealed)

ADD_ORDER = insert(orders).values(
    id=bindparam("order_id"),
    version=bindparam("version"),
    kind=bindparam("kind"),
    state=bindparam("state"),
    received_ms=bindparam("received_ms"),
    due_ms=bindparam("due_ms"),
    settled_ms=bindparam("settled_ms"),
    session_id=bindparam("session_id"),
    preserved_until_ms=bindparam("preserved_until_ms"),
    sealed=bindparam("sealed"),
)

CHANGE_ORDER = (
    update(orders)
    .values(
        version=bindparam("version"),
        state=bindparam("state"),
        settled_ms=bindparam("settled_ms"),
        preserved_until_ms=bindparam("preserved_until_ms"),
        sealed=bindparam("sealed"),
    )
    .where(THIS_ORDER)
)

LOCK_ORDER = select(orders.c.version).where(THIS_ORDER).with_for_update()

ORDER = select(*ORDER_COLUMNS).where(THIS_ORDER)

ORDERS = select(*ORDER_COLUMNS).order_by(orders.c.received_ms.desc(), orders.c.id.desc())

ORDERS_ABOUT = (
    select(*ORDER_COLUMNS)
    .where(orders.c.session_id.in_(select(field(ROWS, 0, str))))
    .order_by(orders.c.received_ms.desc(), orders.c.id.desc())
)

# Those whose clock runs come first.
ORDER_CLOCKS = select(*CLOCK_COLUMNS).order_by(orders.c.settled_ms.is_not(None), orders.c.due_ms, orders.c.id)

ERASE_ORDER = delete(orders).where(THIS_ORDER).returning(orders.c.id)

FREE_PIECES = delete(pieces).where(pieces.c.case_id == bindparam("order_id"))
