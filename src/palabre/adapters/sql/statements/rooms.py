"""Statements on rooms, the configuration's word on them, and the control log."""

from sqlalchemy import Integer, bindparam, delete, insert, literal_column, select, update
from sqlalchemy.dialects import postgresql

from palabre.adapters.sql.statements.many import FROM_THE_START, ONE
from palabre.adapters.sql.tables import configured, control, instance, rooms
from palabre.ports.store import NEWS

ROOM_COLUMNS = (
    rooms.c.id,
    rooms.c.slug,
    rooms.c.settings,
    rooms.c.epoch,
    rooms.c.head,
    rooms.c.closed,
    rooms.c.privacy,
    rooms.c.owner,
    rooms.c.opened,
    rooms.c.ends_ms,
)

ALL_ROOMS = select(*ROOM_COLUMNS).order_by(rooms.c.id)

ONE_ROOM = select(*ROOM_COLUMNS).where(rooms.c.id == bindparam("room_id"))

ADD_ROOM = (
    postgresql.insert(rooms)
    .values(
        slug=bindparam("slug"),
        settings=bindparam("settings"),
        epoch=bindparam("epoch"),
        head=bindparam("head"),
        closed=bindparam("closed"),
    )
    .on_conflict_do_nothing()
    .returning(rooms.c.id)
)

CHANGE_ROOM = (
    update(rooms)
    .values(settings=bindparam("settings"), closed=bindparam("closed"))
    .where(rooms.c.id == bindparam("room_id"))
)

CONFIGURED = select(configured.c.settings).where(configured.c.slug == bindparam("slug"))

FORGET_CONFIGURED = configured.delete().where(configured.c.slug == bindparam("slug"))

ADD_CONFIGURED = insert(configured).values(slug=bindparam("slug"), settings=bindparam("settings"))

NEXT_CONTROL = update(instance).values(control_head=instance.c.control_head + ONE).returning(instance.c.control_head)

ADD_CONTROL = insert(control).values(
    seq=bindparam("seq"), kind=bindparam("kind"), data=bindparam("data"), at_ms=bindparam("at_ms")
)

CONTROL_AFTER = (
    select(control.c.seq, control.c.kind, control.c.data, control.c.at_ms)
    .where(control.c.seq > bindparam("after"))
    .order_by(control.c.seq)
)

NEWS_DONE = (
    select(control.c.seq)
    .where(
        control.c.kind.in_([literal_column(f"'{kind}'") for kind in sorted(NEWS)]),
        control.c.at_ms < bindparam("before"),
        control.c.seq <= select(instance.c.control_cursor).scalar_subquery(),
    )
    .order_by(control.c.seq)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

FORGET_CONTROL = delete(control).where(control.c.seq.in_(NEWS_DONE)).returning(control.c.seq)

LAST_CONTROL = (
    select(control.c.seq, control.c.kind, control.c.data, control.c.at_ms)
    .where(control.c.kind == bindparam("kind"))
    .order_by(control.c.seq.desc())
    .limit(ONE)
    .offset(FROM_THE_START)
)

CONTROL_CURSOR = select(instance.c.control_cursor)

MOVE_CONTROL_CURSOR = update(instance).values(control_cursor=bindparam("seq"))

BEAT = update(instance).values(health=instance.c.health + ONE)
