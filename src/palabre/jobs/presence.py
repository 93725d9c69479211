"""Presence job: tells rooms the net changes, and lets go of the names of those who left."""

from palabre.domain.presence import Departure
from palabre.gateway.hub import Hub
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.services.naming import Naming


class PresenceJob:
    """One step every quarter of a second; each room is told once per its own interval."""

    def __init__(self, presence: Presence, hub: Hub, naming: Naming, clock: Clock) -> None:
        self._presence = presence
        self._hub = hub
        self._naming = naming
        self._clock = clock
        self._departed: list[Departure] = []

    async def step(self) -> None:
        for diff in self._presence.due(self._clock.monotonic()):
            self._hub.announce(diff)
        self._departed += self._presence.departures()
        while self._departed:
            await self._let_go(self._departed[-1])
            self._departed.pop()

    async def _let_go(self, departure: Departure) -> None:
        """Raises StoreUnavailable, and is then tried again: they may be back by then."""
        if not self._presence.is_here(departure.room_id, departure.session_id):
            await self._naming.release(departure.room_id, departure.session_id)
