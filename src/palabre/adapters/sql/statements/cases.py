"""Statements on cases, what happened to them, and the reports they gather."""

from sqlalchemy import Integer, bindparam, delete, func, insert, select, update

from palabre.adapters.sql.statements.many import FROM_THE_START, field, given, number
from palabre.adapters.sql.tables import case_events, cases, pieces, reports

ROWS = given()
ROOMS = given("rooms")
THIS_CASE = cases.c.id == bindparam("case_id")
KEPT = (cases.c.folded,)

ADD_CASE = insert(cases).values(
    id=bindparam("case_id"),
    subject_key=bindparam("subject_key"),
    room_id=bindparam("room_id"),
    session_id=bindparam("session_id"),
    state=bindparam("state"),
    opened_ms=bindparam("opened_ms"),
    folded=bindparam("folded"),
)

CHANGE_CASE = (
    update(cases)
    .values(
        subject_key=bindparam("subject_key"),
        state=bindparam("state"),
        closed_ms=bindparam("closed_ms"),
        folded=bindparam("folded"),
    )
    .where(THIS_CASE)
)

LOCK_CASE = select(*KEPT).where(THIS_CASE).with_for_update()

LOCK_CASE_OF_SUBJECT = select(*KEPT).where(cases.c.subject_key == bindparam("subject_key")).with_for_update()

CASE = select(*KEPT).where(THIS_CASE)

CASES_IN_STATES = (
    select(*KEPT)
    .where(cases.c.state.in_(select(field(ROWS, 0, str))))
    .order_by(cases.c.opened_ms, cases.c.id)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

CASES_IN_ROOMS = (
    select(*KEPT)
    .where(cases.c.state.in_(select(field(ROWS, 0, str))), cases.c.room_id.in_(select(number(ROOMS))))
    .order_by(cases.c.opened_ms, cases.c.id)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

CASES_ON_SESSION = (
    select(*KEPT).where(cases.c.session_id == bindparam("session_id")).order_by(cases.c.opened_ms.desc(), cases.c.id)
)

# Three ways for a person to be part of a case; each is reached through an index.
CASES_ABOUT = select(cases.c.id).where(cases.c.session_id.in_(select(field(ROWS, 0, str))))
CASES_SHOWING = select(pieces.c.case_id).distinct().where(pieces.c.session_id.in_(select(field(ROWS, 0, str))))
CASES_REPORTED_BY = select(reports.c.case_id).distinct().where(reports.c.reporter.in_(select(field(ROWS, 0, str))))

CASES_CLOSED_BEFORE = (
    select(cases.c.id)
    .where(cases.c.closed_ms < bindparam("before"))
    .order_by(cases.c.closed_ms, cases.c.id)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

ERASE_CASE = delete(cases).where(THIS_CASE)
ERASE_CASE_EVENTS = delete(case_events).where(case_events.c.case_id == bindparam("case_id"))
ERASE_REPORTS = delete(reports).where(reports.c.case_id == bindparam("case_id"))
ERASE_PIECES = delete(pieces).where(pieces.c.case_id == bindparam("case_id"))

ADD_CASE_EVENT = insert(case_events).values(
    case_id=bindparam("case_id"), number=bindparam("number"), event=bindparam("event")
)

EVENTS_IN_CASE = (
    select(case_events.c.event).where(case_events.c.case_id == bindparam("case_id")).order_by(case_events.c.number)
)

COUNT_EVENTS_IN_CASE = (
    select(func.count()).select_from(case_events).where(case_events.c.case_id == bindparam("case_id"))
)

ADD_REPORT = insert(reports).values(
    id=bindparam("report_id"),
    case_id=bindparam("case_id"),
    at_ms=bindparam("at_ms"),
    reporter=bindparam("reporter"),
    source=bindparam("source"),
    category=bindparam("category"),
    subject=bindparam("subject"),
    sealed=bindparam("sealed"),
)

REPORT_COLUMNS = (
    reports.c.id,
    reports.c.case_id,
    reports.c.at_ms,
    reports.c.reporter,
    reports.c.source,
    reports.c.category,
    reports.c.subject,
    reports.c.sealed,
)

REPORTS_IN_CASE = (
    select(*REPORT_COLUMNS).where(reports.c.case_id == bindparam("case_id")).order_by(reports.c.at_ms, reports.c.id)
)

REPORT = select(*REPORT_COLUMNS).where(reports.c.id == bindparam("report_id"))

REPORT_BY = (
    select(*REPORT_COLUMNS)
    .where(reports.c.case_id == bindparam("case_id"), reports.c.reporter == bindparam("reporter"))
    .order_by(reports.c.at_ms, reports.c.id)
)

CHANGE_REPORT = (
    update(reports)
    .values(category=bindparam("category"), sealed=bindparam("sealed"))
    .where(reports.c.id == bindparam("report_id"))
)
