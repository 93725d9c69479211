"""Statements on conversations, the requests for them, and who wants none."""

from sqlalchemy import (
    BigInteger,
    ColumnClause,
    Integer,
    Null,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    literal_column,
    null,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql

from palabre.adapters.sql.statements.many import FROM_THE_START
from palabre.adapters.sql.tables import (
    conversation_requests,
    conversations,
    hides,
    pair_signs,
    sessions,
    solicitation_choices,
    standings,
)

NOTHING: Null = null()
OPEN: ColumnClause[str] = literal_column("'open'")
COUNT = bindparam("count", type_=Integer)
REQUESTS = (
    conversation_requests.c.id,
    conversation_requests.c.room_id,
    conversation_requests.c.requester,
    conversation_requests.c.requester_nickname,
    conversation_requests.c.requester_tag,
    conversation_requests.c.target,
    conversation_requests.c.nickname,
    conversation_requests.c.tag,
    conversation_requests.c.at_ms,
    conversation_requests.c.state,
    conversation_requests.c.declined,
)
THIS_REQUEST = conversation_requests.c.id == bindparam("id")
OF_REQUESTER = conversation_requests.c.requester == bindparam("requester")
OF_TARGET = conversation_requests.c.target == bindparam("target")
STANDS = and_(conversation_requests.c.state == OPEN, conversation_requests.c.at_ms > bindparam("after"))
WAITS = and_(STANDS, conversation_requests.c.declined.is_(False))

STANDING_REQUESTS = select(
    conversation_requests.c.id, conversation_requests.c.room_id, conversation_requests.c.tag
).where(OF_REQUESTER, STANDS)

# One row when nothing of whom it is for speaks against it: one question, whatever the answer.
ONE: ColumnClause[int] = literal_column("1")
IS_RECEPTIVE = select(ONE).where(
    ~exists().where(solicitation_choices.c.session_id == bindparam("target"), solicitation_choices.c.quiet.is_(True)),
    ~exists().where(standings.c.session_id == bindparam("target"), standings.c.protected_ms.is_not(None)),
    ~exists().where(hides.c.session_id == bindparam("target"), hides.c.hidden_session_id == bindparam("requester")),
    ~exists().where(
        pair_signs.c.sender == bindparam("requester"),
        pair_signs.c.target == bindparam("target"),
        pair_signs.c.sign == literal_column("'frozen'"),
    ),
    ~exists().where(OF_REQUESTER, OF_TARGET, conversation_requests.c.declined.is_(True)),
)

ADD_REQUEST = insert(conversation_requests).values(
    id=bindparam("id"),
    room_id=bindparam("room_id"),
    requester=bindparam("requester"),
    requester_nickname=bindparam("requester_nickname"),
    requester_tag=bindparam("requester_tag"),
    target=bindparam("target"),
    nickname=bindparam("nickname"),
    tag=bindparam("tag"),
    at_ms=bindparam("at_ms"),
    state=bindparam("state"),
    declined=bindparam("declined"),
)

REQUEST = select(*REQUESTS).where(THIS_REQUEST)

REQUESTS_OF_SESSION = (
    select(*REQUESTS)
    .where(
        or_(
            and_(conversation_requests.c.requester == bindparam("session_id"), STANDS),
            and_(conversation_requests.c.target == bindparam("session_id"), WAITS),
        )
    )
    .order_by(conversation_requests.c.at_ms, conversation_requests.c.id)
)

WITHDRAW_REQUEST = (
    update(conversation_requests)
    .values(state=literal_column("'withdrawn'"))
    .where(THIS_REQUEST, OF_REQUESTER, STANDS)
    .returning(conversation_requests.c.id)
)

DECLINE_REQUEST = (
    update(conversation_requests)
    .values(declined=true())
    .where(THIS_REQUEST, OF_TARGET, WAITS)
    .returning(conversation_requests.c.id)
)

ACCEPT_REQUEST = (
    update(conversation_requests)
    .values(state=literal_column("'accepted'"))
    .where(THIS_REQUEST, OF_TARGET, WAITS)
    .returning(conversation_requests.c.id)
)

LAPSED_REQUESTS = (
    select(*REQUESTS).where(conversation_requests.c.at_ms <= bindparam("before")).limit(COUNT).offset(FROM_THE_START)
)

DROP_REQUEST = delete(conversation_requests).where(THIS_REQUEST)

DROP_REQUESTS = delete(conversation_requests).where(conversation_requests.c.requester == bindparam("session_id"))

# As their requester sees them nothing changes.
FORGET_TARGET = (
    update(conversation_requests)
    .values(target=NOTHING)
    .where(conversation_requests.c.target == bindparam("session_id"))
)

DROP_REQUESTS_OF_NOBODY = delete(conversation_requests).where(
    conversation_requests.c.requester.not_in(select(sessions.c.id))
)

FORGET_TARGETS_GONE = (
    update(conversation_requests)
    .values(target=NOTHING)
    .where(conversation_requests.c.target.is_not(None), conversation_requests.c.target.not_in(select(sessions.c.id)))
)

SET_QUIET = (
    postgresql.insert(solicitation_choices)
    .values(session_id=bindparam("session_id"), quiet=bindparam("quiet"))
    .on_conflict_do_update(index_elements=["session_id"], set_={"quiet": bindparam("quiet")})
)

QUIET = select(solicitation_choices.c.quiet).where(solicitation_choices.c.session_id == bindparam("session_id"))

DROP_CHOICE = delete(solicitation_choices).where(solicitation_choices.c.session_id == bindparam("session_id"))

DROP_CHOICES_OF_NOBODY = delete(solicitation_choices).where(
    solicitation_choices.c.session_id.not_in(select(sessions.c.id))
)

ADD_CONVERSATION = insert(conversations).values(
    room_id=bindparam("room_id"),
    met=bindparam("met"),
    met_name=bindparam("met_name"),
    opened_ms=bindparam("opened_ms", type_=BigInteger),
)

CONVERSATION_COLUMNS = (
    conversations.c.room_id,
    conversations.c.met,
    conversations.c.met_name,
    conversations.c.opened_ms,
    conversations.c.frozen_ms,
)

CONVERSATIONS = select(*CONVERSATION_COLUMNS).order_by(conversations.c.opened_ms, conversations.c.room_id)

CONVERSATION = select(*CONVERSATION_COLUMNS).where(conversations.c.room_id == bindparam("room_id"))

FREEZE_CONVERSATION = (
    update(conversations)
    .values(frozen_ms=bindparam("at_ms"))
    .where(conversations.c.room_id == bindparam("room_id"), conversations.c.frozen_ms.is_(None))
    .returning(conversations.c.room_id)
)

EMPTY_CONVERSATION = delete(conversations).where(conversations.c.room_id == bindparam("room_id"))
