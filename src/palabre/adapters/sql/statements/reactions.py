"""Statements on the reactions under messages."""

from typing import Any

from sqlalchemy import BigInteger, Select, and_, bindparam, delete, insert, select, update

from palabre.adapters.sql.statements.many import given, number
from palabre.adapters.sql.tables import log, reactions, rooms

ROWS = given()
OFFSETS = number(ROWS, BigInteger)

IN_ROOM = reactions.c.room_id == bindparam("room_id")
OF_SESSION = reactions.c.session_id == bindparam("session_id")


def standing(*where: Any) -> Select[Any]:
    """A row for each reaction under messages that have a text, in order of offset; one without, where there is none."""
    same_message = and_(reactions.c.room_id == log.c.room_id, reactions.c.offset == log.c.offset)
    return (
        select(log.c.offset, log.c.message_id, log.c.reactions_version, reactions.c.session_id, reactions.c.reaction)
        .select_from(log.outerjoin(reactions, same_message))
        .where(log.c.room_id == bindparam("room_id"), log.c.removed.is_(None), *where)
        .order_by(log.c.offset)
    )


REACTIONS_OF_MESSAGE = standing(log.c.message_id == bindparam("message_id"))

REACTIONS_BETWEEN = standing(
    log.c.offset >= bindparam("first"), log.c.offset <= bindparam("last"), log.c.reactions_version.is_not(None)
)

REACTIONS_AT = standing(log.c.offset.in_(select(OFFSETS)), log.c.reactions_version.is_not(None))

ADD_REACTION = insert(reactions).values(
    room_id=bindparam("room_id"),
    offset=bindparam("offset"),
    session_id=bindparam("session_id"),
    reaction=bindparam("reaction"),
)

DROP_REACTION = delete(reactions).where(
    IN_ROOM, reactions.c.offset == bindparam("offset"), OF_SESSION, reactions.c.reaction == bindparam("reaction")
)

DROP_REACTIONS_AT = delete(reactions).where(IN_ROOM, reactions.c.offset.in_(select(OFFSETS)))

DROP_REACTIONS_UP_TO = delete(reactions).where(IN_ROOM, reactions.c.offset <= bindparam("last"))

DROP_REACTIONS_OF_GUEST = delete(reactions).where(OF_SESSION, IN_ROOM).returning(reactions.c.offset)

ROOMS_REACTED_IN = select(reactions.c.room_id).distinct().where(OF_SESSION)

# The last of so many new versions.
NEXT_REACTIONS_VERSIONS = (
    update(rooms)
    .values(reactions_version=rooms.c.reactions_version + bindparam("count", type_=BigInteger))
    .where(rooms.c.id == bindparam("room_id"))
    .returning(rooms.c.reactions_version)
)

# Given pairs to join with, SQLite walks through the whole room.
MARK_REACTED = (
    update(log)
    .values(reactions_version=log.c.offset + bindparam("shift", type_=BigInteger))
    .where(log.c.room_id == bindparam("room_id"), log.c.offset.in_(select(OFFSETS)))
)
