"""Decided: what is told of decisions, to the desk and to whoever holds a receipt."""

from msgspec.structs import replace

from palabre.domain.hold import told
from palabre.domain.moderation.appeal import APPEAL_MS, Appeal, appeal_until_ms, is_in_time
from palabre.domain.moderation.case import Case
from palabre.domain.moderation.judgement import Kept
from palabre.domain.receipt import ReceiptAbout
from palabre.domain.refusal import Refusal
from palabre.domain.session import Locale
from palabre.domain.staff import Staff
from palabre.ports.clock import Clock
from palabre.ports.sanctions import SanctionStore
from palabre.ports.store import Store
from palabre.protocol.conversion import held_back, rfc3339, sanction_info
from palabre.protocol.desk_cases import CaseAppeal, CaseDecision
from palabre.protocol.resources import AppealInfo, ReceiptInfo, ReceiptItem
from palabre.services.appealing import Appealing, waiting
from palabre.services.holds import Holds
from palabre.services.reasons import Reasons


class Decided:
    """For the desk."""

    def __init__(self, store: SanctionStore, reasons: Reasons) -> None:
        self._store = store
        self._reasons = reasons

    async def told(self, session_id: str, case_id: str = "") -> tuple[CaseDecision, ...]:
        """What was decided about a session, the latest first.

        Who said that they are a child is told of to nobody before they contest it: on that case alone.
        """
        found = await self._store.decisions_about([session_id])
        shown = (kept for kept in reversed(found) if kept.judgement.case_id == case_id or not is_private(kept))
        return tuple(self.decision(kept) for kept in shown)

    async def appeal(self, case: Case, member: Staff) -> CaseAppeal | None:
        """What was said against the decision on a case, while it waits to be judged."""
        if case.state != "appealed":
            return None
        kept, appeal = await waiting(self._store, case)
        if kept is None or appeal is None:
            return None
        return CaseAppeal(
            text=appeal.text,
            at=rfc3339(appeal.at_ms),
            by=appeal.side,
            decision_id=kept.judgement.id,
            may_judge=member.id != kept.judgement.by,
        )

    def decision(self, kept: Kept) -> CaseDecision:
        made, sanction = kept.judgement, kept.sanction
        return CaseDecision(
            id=made.id,
            case_id=made.case_id,
            at=rfc3339(made.at_ms),
            by=made.by,
            sanction=made.sanction,
            room=self._reasons.handle(sanction.room_id if sanction else made.room_id),
            ground=made.ground,
            reason=made.reason,
            removed=len(made.removed),
            until=rfc3339(sanction.until_ms) if sanction and sanction.until_ms is not None else None,
            lifted_at=rfc3339(kept.reversal.at_ms) if kept.reversal else None,
            note=made.note,
        )


class Opened:
    """For whoever holds a receipt: their own decision whole, of their own report only what came of it."""

    def __init__(self, store: Store, reasons: Reasons, appealing: Appealing, holds: Holds, clock: Clock) -> None:
        self._store = store
        self._reasons = reasons
        self._appealing = appealing
        self._holds = holds
        self._clock = clock

    async def of(self, about: ReceiptAbout, locale: Locale) -> ReceiptInfo:
        """Raises Refusal `not_found`, StoreUnavailable."""
        if about.kind == "erasure":
            return await self._erasure(about, locale)
        if len(about.ids()) > 1:
            reports = [await self.of(about.item(number + 1), locale) for number in range(len(about.ids()))]
            return replace(reports[0], items=tuple(map(item_of, range(1, len(reports) + 1), reports)))
        kept, side = await self._appealing.decision_of(about)
        if side == "reporter":
            return await self._report(about, kept)
        if kept is None:
            raise Refusal("not_found")
        sanction = self._reasons.told(kept, locale)
        return ReceiptInfo(
            about="decision",
            at=rfc3339(kept.judgement.at_ms),
            outcome="acted",
            may_appeal=self._may_appeal(kept, side),
            category=kept.statement.category if kept.statement else None,
            sanction=sanction_info(sanction) if sanction else None,
            removed=len(kept.judgement.removed),
            lifted_at=rfc3339(kept.reversal.at_ms) if kept.reversal else None,
            decided_at=rfc3339(kept.judgement.at_ms),
            appeal_until=rfc3339(appeal_until_ms(kept.judgement.at_ms)),
            appeal=appeal_info(own_appeal(kept, side)),
        )

    async def _erasure(self, about: ReceiptAbout, locale: Locale) -> ReceiptInfo:
        """What was decided since is reached by its own receipt."""
        session_id = about.about_id
        decisions = await self._store.decisions_about([session_id])
        return ReceiptInfo(
            about="erasure",
            at=rfc3339(about.expires_ms - APPEAL_MS),
            outcome="acted",
            may_appeal=False,
            holds=tuple(held_back(hold, locale) for hold in told(await self._holds.holds_of(session_id))),
            codes=tuple(info.receipt for kept in decisions if (info := self._reasons.told(kept, locale)) is not None),
        )

    async def _report(self, about: ReceiptAbout, kept: Kept | None) -> ReceiptInfo:
        found = await self._store.report(about.about_id)
        if found is None:
            raise Refusal("not_found")
        report, _ = found
        return ReceiptInfo(
            about="report",
            at=rfc3339(report.at_ms),
            outcome="waiting" if kept is None else "acted" if kept.sanction else "nothing_found",
            may_appeal=kept is not None and self._may_appeal(kept, "reporter"),
            category=report.category,
            lifted_at=rfc3339(kept.reversal.at_ms) if kept and kept.reversal else None,
            decided_at=rfc3339(kept.judgement.at_ms) if kept else None,
            appeal_until=rfc3339(appeal_until_ms(kept.judgement.at_ms)) if kept else None,
            appeal=appeal_info(own_appeal(kept, "reporter")) if kept else None,
        )

    def _may_appeal(self, kept: Kept, side: str) -> bool:
        if kept.reversal is not None or own_appeal(kept, side) is not None:
            return False
        return is_in_time(kept.judgement.at_ms, self._clock.now_ms())


def item_of(number: int, report: ReceiptInfo) -> ReceiptItem:
    return ReceiptItem(
        item=number,
        outcome=report.outcome,
        may_appeal=report.may_appeal,
        decided_at=report.decided_at,
        lifted_at=report.lifted_at,
        appeal=report.appeal,
    )


def is_private(kept: Kept) -> bool:
    return kept.judgement.sanction == "writing_closed"


def own_appeal(kept: Kept, side: str) -> Appeal | None:
    """The appeal of this side: nobody reads the other's."""
    return next((appeal for appeal in kept.appeals if appeal.side == side), None)


def appeal_info(appeal: Appeal | None) -> AppealInfo | None:
    if appeal is None:
        return None
    answer = appeal.answer
    return AppealInfo(
        text=appeal.text,
        at=rfc3339(appeal.at_ms),
        outcome=answer.outcome if answer else None,
        reason=answer.reason if answer else None,
        answered_by=answer.by if answer else None,
        answered_at=rfc3339(answer.at_ms) if answer else None,
    )
