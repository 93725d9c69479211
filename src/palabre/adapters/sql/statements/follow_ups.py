"""Statements on what texts lead to besides their answers."""

from sqlalchemy import Integer, bindparam, delete, insert, select

from palabre.adapters.sql.statements.many import FROM_THE_START
from palabre.adapters.sql.tables import follow_ups

ADD_FOLLOW_UP = insert(follow_ups).values(
    id=bindparam("follow_up_id"), at_ms=bindparam("at_ms"), asked=bindparam("asked"), sealed=bindparam("sealed")
)

FOLLOW_UPS = (
    select(follow_ups.c.asked, follow_ups.c.sealed)
    .order_by(follow_ups.c.at_ms, follow_ups.c.id)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

# Who finds it there does it; the row is not seen by anyone else.
TAKE_FOLLOW_UP = delete(follow_ups).where(follow_ups.c.id == bindparam("follow_up_id")).returning(follow_ups.c.id)
