"""Deeds: who may read what was done in the name of the place."""

from palabre.domain.moderation.event import ModerationEvent
from palabre.domain.staff import Staff
from palabre.ports.staff import ModerationLog
from palabre.services.staffing import require


class Deeds:
    """Reads the moderation events."""

    def __init__(self, store: ModerationLog) -> None:
        self._store = store

    async def read(self, member: Staff, before: int, count: int) -> list[ModerationEvent]:
        """At most `count` below the id `before`, the latest first.

        Raises DeskRefusal `not_for_you` for who answers for some rooms only: an event does not say of which it is.
        """
        require(member, "steer" if member.rooms is not None else "see")
        return await self._store.moderation_events(before, count)
