"""Statements on evidence: the texts it is taken from, and the pieces that were taken."""

from sqlalchemy import Integer, bindparam, delete, func, literal_column, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from palabre.adapters.sql.statements.many import FROM_THE_START, ONE, PerDatabase, field, given
from palabre.adapters.sql.tables import faded, log, pieces, sealed_versions

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

FADED_COLUMNS = (
    (faded.c.message_id, str),
    (faded.c.room_id, int),
    (faded.c.offset, int),
    (faded.c.version, int),
    (faded.c.session_id, str),
    (faded.c.tag, str),
    (faded.c.at_ms, int),
    (faded.c.removed, str),
    (faded.c.sealed, str),
    (faded.c.hidden_ms, int),
    (faded.c.expires_ms, int),
)

ADD_FADED = PerDatabase(
    sqlite=sqlite.insert(faded).values(**{column.name: bindparam(column.name) for column, _ in FADED_COLUMNS}),
    postgresql=postgresql.insert(faded).from_select(
        [column for column, _ in FADED_COLUMNS],
        select(*(field(ROWS, place, kind) for place, (_, kind) in enumerate(FADED_COLUMNS))).where(true()),
    ),
)

# Messages on their way out of the log, delivered so late that they stay reportable.
TEXTS_FADING = (
    select(*TEXT_COLUMNS)
    .where(IN_ROOM, log.c.offset <= bindparam("last"), log.c.at_ms > bindparam("delivered_after"), log.c.kind == POSTED)
    .order_by(log.c.offset)
)

IN_ROOM_FADED = faded.c.room_id == bindparam("room_id")
KEPT_OF_FADED = (
    faded.c.message_id,
    faded.c.version,
    faded.c.offset,
    faded.c.session_id,
    faded.c.tag,
    faded.c.at_ms,
    faded.c.removed,
    faded.c.sealed,
    faded.c.hidden_ms,
)

FADED_OF_MESSAGE = select(*KEPT_OF_FADED).where(faded.c.message_id == bindparam("message_id"), IN_ROOM_FADED)

FADED_BEFORE = (
    select(*KEPT_OF_FADED)
    .where(IN_ROOM_FADED, faded.c.offset < bindparam("before"))
    .order_by(faded.c.offset.desc())
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

FADED_AFTER = (
    select(*KEPT_OF_FADED)
    .where(IN_ROOM_FADED, faded.c.offset > bindparam("after"))
    .order_by(faded.c.offset)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

FADED_OF_SESSION = (
    select(*KEPT_OF_FADED)
    .where(faded.c.session_id == bindparam("session_id"), IN_ROOM_FADED, faded.c.offset > bindparam("after"))
    .order_by(faded.c.offset.desc())
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

# Past its hours, while it is under seal.
AUTHOR_OF_FADED = (
    select(faded.c.session_id, faded.c.at_ms)
    .where(IN_ROOM_FADED, faded.c.tag == bindparam("tag"))
    .order_by(faded.c.offset.desc())
    .limit(ONE)
    .offset(FROM_THE_START)
)

FADED_DUE = (
    select(faded.c.message_id)
    .where(faded.c.expires_ms <= bindparam("now"))
    .order_by(faded.c.expires_ms, faded.c.message_id)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

DESTROY_FADED = delete(faded).where(faded.c.message_id == bindparam("message_id"))

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
