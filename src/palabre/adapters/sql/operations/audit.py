"""The tree over the moderation events: its signed heads, and erasing an event without breaking it."""

import msgspec

from palabre.adapters.sql import compiled
from palabre.adapters.sql.operations import moderation
from palabre.adapters.sql.statement import Operation
from palabre.domain.moderation.audit import Head
from palabre.domain.moderation.event import NOTHING, Deed


def heads() -> Operation[list[Head]]:
    rows = yield compiled.AUDIT_HEADS()
    return [
        Head(size=size, root=bytes(root), at_ms=at_ms, public_key=bytes(public_key), signature=bytes(signature))
        for size, root, at_ms, public_key, signature in rows
    ]


def add_head(head: Head) -> Operation[None]:
    yield compiled.ADD_AUDIT_HEAD(**msgspec.structs.asdict(head))


def deeds_done() -> Operation[int]:
    ((done,),) = yield compiled.DEEDS_DONE()
    return int(done)


def erase(id: int, deed: Deed) -> Operation[bool]:
    found = yield from moderation.commitments(id - 1, 1)
    if not (yield compiled.ERASE_MODERATION_EVENT(id=id, nothing=NOTHING)):
        return False
    # The rows of its case are bound by this deed then.
    case_id = found[0].event.deed.case_id
    yield from moderation.record(msgspec.structs.replace(deed, subject=str(id), case_id=case_id))
    return True
