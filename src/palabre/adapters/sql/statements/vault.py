"""Statements on sealed connection records."""

from sqlalchemy import Integer, bindparam, delete, insert, select, tuple_

from palabre.adapters.sql.statements.many import FROM_THE_START
from palabre.adapters.sql.tables import vault_records

ADD_VAULT_RECORDS = insert(vault_records).values(
    day=bindparam("day"),
    id=bindparam("id"),
    recipient=bindparam("recipient"),
    count=bindparam("count"),
    sealed=bindparam("sealed"),
)

VAULT_RECORDS = (
    select(
        vault_records.c.day,
        vault_records.c.id,
        vault_records.c.recipient,
        vault_records.c.count,
        vault_records.c.sealed,
    )
    .where(vault_records.c.day == bindparam("on"), vault_records.c.id > bindparam("after"))
    .order_by(vault_records.c.id)
    .limit(bindparam("most", type_=Integer))
    .offset(FROM_THE_START)
)

VAULT_DAYS = select(vault_records.c.day).distinct().order_by(vault_records.c.day)

DROP_VAULT_RECORDS = (
    delete(vault_records)
    .where(
        tuple_(vault_records.c.day, vault_records.c.id).in_(
            select(vault_records.c.day, vault_records.c.id)
            .where(vault_records.c.day <= bindparam("last"))
            .order_by(vault_records.c.day, vault_records.c.id)
            .limit(bindparam("most", type_=Integer))
            .offset(FROM_THE_START)
        )
    )
    .returning(vault_records.c.id)
)
