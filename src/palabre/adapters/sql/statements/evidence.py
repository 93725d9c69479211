"""Statements on evidence: the texts it is taken from, and the pieces that were taken."""

from sqlalchemy import Integer, bindparam, func, literal_column, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from palabre.adapters.sql.statements.many import FROM_THE_START, ONE, PerDatabase, field, given
from palabre.adapters.sql.tables import log, pieces, sealed_versions

ROWS = given()
POSTED = literal_column("'posted'", log.c.kind.type)
IN_ROOM = log.c.room_id == bindparam("room_id")
TEXT_COLUMNS = (
    log.c.message_id,
    log.c.version,
    log.c.offset,
    log.c.session_id,
    log.c.nickname,
    log.c.tag,
    log.c.body,
    log.c.at_ms,
    log.c.removed,
)

TEXT_OF_MESSAGE = select(*TEXT_COLUMNS).where(log.c.message_id == bindparam("message_id"), IN_ROOM)

TEXTS_BEFORE = (
    select(*TEXT_COLUMNS)
    .where(IN_ROOM, log.c.offset < bindparam("before"), log.c.kind == POSTED)
    .order_by(log.c.offset.desc())
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

TEXTS_AFTER = (
    select(*TEXT_COLUMNS)
    .where(IN_ROOM, log.c.offset > bindparam("after"), log.c.kind == POSTED)
    .order_by(log.c.offset)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

TEXTS_OF_SESSION = (
    select(*TEXT_COLUMNS)
    .where(
        log.c.session_id == bindparam("session_id"),
        IN_ROOM,
        log.c.offset > bindparam("after"),
        log.c.message_id.is_not(None),
    )
    .order_by(log.c.offset.desc())
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

SEALED_OF_MESSAGES = (
    select(
        sealed_versions.c.message_id,
        sealed_versions.c.version,
        sealed_versions.c.sealed,
        sealed_versions.c.expires_ms,
    )
    .where(sealed_versions.c.message_id.in_(select(field(ROWS, 0, str))))
    .order_by(sealed_versions.c.message_id, sealed_versions.c.version)
)

# As GUEST_OF_TAG, and also of who erased what they wrote.
AUTHOR_OF_TAG = (
    select(log.c.session_id, log.c.at_ms)
    .where(IN_ROOM, log.c.tag == bindparam("tag"), log.c.session_id.is_not(None))
    .order_by(log.c.offset.desc())
    .limit(ONE)
    .offset(FROM_THE_START)
)

PIECE_COLUMNS = (
    (pieces.c.case_id, str),
    (pieces.c.message_id, str),
    (pieces.c.version, int),
    (pieces.c.room_id, int),
    (pieces.c.offset, int),
    (pieces.c.session_id, str),
    (pieces.c.tag, str),
    (pieces.c.at_ms, int),
    (pieces.c.removed, str),
    (pieces.c.hidden_ms, int),
    (pieces.c.taken_ms, int),
    (pieces.c.reported, int),
    (pieces.c.sealed, str),
    (pieces.c.digest, str),
)

# What is there already is seen by the missing row.
ADD_PIECES = PerDatabase(
    sqlite=sqlite.insert(pieces)
    .values(**{column.name: bindparam(column.name) for column, _ in PIECE_COLUMNS})
    .on_conflict_do_nothing()
    .returning(pieces.c.message_id, pieces.c.version),
    postgresql=postgresql.insert(pieces)
    .from_select(
        [column for column, _ in PIECE_COLUMNS],
        select(*(field(ROWS, place, kind) for place, (_, kind) in enumerate(PIECE_COLUMNS))).where(true()),
    )
    .on_conflict_do_nothing()
    .returning(pieces.c.message_id, pieces.c.version),
)

MARK_REPORTED = (
    update(pieces)
    .values(reported=ONE)
    .where(pieces.c.case_id == bindparam("case_id"), pieces.c.message_id == bindparam("message_id"))
)

MARK_HIDDEN = (
    update(pieces)
    .values(removed=bindparam("removed"), hidden_ms=bindparam("hidden_ms"))
    .where(
        pieces.c.case_id == bindparam("case_id"),
        pieces.c.message_id == bindparam("message_id"),
        pieces.c.version == bindparam("version"),
    )
)

KEPT = [column for column, _ in PIECE_COLUMNS[1:]]

PIECES_IN_CASE = (
    select(*KEPT).where(pieces.c.case_id == bindparam("case_id")).order_by(pieces.c.offset, pieces.c.version)
)

LAST_PIECE_OF_SESSION = (
    select(*KEPT)
    .where(pieces.c.case_id == bindparam("case_id"), pieces.c.session_id == bindparam("session_id"))
    .order_by(pieces.c.offset.desc(), pieces.c.version.desc())
    .limit(ONE)
    .offset(FROM_THE_START)
)

COUNT_PIECES = select(func.count()).select_from(pieces).where(pieces.c.case_id == bindparam("case_id"))
