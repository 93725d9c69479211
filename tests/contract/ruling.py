"""Decisions, as the store's suite makes them."""

from typing import Literal

from palabre.domain.moderation.appeal import Appeal, AppealAnswer, AppealOutcome, Side
from palabre.domain.moderation.event import Deed, told
from palabre.domain.moderation.judgement import Judgement, Kept, Reversal, Ruled
from palabre.domain.moderation.sanction import (
    MINUTE_MS,
    AutomaticMeasure,
    Measure,
    Sanction,
    SanctionKind,
    SanctionUndone,
    imposed,
)
from palabre.domain.moderation.statement import Statement
from palabre.domain.room import Room
from palabre.ports.store import Store
from tests.contract.scene import ANA, NOON, numbers

REASON = "Trois demandes après deux refus."
QUOTED = "Allez, viens"
CODE_HASH = b"c" * 32


def ruling(
    case_id: str,
    room: Room,
    measure: Measure | None = "mute",
    *,
    by: str = "M-1",
    at_ms: int = NOON,
    minutes: int = 10,
    who: str = ANA,
    remove: tuple[str, ...] = (),
    receipt: bytes | None = None,
) -> Ruled:
    """A decision with its sanction and its statement."""
    id = f"d{next(numbers)}"
    kind: SanctionKind | AutomaticMeasure | Literal["none"] = (
        "none" if measure is None or measure == "removal" else measure
    )
    judgement = Judgement(
        id=id,
        case_id=case_id,
        at_ms=at_ms,
        by=by,
        sanction=kind,
        session_id=who,
        room_id=room.id,
        ground="harcelement",
        reason=REASON,
        removed=remove,
    )
    decided = Deed(at_ms=at_ms, who=by, what="case_decided", subject=id, case_id=case_id)
    if measure is None:
        return Ruled(judgement=judgement, deeds=(decided,))
    restricts = measure not in ("warning", "removal")
    sanction = Sanction(
        id=f"s-{id}",
        decision_id=id,
        kind=measure,
        session_id=who,
        room_id=None if measure == "ban" else room.id,
        from_ms=at_ms,
        until_ms=at_ms + minutes * MINUTE_MS if restricts else None,
    )
    imposing = Deed(
        at_ms=at_ms, who=by, what="sanction_imposed", subject=sanction.id, case_id=case_id, data=told(imposed(sanction))
    )
    return Ruled(
        judgement=judgement,
        deeds=(decided, imposing),
        statement=statement(sanction, by),
        sanction=sanction,
        receipt=receipt,
        receipt_until_ms=at_ms + 1_000,
    )


def statement(sanction: Sanction, by: str = "M-1", quoted: str | None = QUOTED) -> Statement:
    return Statement(
        decision_id=sanction.decision_id,
        at_ms=sanction.from_ms,
        by=by,
        measure=sanction.kind,
        room="Agora",
        room_id=sanction.room_id,
        until_ms=sanction.until_ms,
        ground="harcelement",
        category="harassment",
        reason=REASON,
        notified=True,
        about_ms=sanction.from_ms,
        language="fr",
        quoted=quoted,
    )


async def reverse(store: Store, kept: Kept, *, at_ms: int = NOON + 1, reason: str = "Une erreur.") -> Kept:
    reversal = Reversal(decision_id=kept.judgement.id, at_ms=at_ms, by="M-2", reason=reason)
    return await store.reverse(reversal, undoing(kept, at_ms))


def undoing(kept: Kept, at_ms: int) -> tuple[Deed, ...]:
    sanction_id = kept.sanction.id if kept.sanction else ""
    data = told(SanctionUndone(sanction_id=sanction_id))
    return (Deed(at_ms=at_ms, who="M-2", what="sanction_undone", subject=sanction_id, data=data),)


async def contest(store: Store, kept: Kept, side: Side = "subject", *, at_ms: int = NOON + 2) -> Appeal:
    made = Appeal(
        id=f"a{next(numbers)}",
        decision_id=kept.judgement.id,
        case_id=kept.judgement.case_id,
        side=side,
        text="On plaisantait",
        at_ms=at_ms,
    )
    await store.appeal(made, Deed(at_ms=at_ms, who=side, what="appeal_made", case_id=made.case_id))
    return made


async def answer(
    store: Store, kept: Kept, appeal: Appeal, outcome: AppealOutcome, *, by: str = "M-2", at_ms: int = NOON + 3
) -> Kept:
    made = AppealAnswer(outcome=outcome, reason="Relu.", by=by, at_ms=at_ms)
    deeds = [Deed(at_ms=at_ms, who=by, what="appeal_decided", case_id=appeal.case_id)]
    undone = undoing(kept, at_ms) if outcome == "reversed" and kept.reversal is None else ()
    return await store.answer_appeal(kept.judgement.id, appeal.id, made, [*deeds, *undone])
