"""What texts lead to besides their answers, in memory."""

from palabre.adapters.memory.cases import MemoryCases
from palabre.adapters.memory.sanctions import MemorySanctions
from palabre.domain.moderation.case import Case
from palabre.domain.moderation.follow_up import FollowUp
from palabre.ports.follow_ups import Followed


class MemoryFollowUps(MemoryCases, MemorySanctions):
    """Like the log, nothing awaits inside a write."""

    async def follow_ups(self, count: int) -> list[FollowUp]:
        return sorted(self._tables.follow_ups.values(), key=lambda each: (each.at_ms, each.id))[:count]

    async def follow_up(self, followed: Followed) -> Case | None:
        self._tables.require_writable()
        if self._tables.follow_ups.pop(followed.id, None) is None:
            return None
        case = self._file(followed.filing, None).case if followed.filing else None
        if followed.ruled is not None:
            self._impose(followed.ruled.on_case(case.id) if case else followed.ruled)
        return case
