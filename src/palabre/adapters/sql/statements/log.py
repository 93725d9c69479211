"""Statements on the log of the rooms."""

from sqlalchemy import (
    Integer,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal_column,
    null,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from palabre.adapters.sql.statements.many import FROM_THE_START, ONE, PerDatabase, field, given, number
from palabre.adapters.sql.tables import log, rooms

ROWS = given()
NOTHING = cast(literal_column("''"), Text)
POSTED = literal_column("'posted'", Text)
ERASED = literal_column("'erased'", Text)

IN_ROOM = log.c.room_id == bindparam("room_id")
OF_SESSION = log.c.session_id == bindparam("session_id")
THIS_MESSAGE = log.c.message_id == bindparam("message_id")
NOT_ERASED = or_(log.c.removed.is_(None), log.c.removed != ERASED)

# In order of id: two batches that lock the same rooms in another order would wait for each other for ever.
LOCK_ROOMS = (
    select(rooms.c.id, rooms.c.head, rooms.c.closed)
    .where(rooms.c.id.in_(select(number(ROWS))))
    .order_by(rooms.c.id)
    .with_for_update()
)

MOVE_HEADS = update(rooms).values(head=field(ROWS, 1)).where(rooms.c.id == field(ROWS, 0))

POST_COLUMNS = (
    (log.c.room_id, int),
    (log.c.offset, int),
    (log.c.at_ms, int),
    (log.c.message_id, str),
    (log.c.session_id, str),
    (log.c.client_message_id, str),
    (log.c.body_digest, str),
    (log.c.nickname, str),
    (log.c.tag, str),
    (log.c.body, str),
    (log.c.reply_to, str),
)

# Where the message or its key is known already nothing is inserted: the writer sees it by the missing row.
ADD_POSTS = PerDatabase(
    sqlite=sqlite.insert(log)
    .values(kind=POSTED, version=ONE, **{column.name: bindparam(column.name) for column, _ in POST_COLUMNS})
    .on_conflict_do_nothing()
    .returning(log.c.offset),
    postgresql=postgresql.insert(log)
    .from_select(
        [log.c.kind, log.c.version, *(column for column, _ in POST_COLUMNS)],
        select(POSTED, ONE, *(field(ROWS, place, kind) for place, (_, kind) in enumerate(POST_COLUMNS))).where(true()),
    )
    .on_conflict_do_nothing()
    .returning(log.c.offset),
)

# After ADD_POSTS, which is on the path of every message and has no place for it.
MARK_RELEASED = update(log).values(sent_ms=bindparam("sent_ms")).where(THIS_MESSAGE)

ADD_EVENT = insert(log).values(
    room_id=bindparam("room_id"),
    offset=bindparam("offset"),
    kind=bindparam("kind"),
    at_ms=bindparam("at_ms"),
    about=bindparam("about"),
    removed=bindparam("removed"),
    data=bindparam("data"),
)

POST_OF_KEY = select(log.c.message_id, log.c.offset, log.c.room_id, log.c.body_digest).where(
    OF_SESSION, log.c.client_message_id == bindparam("client_message_id")
)

MESSAGE = select(
    log.c.room_id, log.c.offset, log.c.session_id, log.c.at_ms, log.c.removed, log.c.body, log.c.version, log.c.tag
).where(THIS_MESSAGE)

CHANGE_TEXT = (
    update(log)
    .values(body=bindparam("new_body"), edited_ms=bindparam("at_ms"), version=log.c.version + ONE)
    .where(THIS_MESSAGE)
)

TAKE_TEXT = update(log).values(body=NOTHING, edited_ms=null(), removed=bindparam("by")).where(THIS_MESSAGE)

ROOMS_WRITTEN_IN = select(log.c.room_id).distinct().where(OF_SESSION, NOT_ERASED).order_by(log.c.room_id)

# A session that is over is told too: it is left out where it is known.
WRITERS = select(log.c.session_id, log.c.room_id).distinct().where(log.c.session_id.is_not(None), NOT_ERASED)

MESSAGES_OF_GUEST = select(log.c.offset, log.c.message_id, log.c.tag, log.c.body, log.c.version, log.c.removed).where(
    OF_SESSION, IN_ROOM, NOT_ERASED
)

ERASE_GUEST = (
    update(log)
    .values(body=NOTHING, nickname=NOTHING, edited_ms=null(), removed=ERASED)
    .where(OF_SESSION, IN_ROOM, NOT_ERASED)
)

ROOM_POSITION = select(
    rooms.c.epoch,
    rooms.c.head,
    select(func.min(log.c.offset)).where(log.c.room_id == rooms.c.id).scalar_subquery(),
).where(rooms.c.id == bindparam("room_id"))

HEADS = select(rooms.c.id, rooms.c.head)

MESSAGE_COLUMNS = (
    log.c.offset,
    log.c.message_id,
    log.c.client_message_id,
    log.c.body,
    log.c.nickname,
    log.c.tag,
    log.c.at_ms,
    log.c.sent_ms,
    log.c.reply_to,
    log.c.edited_ms,
    log.c.removed,
)

# The message an event is about, as it stands now.
SUBJECT = log.alias("subject")

EVENTS_AFTER = (
    select(
        *MESSAGE_COLUMNS,
        log.c.kind,
        log.c.about,
        log.c.data,
        SUBJECT.c.body,
        SUBJECT.c.edited_ms,
        SUBJECT.c.removed,
        SUBJECT.c.tag,
    )
    .select_from(log.outerjoin(SUBJECT, SUBJECT.c.message_id == log.c.about))
    .where(IN_ROOM, log.c.offset > bindparam("after"))
    .order_by(log.c.offset)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

MESSAGES_BEFORE = (
    select(*MESSAGE_COLUMNS)
    .where(IN_ROOM, log.c.offset < bindparam("before"), log.c.kind == POSTED)
    .order_by(log.c.offset.desc())
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

MESSAGE_IN_ROOM = select(*MESSAGE_COLUMNS).where(THIS_MESSAGE, IN_ROOM)

# No index serves it: it would cost every post, for what is asked once when a guest is hidden. Of 21,600 messages (one a
# second for six hours) it takes 0.1 ms for who wrote lately, 70 ms for nobody, on a reader's own thread.
GUEST_OF_TAG = (
    select(log.c.session_id, log.c.nickname)
    .where(IN_ROOM, log.c.tag == bindparam("tag"), NOT_ERASED)
    .order_by(log.c.offset.desc())
    .limit(ONE)
    .offset(FROM_THE_START)
)

OLDEST = (
    select(log.c.offset, log.c.at_ms)
    .where(IN_ROOM)
    .order_by(log.c.offset)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

DESTROY_UP_TO = delete(log).where(IN_ROOM, log.c.offset <= bindparam("last"))
