"""Statements on texts hidden by an edit or a removal."""

from sqlalchemy import Integer, bindparam, delete, insert, select

from palabre.adapters.sql.statements.many import FROM_THE_START
from palabre.adapters.sql.tables import sealed_versions

ADD_SEALED = insert(sealed_versions).values(
    message_id=bindparam("message_id"),
    version=bindparam("version"),
    room_id=bindparam("room_id"),
    sealed=bindparam("sealed"),
    expires_ms=bindparam("expires_ms"),
)

SEALED_OF_MESSAGE = (
    select(
        sealed_versions.c.message_id,
        sealed_versions.c.room_id,
        sealed_versions.c.version,
        sealed_versions.c.sealed,
        sealed_versions.c.expires_ms,
    )
    .where(sealed_versions.c.message_id == bindparam("message_id"))
    .order_by(sealed_versions.c.version)
)

SEALED_DUE = (
    select(sealed_versions.c.message_id, sealed_versions.c.version)
    .where(sealed_versions.c.expires_ms <= bindparam("now"))
    .order_by(sealed_versions.c.expires_ms, sealed_versions.c.message_id, sealed_versions.c.version)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

DESTROY_SEALED = delete(sealed_versions).where(
    sealed_versions.c.message_id == bindparam("message_id"),
    sealed_versions.c.version == bindparam("version"),
)
