"""What people decided, in memory."""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from palabre.adapters.memory.cases import happen_in
from palabre.adapters.memory.log import take_down
from palabre.adapters.memory.tables import CaseEntry, Post, Tables
from palabre.domain.moderation.appeal import APPEAL_MS, PROLONGED_BEFORE_MS, Appeal, AppealAnswer, readable_until_ms
from palabre.domain.moderation.case import AppealDecided, Case, CaseDecided, DecisionUndone, opened
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.filing import require_claimable
from palabre.domain.moderation.judgement import (
    BanMark,
    Judgement,
    Kept,
    Reversal,
    Ruled,
    contested,
    destroying,
    made_against,
    reopening,
    reopens,
    require_reversible,
    require_undecided,
    still_waiting,
    unanswered,
    undoes,
)
from palabre.domain.receipt import ReceiptAbout
from palabre.domain.refusal import Refusal
from palabre.domain.staff import PROGRAM
from palabre.ports.bus import Bus
from palabre.ports.sanctions import SANCTIONS_CHANGED, SanctionsChanged
from palabre.ports.sealer import Sealer


class MemorySanctions:
    """Like the log, nothing awaits inside a write."""

    def __init__(self, tables: Tables, bus: Bus, sealer: Sealer) -> None:
        self._tables = tables
        self._bus = bus
        self._sealer = sealer

    async def decide(self, ruled: Ruled) -> Kept:
        made = ruled.judgement
        case = self._case(made.case_id)
        require_undecided(case, made.by)
        posts = still_there(self._tables, made)
        ruled = ruled.removing([post.message.id for post in posts])
        for post in posts:
            take_down(self._tables, self._bus, self._sealer, post, made.at_ms)
        happen_in(self._tables, case, CaseDecided(at_ms=made.at_ms, by=made.by, decision_id=made.id))
        self._tables.judgements[made.id] = ruled.kept()
        self._tables.marks += ruled.marks
        if ruled.receipt is not None:
            self._tables.receipts[ruled.receipt] = ReceiptAbout("decision", made.id, ruled.receipt_until_ms)
        self._tables.record(*ruled.deeds)
        self._tell(made.session_id, made.at_ms)
        return ruled.kept()

    async def reverse(self, reversal: Reversal, deeds: Sequence[Deed]) -> Kept:
        kept = self._kept(reversal.decision_id)
        require_reversible(kept)
        if not reversal.reason:
            self._reopen(kept, reversal)
        self._tables.record(*deeds)
        return self._undo(kept, reversal)

    async def appeal(self, appeal: Appeal, deed: Deed) -> None:
        kept = self._kept(appeal.decision_id)
        if any(each.side == appeal.side for each in kept.appeals):
            raise Refusal("appeal_made")
        self._put(msgspec.structs.replace(kept, appeals=(*kept.appeals, appeal)))
        case = self._case_contested(kept, appeal)
        if case.state != "appealed":
            happen_in(self._tables, case, made_against(kept, appeal, appeal.at_ms))
        self._tables.record(deed)

    async def answer_appeal(
        self, decision_id: str, appeal_id: str, answer: AppealAnswer, deeds: Sequence[Deed]
    ) -> Kept:
        kept = self._kept(decision_id)
        found = unanswered(kept, appeal_id, answer.by)
        case = self._case(kept.judgement.case_id)
        require_claimable(case, answer.by)
        answered = msgspec.structs.replace(found, answer=answer)
        kept = self._put(
            msgspec.structs.replace(kept, appeals=tuple(answered if a is found else a for a in kept.appeals))
        )
        case = happen_in(self._tables, case, AppealDecided(at_ms=answer.at_ms, by=answer.by, outcome=answer.outcome))
        for about, other in still_waiting(await self.decisions_on(case.id), found.id)[:1]:
            case = happen_in(self._tables, case, made_against(about, other, answer.at_ms))
        self._tables.record(*deeds)
        if reopens(found, answer) and case.state == "decided":
            happen_in(self._tables, case, reopening(case, answer))
        if undoes(kept, found, answer):
            reversal = Reversal(decision_id=decision_id, at_ms=answer.at_ms, by=answer.by, reason=answer.reason)
            return self._undo(kept, reversal)
        return kept

    async def kept(self, decision_id: str) -> Kept | None:
        return self._tables.judgements.get(decision_id)

    async def decisions_on(self, case_id: str) -> list[Kept]:
        return self._in_order(each for each in self._all() if each.judgement.case_id == case_id)

    async def decisions_about(self, session_ids: Collection[str]) -> list[Kept]:
        return self._in_order(each for each in self._all() if each.judgement.session_id in session_ids)

    async def decisions_since(self, since_ms: int) -> list[Kept]:
        return self._in_order(each for each in self._all() if each.sanction is not None and holds_since(each, since_ms))

    async def keep_receipt(self, code_hash: bytes, about: ReceiptAbout) -> None:
        self._tables.require_writable()
        self._tables.receipts.setdefault(code_hash, about)

    async def receipt(self, code_hash: bytes) -> ReceiptAbout | None:
        return self._tables.receipts.get(code_hash)

    async def ban_marks(self, now_ms: int) -> list[BanMark]:
        return [mark for mark in self._tables.marks if mark.expires_ms > now_ms]

    async def sweep_sanctions(self, now_ms: int, rows: int) -> int:
        self._tables.require_writable()
        self._prolong(now_ms)
        receipts = [code for code, about in self._tables.receipts.items() if about.expires_ms <= now_ms][:rows]
        over = [each.judgement.id for each in self._all() if is_over(each, now_ms - APPEAL_MS)][:rows]
        for code in receipts:
            del self._tables.receipts[code]
        for decision_id in over:
            made = self._tables.judgements.pop(decision_id).judgement
            self._tables.record(destroying(decision_id, made.case_id, now_ms))
        self._tables.marks = [mark for mark in self._tables.marks if mark.expires_ms > now_ms]
        return len(receipts) + len(over)

    def _prolong(self, now_ms: int) -> None:
        for code, about in self._tables.receipts.items():
            if about.kind == "report" and about.expires_ms <= now_ms + PROLONGED_BEFORE_MS:
                reports = {*about.ids()}
                cases = [each.case for each in self._tables.cases.values() if not reports.isdisjoint(each.reports)]
                until_ms = max([about.expires_ms, *(readable_until_ms(case, now_ms) for case in cases)])
                self._tables.receipts[code] = msgspec.structs.replace(about, expires_ms=until_ms)

    def _impose(self, ruled: Ruled) -> None:
        made = ruled.judgement
        self._tables.judgements[made.id] = ruled.kept()
        if ruled.receipt is not None:
            self._tables.receipts[ruled.receipt] = ReceiptAbout("decision", made.id, ruled.receipt_until_ms)
        self._tables.record(*ruled.deeds)
        self._tell(made.session_id, made.at_ms)

    def _case_contested(self, kept: Kept, appeal: Appeal) -> Case:
        if kept.judgement.has_no_case and appeal.case_id not in self._tables.cases:
            event = contested(kept, appeal.at_ms)
            self._tables.cases[appeal.case_id] = CaseEntry(opened(appeal.case_id, event), [event])
            self._tables.record(Deed(at_ms=appeal.at_ms, who=PROGRAM, what="case_opened", case_id=appeal.case_id))
        return self._case(appeal.case_id)

    def _undo(self, kept: Kept, reversal: Reversal) -> Kept:
        if kept.sanction is not None:
            undone = kept.sanction.id
            self._tables.marks = [mark for mark in self._tables.marks if mark.sanction_id != undone]
        self._tell(kept.judgement.session_id, reversal.at_ms)
        return self._put(msgspec.structs.replace(kept, reversal=reversal))

    def _reopen(self, kept: Kept, reversal: Reversal) -> None:
        case = self._case(kept.judgement.case_id)
        key = case.subject.key(case.id)
        others = (entry.case for entry in self._tables.cases.values() if entry.case.takes_reports())
        is_open = any(other.subject.key(other.id) == key for other in others)
        if case.decision_id == kept.judgement.id and case.state == "decided" and not is_open:
            undone = DecisionUndone(at_ms=reversal.at_ms, by=reversal.by, decision_id=kept.judgement.id)
            happen_in(self._tables, case, undone)

    def _tell(self, session_id: str | None, at_ms: int) -> None:
        if session_id is not None:
            data = msgspec.json.encode(SanctionsChanged(session_id))
            self._tables.instruct(SANCTIONS_CHANGED, data, at_ms)

    def _case(self, case_id: str) -> Case:
        self._tables.require_writable()
        if case_id not in self._tables.cases:
            raise Refusal("not_found")
        return self._tables.cases[case_id].case

    def _kept(self, decision_id: str) -> Kept:
        self._tables.require_writable()
        if decision_id not in self._tables.judgements:
            raise Refusal("not_found")
        return self._tables.judgements[decision_id]

    def _put(self, kept: Kept) -> Kept:
        self._tables.judgements[kept.judgement.id] = kept
        return kept

    def _all(self) -> list[Kept]:
        return [*self._tables.judgements.values()]

    def _in_order(self, found: Iterable[Kept]) -> list[Kept]:
        return sorted(found, key=lambda kept: (kept.judgement.at_ms, kept.judgement.id))


def still_there(tables: Tables, made: Judgement) -> list[Post]:
    """The messages to be removed that are the guest's, in this room, and have a text."""
    posts = (tables.posts.get(message_id) for message_id in dict.fromkeys(made.removed))
    return [
        post
        for post in posts
        if post is not None
        and post.room_id == made.room_id
        and post.session_id == made.session_id
        and post.message.removed is None
    ]


def holds_since(kept: Kept, since_ms: int) -> bool:
    """Whether it was decided since then, or its sanction was not over by then."""
    until = kept.sanction.until_ms if kept.sanction else None
    return kept.judgement.at_ms >= since_ms or (until is not None and until > since_ms)


def is_over(kept: Kept, before_ms: int) -> bool:
    """Whether nobody can contest it any more, and it keeps nobody from anything."""
    until = kept.sanction.until_ms if kept.sanction else None
    return kept.judgement.at_ms < before_ms and (until is None or until < before_ms)
