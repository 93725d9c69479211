"""Cases: what happens to them, and the reports they gather. The row of a case is the fold of its events."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from palabre.adapters.sealing.evidence import seal_words, with_words
from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.operations import control, evidence, moderation
from palabre.adapters.sql.statement import Operation, Row, as_json
from palabre.domain.moderation.case import (
    AnyCaseEvent,
    Case,
    CaseClaimed,
    CaseClosed,
    CaseReleased,
    CaseState,
    after,
    opened,
)
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.evidence import Piece
from palabre.domain.moderation.filing import (
    deeds_of,
    erasing,
    is_known,
    joined,
    opening,
    require_claimable,
    require_closable,
    sealing,
)
from palabre.domain.moderation.report import REPORTS_KEPT, Report, Subject
from palabre.domain.refusal import Refusal
from palabre.ports.cases import CASES_CHANGED, CasesChanged, Filed, Filing
from palabre.ports.sealer import Sealer

# The queue is read over and over: what has not changed is not decoded again.
DECODED_KEPT = 2_048
decode_case = lru_cache(DECODED_KEPT)(msgspec.json.Decoder(Case).decode)
decode_event: msgspec.json.Decoder[AnyCaseEvent] = msgspec.json.Decoder(AnyCaseEvent)
decode_subject = msgspec.json.Decoder(Subject).decode


def file(batch: Batch, room_id: int, filing: Filing, by: str | None) -> Operation[Filed]:
    """Keep a report under the lock of its room; `by` claims the case on their own initiative."""
    report = filing.report
    key = report.subject.key(report.id)
    rows = yield compiled.LOCK_CASE_OF_SUBJECT(subject_key=key)
    case = case_of(rows[0]) if rows else None
    if by is not None and case is not None:
        require_claimable(case, by)
    is_new = case is None
    if case is None:
        event = opening(report, by)
        case = opened(filing.case_id, event)
        yield add_case(case, key)
        yield compiled.ADD_CASE_EVENT(case_id=case.id, number=1, event=as_json(event))
    known = is_known(case, report)
    report_id, again = (report.id, True) if known else (yield from keep_report(batch.sealer, case, report))
    if filing.receipt is not None:
        yield compiled.EXTEND_RECEIPT(
            code_hash=filing.receipt, kind="report", about_id=report_id, expires_ms=filing.receipt_until_ms
        )
    case = yield from happen(case, *joined(case, report, report_id, by, again=again))
    digests = yield from evidence.add_pieces(batch.sealer, case.id, filing.pieces)
    yield from moderation.record_all(deeds_of(case, report, digests, by, opened=is_new, known=known))
    return Filed(case=case, report_id=report_id, fresh=not again, opened=is_new)


def keep_report(sealer: Sealer, case: Case, report: Report) -> Operation[tuple[str, bool]]:
    """Its id, and whether it was added to an earlier one of the same reporter."""
    earlier = (
        yield compiled.REPORT_BY(case_id=case.id, reporter=report.reporter) if report.reporter else nothing(report)
    )
    for row in earlier:
        before = report_of(sealer, row)
        more = before.with_more(report)
        yield compiled.CHANGE_REPORT(report_id=before.id, category=more.category, sealed=seal_words(sealer, more))
        return before.id, True
    kept = report if case.reports < REPORTS_KEPT else report.without_words()
    yield compiled.ADD_REPORT(
        report_id=report.id,
        case_id=case.id,
        at_ms=report.at_ms,
        reporter=report.reporter,
        source=report.source,
        category=report.category,
        subject=as_json(report.subject),
        sealed=seal_words(sealer, kept),
    )
    return report.id, False


def nothing(report: Report) -> Any:
    """A notice is each time another."""
    return compiled.REPORT(report_id="")


def locked(case_id: str) -> Operation[Case | None]:
    """The case, which nobody else changes until the end of the transaction."""
    rows = yield compiled.LOCK_CASE(case_id=case_id)
    return case_of(rows[0]) if rows else None


def required(case_id: str) -> Operation[Case]:
    """The same; raises Refusal `not_found`."""
    case = yield from locked(case_id)
    if case is None:
        raise Refusal("not_found")
    return case


def happen(case: Case, *events: AnyCaseEvent) -> Operation[Case]:
    """Append these events to a locked case; return it as it stands then."""
    if not events:
        return case
    ((count,),) = yield compiled.COUNT_EVENTS_IN_CASE(case_id=case.id)
    for number, event in enumerate(events, int(count) + 1):
        case = after(case, event)
        yield compiled.ADD_CASE_EVENT(case_id=case.id, number=number, event=as_json(event))
    yield compiled.CHANGE_CASE(
        case_id=case.id,
        subject_key=case.subject.key(case.id) if case.takes_reports() else None,
        state=case.state,
        closed_ms=case.closed_ms,
        folded=as_json(case),
    )
    data = msgspec.json.encode(CasesChanged(case.id))
    yield from control.append_control(CASES_CHANGED, data, events[-1].at_ms)
    return case


def claim(case_id: str, deed: Deed) -> Operation[Case]:
    case = yield from required(case_id)
    require_claimable(case, deed.who)
    if case.claimed_by == deed.who:
        return case
    case = yield from happen(case, CaseClaimed(at_ms=deed.at_ms, by=deed.who))
    yield from moderation.record(deed)
    return case


def release(case_id: str, deed: Deed) -> Operation[Case]:
    case = yield from required(case_id)
    if case.claimed_by is None:
        return case
    require_claimable(case, deed.who)
    case = yield from happen(case, CaseReleased(at_ms=deed.at_ms, by=deed.who))
    yield from moderation.record(deed)
    return case


def happened(case_id: str, event: AnyCaseEvent, deed: Deed | None) -> Operation[Case]:
    case = yield from happen((yield from required(case_id)), event)
    if deed is not None:
        yield from moderation.record(deed)
    return case


def close(case_id: str, deed: Deed) -> Operation[Case]:
    case = yield from required(case_id)
    require_closable(case)
    case = yield from happen(case, CaseClosed(at_ms=deed.at_ms, by=deed.who))
    yield from moderation.record(deed)
    return case


def add_pieces(batch: Batch, case_id: str, pieces: Sequence[Piece]) -> Operation[int]:
    """More evidence, while nobody has decided."""
    case = yield from required(case_id)
    if not case.is_undecided() or not pieces:
        return 0
    digests = yield from evidence.add_pieces(batch.sealer, case_id, pieces)
    if digests:
        yield from moderation.record(sealing(case, pieces[0].taken_ms, digests))
    return len(digests)


def cases(room_ids: Collection[int] | None, states: Collection[CaseState], count: int) -> Operation[list[Case]]:
    wanted = as_json([[state] for state in sorted(states)])
    if room_ids is None:
        rows = yield compiled.CASES_IN_STATES(rows=wanted, count=count)
    else:
        rows = yield compiled.CASES_IN_ROOMS(rows=wanted, rooms=as_json(sorted(room_ids)), count=count)
    return [case_of(row) for row in rows]


def case(case_id: str) -> Operation[Case | None]:
    rows = yield compiled.CASE(case_id=case_id)
    return case_of(rows[0]) if rows else None


def case_events(case_id: str) -> Operation[list[AnyCaseEvent]]:
    rows = yield compiled.EVENTS_IN_CASE(case_id=case_id)
    return [decode_event.decode(event) for (event,) in rows]


def cases_on(session_id: str) -> Operation[list[Case]]:
    rows = yield compiled.CASES_ON_SESSION(session_id=session_id)
    return [case_of(row) for row in rows]


def cases_with(session_ids: Collection[str]) -> Operation[frozenset[str]]:
    wanted = as_json([[session_id] for session_id in sorted(session_ids)])
    about = yield compiled.CASES_ABOUT(rows=wanted)
    showing = yield compiled.CASES_SHOWING(rows=wanted)
    reported = yield compiled.CASES_REPORTED_BY(rows=wanted)
    return frozenset(case_id for (case_id,) in (*about, *showing, *reported))


def reports(case_id: str) -> Operation[Sequence[Row]]:
    """To be opened outside the transaction."""
    return (yield compiled.REPORTS_IN_CASE(case_id=case_id))


def report(report_id: str) -> Operation[Sequence[Row]]:
    return (yield compiled.REPORT(report_id=report_id))


def of_report(report_id: str) -> Operation[list[Case]]:
    """The case of a report; none once it is erased."""
    found = []
    for row in (yield compiled.REPORT(report_id=report_id)):
        found += [case_of(each) for each in (yield compiled.CASE(case_id=case_id_of(row)))]
    return found


def erase(batch: Batch, closed_before_ms: int, rows: int, at_ms: int) -> Operation[int]:
    batch.scrub = True
    due = yield compiled.CASES_CLOSED_BEFORE(before=closed_before_ms, count=rows)
    for (case_id,) in due:
        for statement in (
            compiled.ERASE_PIECES,
            compiled.ERASE_REPORTS,
            compiled.ERASE_CASE_EVENTS,
            compiled.ERASE_CASE,
        ):
            yield statement(case_id=case_id)
        yield from moderation.record(erasing(case_id, at_ms))
    batch.hid_text = batch.hid_text or bool(due)
    return len(due)


def add_case(case: Case, key: str | None) -> Any:
    """The query that adds it; without a key, reports on its subject do not join it."""
    return compiled.ADD_CASE(
        case_id=case.id,
        subject_key=key,
        room_id=case.subject.room_id,
        session_id=case.subject.session_id,
        state=case.state,
        opened_ms=case.opened_ms,
        folded=as_json(case),
    )


def case_of(row: Row) -> Case:
    return decode_case(row[0])


def case_id_of(row: Row) -> str:
    """Of the row of a report."""
    case_id: str = row[1]
    return case_id


def report_of(sealer: Sealer, row: Row) -> Report:
    id, _, at_ms, reporter, source, category, subject, sealed = row
    bare = Report(
        id=id,
        at_ms=at_ms,
        subject=decode_subject(subject),
        category=category,
        reporter=reporter,
        source=source,
    )
    return with_words(sealer, bare, bytes(sealed))


def reports_of(sealer: Sealer, rows: Iterable[Row]) -> list[Report]:
    return [report_of(sealer, row) for row in rows]
