"""Statements on what is kept under one session, and on its destruction."""

from sqlalchemy import (
    BindParameter,
    Null,
    Text,
    bindparam,
    cast,
    delete,
    func,
    literal_column,
    null,
    or_,
    select,
    tuple_,
    update,
)

from palabre.adapters.sql.tables import (
    control,
    conversation_requests,
    decisions,
    faded,
    held,
    hides,
    holds,
    log,
    pair_signs,
    reactions,
    reports,
    room_invitations,
    room_members,
    rooms,
    sealed_versions,
    sessions,
    vouches,
)

NOBODY: Null = null()
NOTHING = cast(literal_column("''"), Text)
ALLOWED = literal_column("'allow'", Text)
SESSION: BindParameter[str] = bindparam("session_id", type_=Text)

OWN_NAMES = (
    select(holds.c.room_id, holds.c.nickname, holds.c.until_ms)
    .where(holds.c.session_id == SESSION)
    .order_by(holds.c.room_id)
)

OWN_REACTIONS = (
    select(reactions.c.room_id, reactions.c.offset, reactions.c.reaction)
    .where(reactions.c.session_id == SESSION)
    .order_by(reactions.c.room_id, reactions.c.offset, reactions.c.reaction)
)

OWN_MEMBERSHIPS = (
    select(
        room_members.c.room_id,
        room_members.c.session_id,
        room_members.c.since_ms,
        room_members.c.nickname,
        room_members.c.left_ms,
        room_members.c.removed,
        room_members.c.reason,
        room_members.c.invitation,
    )
    .where(room_members.c.session_id == SESSION)
    .order_by(room_members.c.since_ms, room_members.c.room_id)
)

OWN_VERDICTS = (
    select(decisions.c.id, decisions.c.at_ms, decisions.c.room_id, decisions.c.outcome, sealed_versions.c.sealed)
    .select_from(decisions.outerjoin(sealed_versions, sealed_versions.c.message_id == decisions.c.id))
    .where(decisions.c.session_id == SESSION, decisions.c.outcome != ALLOWED)
    .order_by(decisions.c.at_ms, decisions.c.id)
)

OWN_REPORTS = select(reports.c.id).where(reports.c.reporter == SESSION).order_by(reports.c.at_ms, reports.c.id)

ROOMS_IN_LOG = select(log.c.room_id).distinct().where(log.c.session_id == SESSION)
ROOMS_FADED = select(faded.c.room_id).distinct().where(faded.c.session_id == SESSION)

LAST_IN_LOG = select(func.max(log.c.at_ms)).where(log.c.session_id == SESSION)
LAST_SEALED_OF_LOG = (
    select(func.max(sealed_versions.c.expires_ms))
    .select_from(log.join(sealed_versions, sealed_versions.c.message_id == log.c.message_id))
    .where(log.c.session_id == SESSION)
)
LAST_FADED = select(func.max(faded.c.expires_ms)).where(faded.c.session_id == SESSION)
LAST_SEALED_OF_FADED = (
    select(func.max(sealed_versions.c.expires_ms))
    .select_from(faded.join(sealed_versions, sealed_versions.c.message_id == faded.c.message_id))
    .where(faded.c.session_id == SESSION)
)

# A digest of a short text tells which text it was.
FORGET_DIGESTS = (
    update(log)
    .values(body_digest=NOTHING)
    .where(log.c.session_id == SESSION, log.c.body_digest.is_not(None), log.c.body_digest != NOTHING)
)

# What was refused or never looked at was shown to nobody but the team.
RELEASED = literal_column("'released'", Text)
UNSHOWN = select(held.c.message_id).where(held.c.session_id == SESSION, held.c.state != RELEASED)
DESTROY_SEALED_UNSHOWN = delete(sealed_versions).where(sealed_versions.c.message_id.in_(UNSHOWN))
FORGET_HELD = delete(held).where(held.c.session_id == SESSION)

JUDGED = select(decisions.c.id).where(decisions.c.session_id == SESSION)
DESTROY_SEALED_OF_VERDICTS = delete(sealed_versions).where(sealed_versions.c.message_id.in_(JUDGED))
UNTIE_VERDICTS = update(decisions).values(session_id=NOBODY, message_id=NOBODY).where(decisions.c.session_id == SESSION)

FORGET_NAMES = delete(holds).where(holds.c.session_id == SESSION)
FORGET_HIDES = delete(hides).where(or_(hides.c.session_id == SESSION, hides.c.hidden_session_id == SESSION))

# Whoever they were addressed to under these tags, so that nothing shows in whose inbox they lay.
REQUESTED = tuple_(conversation_requests.c.room_id, conversation_requests.c.tag)
FORGET_REQUESTS = delete(conversation_requests).where(
    or_(
        conversation_requests.c.requester == SESSION,
        REQUESTED.in_(select(log.c.room_id, log.c.tag).where(log.c.session_id == SESSION)),
        REQUESTED.in_(select(faded.c.room_id, faded.c.tag).where(faded.c.session_id == SESSION)),
    )
)

DISOWN_ROOMS = update(rooms).values(owner=NOBODY).where(rooms.c.owner == SESSION)
UNTIE_INVITATIONS = update(room_invitations).values(created_by=NOTHING).where(room_invitations.c.created_by == SESSION)
UNTIE_VOUCHES = update(vouches).values(session_id=NOBODY).where(vouches.c.session_id == SESSION)

# What one showed somebody who is still here protects that person; nobody speaks to who left.
FORGET_PAIR_SIGNS = delete(pair_signs).where(
    or_(
        pair_signs.c.target == SESSION,
        (pair_signs.c.sender == SESSION) & pair_signs.c.target.not_in(select(sessions.c.id)),
    )
)

FORGET_NEWS = delete(control).where(control.c.kind == bindparam("kind"), control.c.data == bindparam("data"))
