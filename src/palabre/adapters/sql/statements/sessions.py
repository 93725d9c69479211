"""Statements on sessions and the nicknames they hold."""

from sqlalchemy import Integer, and_, bindparam, delete, insert, or_, select, update

from palabre.adapters.sql.statements.many import FROM_THE_START
from palabre.adapters.sql.tables import holds, sessions

ADD_SESSION = insert(sessions).values(
    id=bindparam("id"),
    token_hash=bindparam("token_hash"),
    nickname=bindparam("nickname"),
    locale=bindparam("locale"),
    created_ms=bindparam("created_ms"),
    seen_ms=bindparam("seen_ms"),
    continues=bindparam("continues"),
)

SESSION_OF_TOKEN = select(
    sessions.c.id,
    sessions.c.token_hash,
    sessions.c.nickname,
    sessions.c.locale,
    sessions.c.created_ms,
    sessions.c.seen_ms,
    sessions.c.continues,
).where(sessions.c.token_hash == bindparam("token_hash"))

LATEST_SESSIONS = (
    select(
        sessions.c.id,
        sessions.c.token_hash,
        sessions.c.nickname,
        sessions.c.locale,
        sessions.c.created_ms,
        sessions.c.seen_ms,
        sessions.c.continues,
    )
    .where(sessions.c.seen_ms > bindparam("seen_after"), sessions.c.created_ms > bindparam("created_after"))
    .order_by(sessions.c.seen_ms.desc())
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

TOUCH_SESSION = (
    update(sessions)
    .values(seen_ms=bindparam("at_ms"))
    .where(sessions.c.id == bindparam("session_id"), sessions.c.seen_ms < bindparam("at_ms"))
)

CONTINUE_SESSION = (
    update(sessions).values(continues=bindparam("continues")).where(sessions.c.id == bindparam("session_id"))
)

END_SESSION = delete(sessions).where(sessions.c.id == bindparam("session_id"))

ENDED_SESSIONS = (
    select(sessions.c.id)
    .where(
        or_(
            sessions.c.seen_ms <= bindparam("seen_before"),
            sessions.c.created_ms <= bindparam("created_before"),
        )
    )
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

IN_ROOM = holds.c.room_id == bindparam("room_id")
OF_SESSION = holds.c.session_id == bindparam("session_id")

HOLDER = select(holds.c.session_id, holds.c.until_ms).where(IN_ROOM, holds.c.skeleton == bindparam("skeleton"))

HELD_NAME = select(holds.c.nickname).where(IN_ROOM, OF_SESSION)

HELD_NAMES = select(holds.c.room_id, holds.c.session_id, holds.c.nickname, holds.c.until_ms).where(
    holds.c.until_ms > bindparam("now")
)

# Not one that another session took a moment ago: adding ours then fails, and the write is run again.
DROP_HOLDS = delete(holds).where(
    IN_ROOM,
    or_(
        OF_SESSION,
        and_(holds.c.skeleton == bindparam("skeleton"), holds.c.until_ms <= bindparam("now")),
    ),
)

ADD_HOLD = insert(holds).values(
    room_id=bindparam("room_id"),
    skeleton=bindparam("skeleton"),
    session_id=bindparam("session_id"),
    nickname=bindparam("nickname"),
    until_ms=bindparam("until_ms"),
)

RELEASE_NAME = update(holds).values(until_ms=bindparam("until")).where(IN_ROOM, OF_SESSION)

# What has lapsed already stays so.
RESERVE_NAMES = update(holds).values(until_ms=bindparam("until")).where(OF_SESSION, holds.c.until_ms > bindparam("now"))

LAPSED_HOLDS = (
    select(holds.c.room_id, holds.c.skeleton)
    .where(holds.c.until_ms <= bindparam("now"))
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

DROP_HOLD = delete(holds).where(
    IN_ROOM, holds.c.skeleton == bindparam("skeleton"), holds.c.until_ms <= bindparam("now")
)
