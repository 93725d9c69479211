"""Retention: events past their time, and sealed texts past theirs."""

from itertools import takewhile

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.operations import evidence
from palabre.adapters.sql.statement import Operation
from palabre.ports.store import SealedVersion


def expire(batch: Batch, room_id: int, before_ms: int, rows: int, now_ms: int | None) -> Operation[tuple[int, int]]:
    """Destroy a prefix of the log; return (rows destroyed, first offset kept)."""
    head = batch.room(room_id).head
    batch.scrub = True
    oldest = yield compiled.OLDEST(room_id=room_id, count=rows + 1)
    due = [offset for offset, _ in takewhile(lambda row: row[1] < before_ms, oldest[:rows])]
    if due:
        if now_ms is not None:
            yield from evidence.fade(batch.sealer, room_id, due[-1], now_ms)
        yield compiled.DESTROY_UP_TO(room_id=room_id, last=due[-1])
        yield compiled.DROP_REACTIONS_UP_TO(room_id=room_id, last=due[-1])
        batch.keep_to_itself(room_id, due)
        batch.hid_text = True
    return len(due), oldest[len(due)][0] if len(due) < len(oldest) else head + 1


def sealed_of_message(message_id: str) -> Operation[list[SealedVersion]]:
    rows = yield compiled.SEALED_OF_MESSAGE(message_id=message_id)
    return [SealedVersion(*row) for row in rows]


def destroy_sealed(batch: Batch, now_ms: int, rows: int) -> Operation[int]:
    batch.scrub = True
    due = yield compiled.SEALED_DUE(now=now_ms, count=rows)
    for message_id, version in due:
        yield compiled.DESTROY_SEALED(message_id=message_id, version=version)
    over = (yield compiled.FADED_DUE(now=now_ms, count=rows - len(due))) if len(due) < rows else ()
    for (message_id,) in over:
        yield compiled.DESTROY_FADED(message_id=message_id)
    batch.hid_text = batch.hid_text or bool(due) or bool(over)
    return len(due) + len(over)
