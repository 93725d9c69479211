"""What screening decided, in memory."""

from collections.abc import Sequence

import msgspec

from palabre.adapters.memory.tables import Tables
from palabre.domain.moderation.decision import Decision
from palabre.domain.retention import SEALED_MS
from palabre.ports.sealer import Sealer
from palabre.ports.store import SealedVersion


class MemoryDecisions:
    """Their texts are with the sealed ones."""

    def __init__(self, tables: Tables, sealer: Sealer) -> None:
        self._tables = tables
        self._sealer = sealer

    async def keep_decisions(self, decisions: Sequence[Decision]) -> None:
        self._tables.require_writable()
        for decision in decisions:
            if decision.text is not None:
                self._seal_text(decision, decision.text)
            if decision.follow_up is not None:
                self._tables.follow_ups[decision.id] = decision.follow_up
            self._tables.decisions.append(msgspec.structs.replace(decision, text=None, follow_up=None))

    async def decisions(self, before_ms: int, count: int) -> list[Decision]:
        made = [decision for decision in self._tables.decisions if decision.at_ms < before_ms]
        return sorted(made, key=lambda decision: (decision.at_ms, decision.id), reverse=True)[:count]

    async def destroy_decisions(self, before_ms: int, rows: int) -> int:
        self._tables.require_writable()
        due = sorted(decision.at_ms for decision in self._tables.decisions if decision.at_ms < before_ms)[:rows]
        for at_ms in due:
            oldest = next(decision for decision in self._tables.decisions if decision.at_ms == at_ms)
            self._tables.decisions.remove(oldest)
        return len(due)

    def _seal_text(self, decision: Decision, text: str) -> None:
        sealed = self._sealer.seal(text.encode(), f"{decision.id}:1".encode())
        version = SealedVersion(decision.id, decision.room_id or 0, 1, sealed, decision.at_ms + SEALED_MS)
        self._tables.sealed.append(version)
