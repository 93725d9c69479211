"""Filing: what a report makes of the case on its subject, and what is recorded of it."""

from collections.abc import Sequence

from msgspec import Struct

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.case import AnyCaseEvent, Case, CaseClaimed, CaseOpened, ReportAdded
from palabre.domain.moderation.event import Deed, told
from palabre.domain.moderation.evidence import seal_digest
from palabre.domain.moderation.report import Category, Report
from palabre.domain.staff import PROGRAM


class Sealed(Struct, frozen=True):
    """What is recorded of evidence: how many pieces, and the SHA-256 over their digests."""

    pieces: int
    digest: str


class Filed(Struct, frozen=True):
    """What is recorded of a report, beside its id."""

    category: Category


def opening(report: Report, by: str | None) -> CaseOpened:
    """The case is about the guest or the room; which message it began with is in its evidence."""
    return CaseOpened(at_ms=report.at_ms, by=by or PROGRAM, subject=report.subject.of_case())


def joined(case: Case, report: Report, report_id: str, by: str | None, *, again: bool) -> list[AnyCaseEvent]:
    """What happens to the case. On their own initiative a moderator claims it; that is no report of a guest's, nor is
    what a rule found, which counts once."""
    if is_known(case, report):
        return []
    added = ReportAdded(
        at_ms=report.at_ms,
        report_id=report_id,
        category=report.category,
        source=report.source,
        again=again or by is not None or report.concern is not None,
        concern=report.concern,
    )
    if by is None or case.claimed_by == by:
        return [added]
    return [added, CaseClaimed(at_ms=report.at_ms, by=by)]


def is_known(case: Case, report: Report) -> bool:
    """Whether a rule found once more what it found already: then there is only more evidence."""
    return report.concern is not None and report.source in case.sources


def deeds_of(
    case: Case, report: Report, digests: Sequence[bytes], by: str | None, *, opened: bool, known: bool = False
) -> list[Deed]:
    """What is recorded. Who reported is in none of it; which rule found it is."""
    who, at_ms = by or PROGRAM, report.at_ms
    deeds = []
    if opened:
        deeds.append(Deed(at_ms=at_ms, who=who, what="case_opened", case_id=case.id))
    if by is None and not known:
        data = told(Filed(report.category))
        deeds.append(
            Deed(at_ms=at_ms, who=PROGRAM, what="report_made", subject=report.rule, case_id=case.id, data=data)
        )
    if digests:
        deeds.append(sealing(case, at_ms, digests))
    if by is not None:
        deeds.append(Deed(at_ms=at_ms, who=by, what="case_claimed", case_id=case.id))
    return deeds


def sealing(case: Case, at_ms: int, digests: Sequence[bytes]) -> Deed:
    """The record that binds evidence: what is altered later no longer has these digests."""
    data = told(Sealed(len(digests), seal_digest(digests)))
    return Deed(at_ms=at_ms, who=PROGRAM, what="evidence_sealed", case_id=case.id, data=data)


def erasing(case_id: str, at_ms: int) -> Deed:
    """The record that a case was erased because its hold was over."""
    return Deed(at_ms=at_ms, who=PROGRAM, what="case_erased", case_id=case_id)


def require_claimable(case: Case, by: str) -> None:
    """Raises DeskRefusal `already_decided`, `claimed_already`, `needs_another_person`."""
    if not case.is_undecided() and case.state != "appealed":
        raise DeskRefusal("already_decided")
    if case.claimed_by is not None and case.claimed_by != by:
        raise DeskRefusal("claimed_already", case.claimed_by)
    if by in case.unfit():
        raise DeskRefusal("needs_another_person")


def require_closable(case: Case) -> None:
    """Raises DeskRefusal `not_decided`."""
    if case.state != "decided":
        raise DeskRefusal("not_decided")
