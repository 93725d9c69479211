"""Statements on the staff and their sign-ins."""

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from palabre.adapters.sql.statements.many import ONE
from palabre.adapters.sql.tables import staff, staff_links, staff_sessions

ALL_STAFF = (
    select(staff.c.number, staff.c.name, staff.c.role, staff.c.rooms)
    .where(staff.c.removed_ms.is_(None))
    .order_by(staff.c.number)
)

NEXT_STAFF_NUMBER = select(func.max(staff.c.number) + ONE)

ADD_STAFF = insert(staff).values(
    number=bindparam("number"), name=bindparam("name"), role=bindparam("role"), rooms=bindparam("rooms")
)

# The number stays taken: what was done under it is still told of them.
REMOVE_STAFF = (
    update(staff)
    .values(removed_ms=bindparam("at_ms"))
    .where(staff.c.number == bindparam("number"), staff.c.removed_ms.is_(None))
    .returning(staff.c.number)
)

DROP_STAFF_LINKS_OF = delete(staff_links).where(staff_links.c.number == bindparam("number"))

DROP_STAFF_SESSIONS_OF = delete(staff_sessions).where(staff_sessions.c.number == bindparam("number"))

ADD_STAFF_LINK = insert(staff_links).values(
    token_hash=bindparam("token_hash"), number=bindparam("number"), expires_ms=bindparam("expires_ms")
)

# Whoever deletes it has used it.
USE_STAFF_LINK = (
    delete(staff_links)
    .where(staff_links.c.token_hash == bindparam("token_hash"), staff_links.c.expires_ms > bindparam("now"))
    .returning(staff_links.c.number)
)

ADD_STAFF_SESSION = insert(staff_sessions).values(
    token_hash=bindparam("token_hash"),
    number=bindparam("number"),
    created_ms=bindparam("created_ms"),
    seen_ms=bindparam("seen_ms"),
    origin=bindparam("origin"),
    confirmed_ms=bindparam("confirmed_ms"),
)

STAFF_SESSION_OF_TOKEN = select(
    staff_sessions.c.token_hash,
    staff_sessions.c.number,
    staff_sessions.c.created_ms,
    staff_sessions.c.seen_ms,
    staff_sessions.c.origin,
    staff_sessions.c.confirmed_ms,
).where(staff_sessions.c.token_hash == bindparam("token_hash"))

TOUCH_STAFF_SESSION = (
    update(staff_sessions)
    .values(seen_ms=bindparam("at_ms"))
    .where(staff_sessions.c.token_hash == bindparam("token_hash"), staff_sessions.c.seen_ms < bindparam("at_ms"))
)

CONFIRM_STAFF_SESSION = (
    update(staff_sessions)
    .values(confirmed_ms=bindparam("at_ms"))
    .where(staff_sessions.c.token_hash == bindparam("token_hash"))
)

END_STAFF_SESSION = delete(staff_sessions).where(staff_sessions.c.token_hash == bindparam("token_hash"))

DROP_STALE_STAFF_LINKS = delete(staff_links).where(staff_links.c.expires_ms <= bindparam("now"))

DROP_ENDED_STAFF_SESSIONS = delete(staff_sessions).where(
    or_(
        staff_sessions.c.seen_ms <= bindparam("seen_before"),
        staff_sessions.c.created_ms <= bindparam("created_before"),
    )
)
