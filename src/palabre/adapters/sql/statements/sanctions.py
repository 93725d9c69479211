"""Statements on what people decided, appeals against it, receipts, and the marks of bans."""

from sqlalchemy import Integer, Text, bindparam, delete, insert, literal_column, or_, select, update
from sqlalchemy.dialects import postgresql

from palabre.adapters.sql.statements.many import FROM_THE_START, field, given
from palabre.adapters.sql.tables import appeals, ban_marks, judgements, receipts

ROWS = given()
THIS_JUDGEMENT = judgements.c.id == bindparam("decision_id")
JUDGEMENT_COLUMNS = (
    judgements.c.id,
    judgements.c.judgement,
    judgements.c.statement,
    judgements.c.quoted,
    judgements.c.sanction,
    judgements.c.reversal,
)

ADD_JUDGEMENT = insert(judgements).values(
    id=bindparam("decision_id"),
    case_id=bindparam("case_id"),
    session_id=bindparam("session_id"),
    at_ms=bindparam("at_ms"),
    until_ms=bindparam("until_ms"),
    judgement=bindparam("judgement"),
    statement=bindparam("statement"),
    quoted=bindparam("quoted"),
    sanction=bindparam("sanction"),
)

LOCK_JUDGEMENT = select(*JUDGEMENT_COLUMNS).where(THIS_JUDGEMENT).with_for_update()

JUDGEMENT = select(*JUDGEMENT_COLUMNS).where(THIS_JUDGEMENT)

JUDGEMENTS_ON_CASE = (
    select(*JUDGEMENT_COLUMNS)
    .where(judgements.c.case_id == bindparam("case_id"))
    .order_by(judgements.c.at_ms, judgements.c.id)
)

JUDGEMENTS_ABOUT = (
    select(*JUDGEMENT_COLUMNS)
    .where(judgements.c.session_id.in_(select(field(ROWS, 0, str))))
    .order_by(judgements.c.at_ms, judgements.c.id)
)

SANCTIONS_SINCE = (
    select(*JUDGEMENT_COLUMNS)
    .where(
        or_(judgements.c.at_ms >= bindparam("since"), judgements.c.until_ms > bindparam("since")),
        judgements.c.sanction.is_not(None),
    )
    .order_by(judgements.c.at_ms, judgements.c.id)
)

REVERSE_JUDGEMENT = update(judgements).values(reversal=bindparam("reversal")).where(THIS_JUDGEMENT)

# Nobody can contest them any more, and they keep nobody from anything.
JUDGEMENTS_OVER = (
    select(judgements.c.id, judgements.c.case_id)
    .where(
        judgements.c.at_ms < bindparam("before"),
        or_(judgements.c.until_ms.is_(None), judgements.c.until_ms < bindparam("before")),
    )
    .order_by(judgements.c.at_ms, judgements.c.id)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

DESTROY_JUDGEMENT = delete(judgements).where(THIS_JUDGEMENT)
DESTROY_APPEALS = delete(appeals).where(appeals.c.decision_id == bindparam("decision_id"))

ADD_APPEAL = (
    postgresql.insert(appeals)
    .values(
        id=bindparam("appeal_id"),
        decision_id=bindparam("decision_id"),
        case_id=bindparam("case_id"),
        side=bindparam("side"),
        at_ms=bindparam("at_ms"),
        sealed=bindparam("sealed"),
    )
    .on_conflict_do_nothing()
    .returning(appeals.c.id)
)

APPEALS_AGAINST = (
    select(
        appeals.c.decision_id,
        appeals.c.id,
        appeals.c.case_id,
        appeals.c.side,
        appeals.c.at_ms,
        appeals.c.sealed,
        appeals.c.answer,
    )
    .where(appeals.c.decision_id.in_(select(field(ROWS, 0, str))))
    .order_by(appeals.c.at_ms, appeals.c.id)
)

ANSWER_APPEAL = update(appeals).values(answer=bindparam("answer")).where(appeals.c.id == bindparam("appeal_id"))

ADD_RECEIPT = (
    postgresql.insert(receipts)
    .values(
        code_hash=bindparam("code_hash"),
        kind=bindparam("kind"),
        about_id=bindparam("about_id"),
        expires_ms=bindparam("expires_ms"),
    )
    .on_conflict_do_nothing()
)


# Of a notice that leads to several cases: it opens one report more.
def extended(new: postgresql.Insert) -> postgresql.Insert:
    return new.on_conflict_do_update(
        index_elements=[receipts.c.code_hash],
        set_={"about_id": receipts.c.about_id + literal_column("' '", Text) + new.excluded.about_id},
    )


EXTEND_RECEIPT = extended(
    postgresql.insert(receipts).values(
        code_hash=bindparam("code_hash"),
        kind=bindparam("kind"),
        about_id=bindparam("about_id"),
        expires_ms=bindparam("expires_ms"),
    )
)

RECEIPT = select(receipts.c.kind, receipts.c.about_id, receipts.c.expires_ms).where(
    receipts.c.code_hash == bindparam("code_hash")
)

RECEIPTS_OVER = (
    select(receipts.c.code_hash)
    .where(receipts.c.expires_ms <= bindparam("now"))
    .order_by(receipts.c.expires_ms)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

REPORT_RECEIPTS_ENDING = (
    select(receipts.c.code_hash, receipts.c.about_id, receipts.c.expires_ms)
    .where(receipts.c.expires_ms <= bindparam("before"), receipts.c.kind == literal_column("'report'", Text))
    .order_by(receipts.c.expires_ms)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

PROLONG_RECEIPT = (
    update(receipts).values(expires_ms=bindparam("expires_ms")).where(receipts.c.code_hash == bindparam("code_hash"))
)

DESTROY_RECEIPT = delete(receipts).where(receipts.c.code_hash == bindparam("code_hash"))

ADD_BAN_MARK = (
    postgresql.insert(ban_marks)
    .values(
        sanction_id=bindparam("sanction_id"),
        day=bindparam("day"),
        digest=bindparam("digest"),
        room_id=bindparam("room_id"),
        from_ms=bindparam("from_ms"),
        expires_ms=bindparam("expires_ms"),
    )
    .on_conflict_do_nothing()
)

LIVE_BAN_MARKS = select(
    ban_marks.c.sanction_id,
    ban_marks.c.day,
    ban_marks.c.digest,
    ban_marks.c.room_id,
    ban_marks.c.from_ms,
    ban_marks.c.expires_ms,
).where(ban_marks.c.expires_ms > bindparam("now"))

DROP_BAN_MARKS = delete(ban_marks).where(ban_marks.c.sanction_id == bindparam("sanction_id"))
DROP_STALE_BAN_MARKS = delete(ban_marks).where(ban_marks.c.expires_ms <= bindparam("now"))
