"""Appealing: whom a decision is about, or who reported, contests it by their receipt; another person answers."""

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.appeal import Appeal, AppealAnswer, AppealOutcome, Side, is_in_time
from palabre.domain.moderation.case import Case
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.judgement import Kept, Reversal, undoes
from palabre.domain.receipt import ReceiptAbout
from palabre.domain.refusal import Refusal
from palabre.domain.staff import Staff
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.sanctions import SanctionStore
from palabre.ports.store import Store
from palabre.services.board import Board
from palabre.services.casework import Casework
from palabre.services.identifiers import new_id
from palabre.services.permitting import require_everywhere
from palabre.services.reversing import undoing
from palabre.services.sanctioning import Effects


class Appealing:
    """Takes appeals in: without a session, once each side, within six months."""

    def __init__(self, store: Store, board: Board, clock: Clock, chance: Chance) -> None:
        self._store = store
        self._board = board
        self._clock = clock
        self._chance = chance

    async def appeal(self, about: ReceiptAbout, text: str) -> Appeal:
        """Raises Refusal `not_found`, `conflict` (nothing was decided, or it was undone), `appeal_too_late`,
        `appeal_made`, `body_empty`, and StoreUnavailable."""
        said = text.strip()
        if not said:
            raise Refusal("body_empty")
        kept, side = await self.decision_of(about)
        if kept is None or kept.reversal is not None:
            raise Refusal("conflict")
        now = self._clock.now_ms()
        if not is_in_time(kept.judgement.at_ms, now):
            raise Refusal("appeal_too_late")
        made = Appeal(
            id=new_id(now, self._chance),
            decision_id=kept.judgement.id,
            case_id=kept.judgement.case_id,
            side=side,
            text=said,
            at_ms=now,
        )
        deed = Deed(at_ms=now, who=side, what="appeal_made", subject=kept.judgement.id, case_id=made.case_id)
        await self._store.appeal(made, deed)
        self._board.turn()
        return made

    async def decision_of(self, about: ReceiptAbout) -> tuple[Kept | None, Side]:
        """The decision a receipt leads to, None while there is none; raises Refusal `not_found`."""
        if about.kind == "decision":
            kept = await self._store.kept(about.about_id)
            if kept is None:
                raise Refusal("not_found")
            return kept, "subject"
        found = await self._store.report(about.about_id) if about.kind == "report" else None
        if found is None:
            raise Refusal("not_found")
        # What a rule did by itself is between its guest and the team.
        decisions = [kept for kept in await self._store.decisions_on(found[1]) if not kept.judgement.automatic]
        return (decisions[-1] if decisions else None), "reporter"


class Answering:
    """Answers appeals: always another person than who decided, never a rule."""

    def __init__(self, store: Store, casework: Casework, effects: Effects, board: Board, clock: Clock) -> None:
        self._store = store
        self._casework = casework
        self._effects = effects
        self._board = board
        self._clock = clock

    async def answer(self, member: Staff, case_id: str, outcome: AppealOutcome, reason: str) -> Kept:
        """Raises Refusal `not_found`, DeskRefusal `needs_another_person`, `claimed_already`, `already_decided`,
        `reason_required`, and as `Casework.find`."""
        case = await self._casework.find(member, case_id)
        kept, appeal = await waiting(self._store, case)
        if kept is None or appeal is None:
            raise DeskRefusal("already_decided")
        if member.id == kept.judgement.by:
            raise DeskRefusal("needs_another_person")
        if kept.sanction is not None and kept.sanction.kind == "ban":
            require_everywhere(member)
        if not reason.strip():
            raise DeskRefusal("reason_required")
        answer = AppealAnswer(outcome=outcome, reason=reason.strip(), by=member.id, at_ms=self._clock.now_ms())
        answered = await self._store.answer_appeal(
            kept.judgement.id, appeal.id, answer, deeds_of(kept, appeal, answer, case_id)
        )
        await self._effects.follow(answered)
        self._board.turn()
        return answered


async def waiting(store: SanctionStore, case: Case) -> tuple[Kept | None, Appeal | None]:
    """The appeal of a case that waits for an answer, with the decision it is against."""
    for kept in reversed(await store.decisions_on(case.id)):
        for appeal in kept.appeals:
            if appeal.id == case.appeal_id and appeal.answer is None:
                return kept, appeal
    return None, None


def deeds_of(kept: Kept, appeal: Appeal, answer: AppealAnswer, case_id: str) -> list[Deed]:
    """What is recorded of an answer."""
    answered = Deed(
        at_ms=answer.at_ms,
        who=answer.by,
        what="appeal_decided",
        subject=kept.judgement.id,
        reason=answer.outcome,
        case_id=case_id,
    )
    if not undoes(kept, appeal, answer):
        return [answered]
    reversal = Reversal(decision_id=kept.judgement.id, at_ms=answer.at_ms, by=answer.by, reason=answer.reason)
    return [answered, *undoing(kept, reversal)]
