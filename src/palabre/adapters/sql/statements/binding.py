"""Statements that read the rows deeds are bound to: of one case, and of all."""

from typing import Any

from sqlalchemy import Select, bindparam, select

from palabre.adapters.sql.tables import appeals, case_events, cases, judgements, pieces, reports


def of_case(statement: Select[Any]) -> Select[Any]:
    """The first column is the case."""
    return statement.where(statement.selected_columns[0] == bindparam("case_id"))


ALL_BOUND_EVENTS = select(case_events.c.case_id, case_events.c.number, case_events.c.event).order_by(
    case_events.c.case_id, case_events.c.number
)
# Its words and category change when its reporter adds to it, and what is sealed opens only as it was sealed.
ALL_BOUND_REPORTS = select(
    reports.c.case_id,
    reports.c.id,
    reports.c.at_ms,
    reports.c.reporter,
    reports.c.source,
    reports.c.category,
    reports.c.subject,
)
# Whether a text is still shown changes; `digest` is that of what is sealed.
ALL_BOUND_PIECES = select(
    pieces.c.case_id,
    pieces.c.message_id,
    pieces.c.version,
    pieces.c.room_id,
    pieces.c.offset,
    pieces.c.session_id,
    pieces.c.tag,
    pieces.c.at_ms,
    pieces.c.taken_ms,
    pieces.c.digest,
)
ALL_BOUND_JUDGEMENTS = select(
    judgements.c.case_id,
    judgements.c.id,
    judgements.c.session_id,
    judgements.c.at_ms,
    judgements.c.until_ms,
    judgements.c.judgement,
    judgements.c.statement,
    judgements.c.quoted,
    judgements.c.sanction,
    judgements.c.reversal,
)
ALL_BOUND_APPEALS = select(
    appeals.c.case_id,
    appeals.c.id,
    appeals.c.decision_id,
    appeals.c.side,
    appeals.c.at_ms,
    appeals.c.sealed,
    appeals.c.answer,
)
BOUND_EVENTS = of_case(ALL_BOUND_EVENTS)
BOUND_REPORTS = of_case(ALL_BOUND_REPORTS)
BOUND_PIECES = of_case(ALL_BOUND_PIECES)
BOUND_JUDGEMENTS = of_case(ALL_BOUND_JUDGEMENTS)
BOUND_APPEALS = of_case(ALL_BOUND_APPEALS)
FOLDED_CASES = select(
    cases.c.id,
    cases.c.room_id,
    cases.c.session_id,
    cases.c.state,
    cases.c.opened_ms,
    cases.c.closed_ms,
    cases.c.folded,
)
