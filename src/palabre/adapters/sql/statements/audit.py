"""Statements on the signed heads, and the one that may touch a moderation event: its erasure."""

from sqlalchemy import LargeBinary, Text, bindparam, literal_column, null, select, update
from sqlalchemy.dialects import postgresql

from palabre.adapters.sql.tables import audit_heads, moderation_events

EMPTY_TEXT = literal_column("''", Text)

ERASE_MODERATION_EVENT = (
    update(moderation_events)
    .values(
        who=EMPTY_TEXT,
        subject=EMPTY_TEXT,
        reason=EMPTY_TEXT,
        case_id=EMPTY_TEXT,
        data=bindparam("nothing", type_=LargeBinary),
        salt=null(),
    )
    .where(moderation_events.c.id == bindparam("id"), moderation_events.c.salt.is_not(None))
    .returning(moderation_events.c.id)
)

ADD_AUDIT_HEAD = (
    postgresql.insert(audit_heads)
    .values(
        size=bindparam("size"),
        root=bindparam("root"),
        at_ms=bindparam("at_ms"),
        public_key=bindparam("public_key"),
        signature=bindparam("signature"),
    )
    .on_conflict_do_nothing()
)

AUDIT_HEADS = select(
    audit_heads.c.size, audit_heads.c.root, audit_heads.c.at_ms, audit_heads.c.public_key, audit_heads.c.signature
).order_by(audit_heads.c.size)
