"""Retention: events past their time, and sealed texts past theirs."""

from itertools import takewhile

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.statement import Operation
from palabre.ports.store import SealedVersion


def expire(batch: Batch, room_id: int, before_ms: int, rows: int) -> Operation[tuple[int, int]]:
    """Destroy a prefix of the log; return (rows destroyed, first offset kept)."""
    head = batch.room(room_id).head
    batch.scrub = True
    oldest = yield compiled.OLDEST(room_id=room_id, count=rows + 1)
    due = [offset for offset, _ in takewhile(lambda row: row[1] < before_ms, oldest[:rows])]
    if due:
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
    batch.hid_text = batch.hid_text or bool(due)
    return len(due)
