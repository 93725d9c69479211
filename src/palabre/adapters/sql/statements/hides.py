"""Statements on whom guests hide."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql

from palabre.adapters.sql.tables import hides, sessions

OF_SESSION = hides.c.session_id == bindparam("session_id")

ADD_HIDE = (
    postgresql.insert(hides)
    .values(
        session_id=bindparam("session_id"),
        room_id=bindparam("room_id"),
        tag=bindparam("tag"),
        nickname=bindparam("nickname"),
        hidden_session_id=bindparam("hidden_session_id"),
        at_ms=bindparam("at_ms"),
    )
    .on_conflict_do_nothing()
)

DROP_HIDE = delete(hides).where(OF_SESSION, hides.c.room_id == bindparam("room_id"), hides.c.tag == bindparam("tag"))

DROP_HIDES = delete(hides).where(OF_SESSION)

# One may have been kept while its session was ending.
DROP_HIDES_OF_NOBODY = (
    delete(hides).where(hides.c.session_id.not_in(select(sessions.c.id))).returning(hides.c.session_id)
)

HIDES = select(
    hides.c.session_id,
    hides.c.room_id,
    hides.c.tag,
    hides.c.nickname,
    hides.c.hidden_session_id,
    hides.c.at_ms,
).order_by(hides.c.at_ms, hides.c.room_id, hides.c.tag)

HIDES_OF_SESSION = HIDES.where(OF_SESSION)
