"""Statements on messages that wait for a person of the team, or did."""

from typing import Any

from sqlalchemy import Integer, Select, Text, bindparam, cast, delete, func, literal_column, select, update
from sqlalchemy.dialects import postgresql

from palabre.adapters.sql.statements.many import FROM_THE_START, given, number
from palabre.adapters.sql.tables import held, sessions

NOTHING = cast(literal_column("''"), Text)
THIS_MESSAGE = held.c.message_id == bindparam("message_id")
IN_ROOM = held.c.room_id == bindparam("room_id")
OF_SESSION = held.c.session_id == bindparam("session_id")
WAITING = held.c.settled_ms.is_(None)

HELD_COLUMNS = (
    held.c.message_id,
    held.c.room_id,
    held.c.session_id,
    held.c.client_message_id,
    held.c.body,
    held.c.nickname,
    held.c.tag,
    held.c.at_ms,
    held.c.reply_to,
    held.c.locale,
    held.c.grounds,
)


def waiting(*where: Any) -> Select[Any]:
    return select(*HELD_COLUMNS).where(WAITING, *where)


ADD_HELD = (
    postgresql.insert(held)
    .values(
        **{column.name: bindparam(column.name) for column in HELD_COLUMNS},
        body_digest=bindparam("body_digest"),
        state=literal_column("'waiting'", Text),
    )
    .on_conflict_do_nothing()
    .returning(held.c.message_id)
)

COUNT_HELD_IN_ROOM = select(func.count()).select_from(held).where(WAITING, IN_ROOM)

COUNT_HELD_OF_SESSION = select(func.count()).select_from(held).where(WAITING, OF_SESSION)

HELD_OF_KEY = select(held.c.message_id, held.c.room_id, held.c.body_digest, held.c.refusal).where(
    OF_SESSION, held.c.client_message_id == bindparam("client_message_id")
)

# Whoever locks the row first settles it: for the others it waits no more.
LOCK_HELD = waiting(THIS_MESSAGE).with_for_update()

LOCK_HELD_OF_SESSION = waiting(OF_SESSION).order_by(held.c.at_ms, held.c.message_id).with_for_update()

# One may have been held while its session was ending.
LOCK_HELD_OF_NOBODY = (
    waiting(held.c.session_id.not_in(select(sessions.c.id)))
    .order_by(held.c.at_ms, held.c.message_id)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
    .with_for_update()
)

SETTLE_HELD = (
    update(held)
    .values(
        state=bindparam("state"),
        settled_ms=bindparam("settled_ms"),
        settled_by=bindparam("settled_by"),
        refusal=bindparam("refusal"),
        body=NOTHING,
    )
    .where(THIS_MESSAGE)
)

HELD_MESSAGE = waiting(THIS_MESSAGE)

SETTLEMENT = select(held.c.message_id, held.c.room_id, held.c.state, held.c.settled_by, held.c.settled_ms).where(
    THIS_MESSAGE
)

ALL_HELD = (
    waiting().order_by(held.c.at_ms, held.c.message_id).limit(bindparam("count", type_=Integer)).offset(FROM_THE_START)
)

HELD_IN_ROOMS = (
    waiting(held.c.room_id.in_(select(number(given()))))
    .order_by(held.c.at_ms, held.c.message_id)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

HELD_OF_SESSION = waiting(OF_SESSION).order_by(held.c.at_ms, held.c.message_id)

REFUSED_OF_SESSION = (
    select(held.c.message_id, held.c.client_message_id, held.c.room_id, held.c.settled_ms, held.c.refusal)
    .where(OF_SESSION, held.c.settled_ms > bindparam("after"), held.c.refusal.is_not(None))
    .order_by(held.c.settled_ms, held.c.message_id)
)

REFUSED_AFTER = (
    select(
        held.c.session_id,
        held.c.message_id,
        held.c.client_message_id,
        held.c.room_id,
        held.c.settled_ms,
        held.c.refusal,
    )
    .where(held.c.settled_ms > bindparam("after"), held.c.refusal.is_not(None))
    .order_by(held.c.settled_ms, held.c.message_id)
)

SETTLED_BEFORE = (
    select(held.c.message_id)
    .where(held.c.settled_ms < bindparam("before"))
    .order_by(held.c.settled_ms)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

DESTROY_HELD = delete(held).where(THIS_MESSAGE)
