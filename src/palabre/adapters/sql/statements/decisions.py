"""Statements on what screening decided."""

from sqlalchemy import Integer, bindparam, delete, insert, select, true

from palabre.adapters.sql.statements.many import FROM_THE_START, PerDatabase, field, given
from palabre.adapters.sql.tables import decisions

ROWS = given()

DECISION_COLUMNS = (
    (decisions.c.id, str),
    (decisions.c.at_ms, int),
    (decisions.c.message_id, str),
    (decisions.c.room_id, int),
    (decisions.c.session_id, str),
    (decisions.c.outcome, str),
    (decisions.c.rules_version, str),
    (decisions.c.reasons, str),
    (decisions.c.microseconds, int),
)
COLUMNS = tuple(column for column, _ in DECISION_COLUMNS)

ADD_DECISIONS = PerDatabase(
    sqlite=insert(decisions).values(**{column.name: bindparam(column.name) for column in COLUMNS}),
    postgresql=insert(decisions).from_select(
        COLUMNS, select(*(field(ROWS, place, kind) for place, (_, kind) in enumerate(DECISION_COLUMNS))).where(true())
    ),
)

DECISIONS_BEFORE = (
    select(*COLUMNS)
    .where(decisions.c.at_ms < bindparam("before"))
    .order_by(decisions.c.at_ms.desc(), decisions.c.id.desc())
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

DECISIONS_DUE = (
    select(decisions.c.id)
    .where(decisions.c.at_ms < bindparam("before"))
    .order_by(decisions.c.at_ms)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

DESTROY_DECISION = delete(decisions).where(decisions.c.id == bindparam("id"))
