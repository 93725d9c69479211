"""Decisions of people on cases: kept with all that follows from them, undone, contested."""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from palabre.adapters.sealing.decisions import opened_appeal, opened_statement, seal_appeal, seal_quote
from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.operations import cases, control, moderation
from palabre.adapters.sql.operations.amending import Text, take_down
from palabre.adapters.sql.statement import Operation, Row, as_json
from palabre.domain.moderation.appeal import Appeal, AppealAnswer
from palabre.domain.moderation.case import AppealDecided, Case, CaseDecided, DecisionUndone
from palabre.domain.moderation.case import opened as opened_case
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.filing import require_claimable
from palabre.domain.moderation.judgement import (
    Judgement,
    Kept,
    Reversal,
    Ruled,
    contested,
    made_against,
    reopening,
    reopens,
    require_reversible,
    require_undecided,
    still_waiting,
    unanswered,
    undoes,
)
from palabre.domain.moderation.sanction import Sanction
from palabre.domain.moderation.statement import Statement
from palabre.domain.refusal import Refusal
from palabre.domain.staff import PROGRAM
from palabre.ports.sanctions import SANCTIONS_CHANGED, SanctionsChanged
from palabre.ports.sealer import Sealer

decode_judgement = msgspec.json.Decoder(Judgement).decode
decode_statement = msgspec.json.Decoder(Statement).decode
decode_sanction = msgspec.json.Decoder(Sanction).decode
decode_reversal = msgspec.json.Decoder(Reversal).decode
decode_answer = msgspec.json.Decoder(AppealAnswer).decode


def decide(batch: Batch, ruled: Ruled) -> Operation[Kept]:
    """Under the lock of its room: nothing is written before nothing can be refused any more."""
    made = ruled.judgement
    case = yield from cases.required(made.case_id)
    require_undecided(case, made.by)
    texts = yield from still_there(made)
    ruled = ruled.removing([text.message_id for text in texts])
    for text in texts:
        yield from take_down(batch, text, made.at_ms)
    yield from cases.happen(case, CaseDecided(at_ms=made.at_ms, by=made.by, decision_id=made.id))
    yield from keep(batch.sealer, ruled)
    yield from moderation.record_all(ruled.deeds)
    yield from tell(made.session_id, made.at_ms)
    return ruled.kept()


def keep(sealer: Sealer, ruled: Ruled) -> Operation[None]:
    """The rows of a decision."""
    made, statement, sanction = ruled.judgement, ruled.statement, ruled.sanction
    bare, quoted = seal_quote(sealer, statement) if statement else (None, None)
    yield compiled.ADD_JUDGEMENT(
        decision_id=made.id,
        case_id=made.case_id,
        session_id=made.session_id,
        at_ms=made.at_ms,
        until_ms=sanction.until_ms if sanction else None,
        judgement=as_json(made),
        statement=as_json(bare) if bare else None,
        quoted=quoted,
        sanction=as_json(sanction) if sanction else None,
    )
    if ruled.receipt is not None:
        yield compiled.ADD_RECEIPT(
            code_hash=ruled.receipt, kind="decision", about_id=made.id, expires_ms=ruled.receipt_until_ms
        )
    for mark in ruled.marks:
        yield compiled.ADD_BAN_MARK(
            sanction_id=mark.sanction_id,
            day=mark.day,
            digest=mark.digest,
            room_id=mark.room_id,
            from_ms=mark.from_ms,
            expires_ms=mark.expires_ms,
        )


def still_there(made: Judgement) -> Operation[list[Text]]:
    """The messages to be removed that are the guest's, in this room, and have a text."""
    texts = []
    for message_id in dict.fromkeys(made.removed):
        rows = yield compiled.MESSAGE(message_id=message_id)
        for room_id, offset, author, _, removed, body, version, tag in rows:
            if room_id == made.room_id and author == made.session_id and removed is None:
                texts.append(Text(message_id, room_id, offset, version, body, tag))
    return texts


def tell(session_id: str | None, at_ms: int) -> Operation[None]:
    """Every node reads again what holds of this guest."""
    if session_id is not None:
        data = msgspec.json.encode(SanctionsChanged(session_id))
        yield from control.append_control(SANCTIONS_CHANGED, data, at_ms)


def reverse(sealer: Sealer, reversal: Reversal, deeds: Sequence[Deed]) -> Operation[Kept]:
    kept = yield from locked(sealer, reversal.decision_id)
    require_reversible(kept)
    if not reversal.reason:
        yield from reopen(kept, reversal)
    return (yield from undo(kept, reversal, deeds))


def undo(kept: Kept, reversal: Reversal, deeds: Sequence[Deed]) -> Operation[Kept]:
    made = kept.judgement
    yield compiled.REVERSE_JUDGEMENT(decision_id=made.id, reversal=as_json(reversal))
    if kept.sanction is not None:
        yield compiled.DROP_BAN_MARKS(sanction_id=kept.sanction.id)
    yield from moderation.record_all(deeds)
    yield from tell(made.session_id, reversal.at_ms)
    return msgspec.structs.replace(kept, reversal=reversal)


def reopen(kept: Kept, reversal: Reversal) -> Operation[None]:
    """The case is theirs again, unless another on the same subject was opened since."""
    case = yield from cases.locked(kept.judgement.case_id)
    if case is None or case.decision_id != kept.judgement.id or case.state != "decided":
        return
    if not (yield compiled.LOCK_CASE_OF_SUBJECT(subject_key=case.subject.key(case.id))):
        undone = DecisionUndone(at_ms=reversal.at_ms, by=reversal.by, decision_id=kept.judgement.id)
        yield from cases.happen(case, undone)


