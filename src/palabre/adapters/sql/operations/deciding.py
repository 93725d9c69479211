"""What screening decided."""

from collections.abc import Sequence
from typing import Any

import msgspec

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.operations import following
from palabre.adapters.sql.statement import Operation, as_json
from palabre.domain.moderation.decision import Decision, Reasons
from palabre.domain.retention import SEALED_MS

decode_reasons = msgspec.json.Decoder(Reasons).decode


def keep(batch: Batch, decisions: Sequence[Decision]) -> Operation[None]:
    yield compiled.ADD_DECISIONS([row_of(decision) for decision in decisions])
    for decision in decisions:
        if decision.text is not None:
            yield compiled.ADD_SEALED(
                message_id=decision.id,
                version=1,
                room_id=decision.room_id or 0,
                sealed=batch.sealer.seal(decision.text.encode(), f"{decision.id}:1".encode()),
                expires_ms=decision.at_ms + SEALED_MS,
            )
        if decision.follow_up is not None:
            yield from following.keep(batch.sealer, decision.follow_up)


def before(before_ms: int, count: int) -> Operation[list[Decision]]:
    rows = yield compiled.DECISIONS_BEFORE(before=before_ms, count=count)
    return [decision_of(row) for row in rows]


def destroy(batch: Batch, before_ms: int, rows: int) -> Operation[int]:
    batch.scrub = True
    due = yield compiled.DECISIONS_DUE(before=before_ms, count=rows)
    for (id,) in due:
        yield compiled.DESTROY_DECISION(id=id)
    return len(due)


def row_of(decision: Decision) -> tuple[int | str | None, ...]:
    """In the order of `statements.decisions.DECISION_COLUMNS`."""
    return (
        decision.id,
        decision.at_ms,
        decision.message_id,
        decision.room_id,
        decision.session_id,
        decision.outcome,
        decision.rules_version,
        as_json(decision.reasons),
        decision.microseconds,
    )


def decision_of(row: Sequence[Any]) -> Decision:
    id, at_ms, message_id, room_id, session_id, outcome, rules_version, reasons, microseconds = row
    return Decision(
        id=id,
        at_ms=at_ms,
        message_id=message_id,
        room_id=room_id,
        session_id=session_id,
        outcome=outcome,
        rules_version=rules_version,
        reasons=decode_reasons(reasons),
        microseconds=microseconds,
    )
