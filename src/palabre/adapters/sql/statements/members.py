"""Statements on private rooms and conversations, and who is in them."""

from sqlalchemy import BigInteger, Integer, Null, bindparam, delete, false, func, insert, null, select, true, update
from sqlalchemy.dialects import postgresql

from palabre.adapters.sql.statements.many import FROM_THE_START, ONE
from palabre.adapters.sql.tables import hides, holds, log, reactions, room_invitations, room_members, rooms, sessions

NOBODY: Null = null()
ROOM = bindparam("room_id", type_=Integer)
THIS_ROOM = rooms.c.id == ROOM
THIS_MEMBER = (room_members.c.room_id == ROOM, room_members.c.session_id == bindparam("session_id"))

ADD_PLACE = (
    postgresql.insert(rooms)
    .values(
        slug=bindparam("slug"),
        settings=bindparam("settings"),
        epoch=bindparam("epoch"),
        head=bindparam("head"),
        closed=bindparam("closed"),
        privacy=bindparam("privacy"),
        owner=bindparam("owner"),
    )
    .on_conflict_do_nothing()
    .returning(rooms.c.id)
)

OWNED = select(func.count()).select_from(rooms).where(rooms.c.owner == bindparam("owner"), rooms.c.closed == false())

END_PLACE = update(rooms).values(ends_ms=bindparam("ends_ms"), owner=NOBODY).where(THIS_ROOM)

OPEN_PLACE = (
    update(rooms)
    .values(opened=true())
    .where(THIS_ROOM, rooms.c.privacy == bindparam("privacy"), rooms.c.opened == false(), rooms.c.closed == false())
    .returning(rooms.c.id)
)

PLACE = select(rooms.c.privacy, rooms.c.closed, rooms.c.settings).where(THIS_ROOM)

# The number of the last one made would be given again.
DROP_PLACE = delete(rooms).where(THIS_ROOM, rooms.c.id < select(func.max(rooms.c.id)).scalar_subquery())

EMPTY_LOG = delete(log).where(log.c.room_id == ROOM)

EMPTY_REACTIONS = delete(reactions).where(reactions.c.room_id == ROOM)

EMPTY_HIDES = delete(hides).where(hides.c.room_id == ROOM)

EMPTY_HOLDS = delete(holds).where(holds.c.room_id == ROOM)

EMPTY_INVITATIONS = delete(room_invitations).where(room_invitations.c.room_id == ROOM)

EMPTY_MEMBERS = delete(room_members).where(room_members.c.room_id == ROOM)

MEMBER_COLUMNS = (
    room_members.c.room_id,
    room_members.c.session_id,
    room_members.c.since_ms,
    room_members.c.nickname,
    room_members.c.left_ms,
    room_members.c.removed,
    room_members.c.reason,
    room_members.c.invitation,
)

ALL_MEMBERS = select(*MEMBER_COLUMNS).order_by(room_members.c.room_id, room_members.c.since_ms)

MEMBERS_OF = select(*MEMBER_COLUMNS).where(room_members.c.room_id == ROOM).order_by(room_members.c.since_ms)

MEMBER = select(*MEMBER_COLUMNS).where(*THIS_MEMBER)

DROP_MEMBER = delete(room_members).where(*THIS_MEMBER)

ADD_MEMBER = insert(room_members).values(
    room_id=ROOM,
    session_id=bindparam("session_id"),
    since_ms=bindparam("since_ms"),
    nickname=bindparam("nickname"),
    left_ms=bindparam("left_ms"),
    removed=bindparam("removed"),
    reason=bindparam("reason"),
    invitation=bindparam("invitation"),
)

PART_MEMBER = (
    update(room_members)
    .values(left_ms=bindparam("at_ms"), removed=bindparam("removed"), reason=bindparam("reason"))
    .where(*THIS_MEMBER, room_members.c.left_ms.is_(None))
    .returning(room_members.c.session_id)
)

DROP_MEMBERSHIPS = delete(room_members).where(room_members.c.session_id == bindparam("session_id"))

# One may have been kept while its session was ending.
DROP_MEMBERSHIPS_OF_NOBODY = delete(room_members).where(room_members.c.session_id.not_in(select(sessions.c.id)))

DISOWN_PLACE = update(rooms).values(owner=NOBODY).where(THIS_ROOM, rooms.c.owner == bindparam("session_id"))

LONG_GONE = (
    select(room_members.c.room_id, room_members.c.session_id)
    .where(room_members.c.left_ms <= bindparam("before", type_=BigInteger), room_members.c.removed == false())
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

INVITATION_COLUMNS = (
    room_invitations.c.id,
    room_invitations.c.digest,
    room_invitations.c.room_id,
    room_invitations.c.created_by,
    room_invitations.c.created_ms,
    room_invitations.c.expires_ms,
    room_invitations.c.uses,
    room_invitations.c.uses_left,
    room_invitations.c.revoked_ms,
)
NOW = bindparam("now", type_=BigInteger)
IS_GOOD = (
    room_invitations.c.revoked_ms.is_(None),
    room_invitations.c.uses_left >= ONE,
    room_invitations.c.expires_ms > NOW,
)
OF_DIGEST = room_invitations.c.digest == bindparam("digest")

ADD_INVITATION = insert(room_invitations).values(
    id=bindparam("id"),
    digest=bindparam("digest"),
    room_id=ROOM,
    created_by=bindparam("created_by"),
    created_ms=bindparam("created_ms"),
    expires_ms=bindparam("expires_ms"),
    uses=bindparam("uses"),
    uses_left=bindparam("uses_left"),
)

GOOD_INVITATIONS = (
    select(func.count()).select_from(room_invitations).where(room_invitations.c.room_id == ROOM, *IS_GOOD)
)

INVITATIONS_TO = (
    select(*INVITATION_COLUMNS)
    .where(room_invitations.c.room_id == ROOM)
    .order_by(room_invitations.c.created_ms.desc(), room_invitations.c.id)
)

INVITATION = select(*INVITATION_COLUMNS).where(OF_DIGEST)

USE_INVITATION = (
    update(room_invitations)
    .values(uses_left=room_invitations.c.uses_left - ONE)
    .where(OF_DIGEST, *IS_GOOD)
    .returning(room_invitations.c.id)
)

REVOKE_INVITATION = (
    update(room_invitations)
    .values(revoked_ms=NOW)
    .where(room_invitations.c.room_id == ROOM, room_invitations.c.id == bindparam("id"))
    .returning(room_invitations.c.id)
)

OLD_INVITATIONS = (
    select(room_invitations.c.id)
    .where(room_invitations.c.expires_ms <= bindparam("before", type_=BigInteger))
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)
DROP_OLD_INVITATIONS = (
    delete(room_invitations).where(room_invitations.c.id.in_(OLD_INVITATIONS)).returning(room_invitations.c.id)
)