def appeal(sealer: Sealer, made: Appeal, deed: Deed) -> Operation[None]:
    kept = yield from locked(sealer, made.decision_id)
    case = yield from case_contested(kept, made)
    added = yield compiled.ADD_APPEAL(
        appeal_id=made.id,
        decision_id=made.decision_id,
        case_id=made.case_id,
        side=made.side,
        at_ms=made.at_ms,
        sealed=seal_appeal(sealer, made),
    )
    if not added:
        raise Refusal("appeal_made")
    if case.state != "appealed":
        yield from cases.happen(case, made_against(kept, made, made.at_ms))
    yield from moderation.record(deed)


def case_contested(kept: Kept, made: Appeal) -> Operation[Case]:
    """The case of the decision; of what a rule did by itself, or an order asked for, one opened now if need be."""
    case = yield from cases.locked(made.case_id)
    if case is not None or not kept.judgement.has_no_case:
        return case or (yield from cases.required(made.case_id))
    event = contested(kept, made.at_ms)
    case = opened_case(made.case_id, event)
    yield cases.add_case(case, None)
    yield compiled.ADD_CASE_EVENT(case_id=case.id, number=1, event=as_json(event))
    yield from moderation.record(Deed(at_ms=made.at_ms, who=PROGRAM, what="case_opened", case_id=case.id))
    return case


def answer_appeal(
    sealer: Sealer, decision_id: str, appeal_id: str, answer: AppealAnswer, deeds: Sequence[Deed]
) -> Operation[Kept]:
    kept = yield from locked(sealer, decision_id)
    found = unanswered(kept, appeal_id, answer.by)
    case = yield from cases.required(kept.judgement.case_id)
    require_claimable(case, answer.by)
    yield compiled.ANSWER_APPEAL(appeal_id=appeal_id, answer=as_json(answer))
    yield from judged(sealer, case, found, answer)
    if undoes(kept, found, answer):
        reversal = Reversal(decision_id=decision_id, at_ms=answer.at_ms, by=answer.by, reason=answer.reason)
        yield from undo(kept, reversal, deeds)
    else:
        yield from moderation.record_all(deeds)
    return (yield from locked(sealer, decision_id))


def judged(sealer: Sealer, case: Case, found: Appeal, answer: AppealAnswer) -> Operation[None]:
    """The case waits no more, unless another appeal on it does, or it is to be decided anew."""
    case = yield from cases.happen(case, AppealDecided(at_ms=answer.at_ms, by=answer.by, outcome=answer.outcome))
    decisions = opened(sealer, (yield from on_case(case.id)))
    for about, other in still_waiting(decisions, found.id)[:1]:
        case = yield from cases.happen(case, made_against(about, other, answer.at_ms))
    if reopens(found, answer) and case.state == "decided":
        yield from cases.happen(case, reopening(case, answer))


def locked(sealer: Sealer, decision_id: str) -> Operation[Kept]:
    """A decision nobody else changes meanwhile; raises Refusal `not_found`."""
    rows = yield compiled.LOCK_JUDGEMENT(decision_id=decision_id)
    if not rows:
        raise Refusal("not_found")
    against = yield compiled.APPEALS_AGAINST(rows=as_json([[decision_id]]))
    return kept_of(sealer, rows[0], against)


Found = tuple[Sequence[Row], Sequence[Row]]


def kept(decision_id: str) -> Operation[Found]:
    """Rows, to be opened outside the transaction."""
    return (yield from with_appeals((yield compiled.JUDGEMENT(decision_id=decision_id))))


def on_case(case_id: str) -> Operation[Found]:
    return (yield from with_appeals((yield compiled.JUDGEMENTS_ON_CASE(case_id=case_id))))


def about(session_ids: Collection[str]) -> Operation[Found]:
    wanted = as_json([[session_id] for session_id in sorted(session_ids)])
    return (yield from with_appeals((yield compiled.JUDGEMENTS_ABOUT(rows=wanted))))


def since(since_ms: int) -> Operation[Found]:
    return (yield from with_appeals((yield compiled.SANCTIONS_SINCE(since=since_ms))))


def with_appeals(rows: Sequence[Row]) -> Operation[Found]:
    against = (yield compiled.APPEALS_AGAINST(rows=as_json([[row[0]] for row in rows]))) if rows else ()
    return rows, against


def opened(sealer: Sealer, found: Found) -> list[Kept]:
    rows, against = found
    return [kept_of(sealer, row, [each for each in against if each[0] == row[0]]) for row in rows]


def kept_of(sealer: Sealer, row: Row, against: Iterable[Row]) -> Kept:
    _, judgement, statement, quoted, sanction, reversal = row
    return Kept(
        judgement=decode_judgement(judgement),
        statement=opened_statement(sealer, decode_statement(statement), quoted) if statement else None,
        sanction=decode_sanction(sanction) if sanction else None,
        reversal=decode_reversal(reversal) if reversal else None,
        appeals=tuple(appeal_of(sealer, each) for each in against),
    )


def appeal_of(sealer: Sealer, row: Row) -> Appeal:
    decision_id, id, case_id, side, at_ms, sealed, answer = row
    bare = Appeal(
        id=id,
        decision_id=decision_id,
        case_id=case_id,
        side=side,
        text="",
        at_ms=at_ms,
        answer=decode_answer(answer) if answer else None,
    )
    return opened_appeal(sealer, bare, bytes(sealed))
