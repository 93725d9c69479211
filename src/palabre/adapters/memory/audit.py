"""The moderation events as leaves of a tree, and its signed heads, in memory."""

import msgspec

from palabre.adapters.memory.tables import Tables
from palabre.domain.moderation.audit import Head
from palabre.domain.moderation.binding import Rows
from palabre.domain.moderation.event import Commitment, Deed, ModerationEvent, erased


class MemoryAudit:
    """As they lie in the tables."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def commitments(self, after: int, count: int) -> list[Commitment]:
        return [each for each in self._tables.commitments if each.event.id > after][:count]

    async def deeds_done(self) -> int:
        return len(self._tables.commitments)

    async def bound_rows(self) -> Rows:
        return Rows(0, {})

    async def audit_heads(self) -> list[Head]:
        return sorted(self._tables.audit_heads, key=lambda head: head.size)

    async def add_audit_head(self, head: Head) -> None:
        self._tables.require_writable()
        if head.size not in (known.size for known in self._tables.audit_heads):
            self._tables.audit_heads.append(head)

    async def erase_event(self, id: int, deed: Deed) -> bool:
        self._tables.require_writable()
        for place, each in enumerate(self._tables.commitments):
            if each.event.id == id and each.salt is not None:
                event = ModerationEvent(id, erased(each.event.deed), is_erased=True)
                self._tables.commitments[place] = msgspec.structs.replace(each, event=event, salt=None)
                case_id = each.event.deed.case_id
                self._tables.record(msgspec.structs.replace(deed, subject=str(id), case_id=case_id))
                return True
        return False
