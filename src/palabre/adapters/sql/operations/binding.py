"""The rows of a case as deeds are bound to them, and as an audit holds them against the deeds."""

from collections import defaultdict

import msgspec

from palabre.adapters.sql import compiled
from palabre.adapters.sql.statement import Operation, Row, Rows
from palabre.domain.moderation.binding import CaseRows, bind, digest_of_row
from palabre.domain.moderation.binding import Rows as AllRows
from palabre.domain.moderation.case import AnyCaseEvent, Case, fold
from palabre.domain.moderation.event import Deed

Found = tuple[Rows, Rows, Rows, Rows, Rows]
decode_case = msgspec.json.Decoder(Case).decode
decode_event: msgspec.json.Decoder[AnyCaseEvent] = msgspec.json.Decoder(AnyCaseEvent)


def bound(deed: Deed) -> Operation[Deed]:
    """A deed of a case, bound to the rows as they are now: recorded after they were written."""
    if not deed.case_id:
        return deed
    found = (
        (yield compiled.BOUND_EVENTS(case_id=deed.case_id)),
        (yield compiled.BOUND_REPORTS(case_id=deed.case_id)),
        (yield compiled.BOUND_PIECES(case_id=deed.case_id)),
        (yield compiled.BOUND_JUDGEMENTS(case_id=deed.case_id)),
        (yield compiled.BOUND_APPEALS(case_id=deed.case_id)),
    )
    return bind(deed, by_case(found)[deed.case_id])


def all_rows() -> Operation[AllRows]:
    ((done,),) = yield compiled.DEEDS_DONE()
    found = (
        (yield compiled.ALL_BOUND_EVENTS()),
        (yield compiled.ALL_BOUND_REPORTS()),
        (yield compiled.ALL_BOUND_PIECES()),
        (yield compiled.ALL_BOUND_JUDGEMENTS()),
        (yield compiled.ALL_BOUND_APPEALS()),
    )
    cases, happened = by_case(found), defaultdict[str, list[str]](list)
    for case_id, _, event in found[0]:
        happened[case_id].append(event)
    for row in (yield compiled.FOLDED_CASES()):
        case = cases[row[0]]
        case.is_there, case.is_folded = True, is_folded(row, happened[row[0]])
    return AllRows(int(done), cases)


def by_case(found: Found) -> defaultdict[str, CaseRows]:
    cases = defaultdict[str, CaseRows](CaseRows)
    events, reports, pieces, judgements, appeals = found
    for row in events:
        cases[row[0]].case_events.append(digest_of_row(row))
    for row in reports:
        cases[row[0]].reports[row[1]] = digest_of_row(row)
    for row in pieces:
        cases[row[0]].pieces[f"{row[1]} {row[2]}"] = digest_of_row(row)
    for row in judgements:
        cases[row[0]].judgements[row[1]] = digest_of_row(row)
    for row in appeals:
        cases[row[0]].appeals[row[1]] = digest_of_row(row)
    return cases


def is_folded(row: Row, happened: list[str]) -> bool:
    """Whether a case is what its events add up to, in its columns too."""
    case_id, room_id, session_id, state, opened_ms, closed_ms, folded = row
    try:
        case = fold(case_id, map(decode_event.decode, happened))
        kept = decode_case(folded)
    except (ValueError, msgspec.DecodeError):
        return False
    columns = (case.subject.room_id, case.subject.session_id, case.state, case.opened_ms, case.closed_ms)
    return case == kept and columns == (room_id, session_id, state, opened_ms, closed_ms)
