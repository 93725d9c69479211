"""Presence job: tells rooms the net changes, and lets go of the names of those who left."""

from palabre.gateway.hub import Hub
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.services.naming import Naming

EVERY_S = 0.25


class PresenceJob:
    """One step every quarter of a second; each room is told once per its own interval."""

    def __init__(self, presence: Presence, hub: Hub, naming: Naming, clock: Clock) -> None:
        self._presence = presence
        self._hub = hub
        self._naming = naming
        self._clock = clock

    async def step(self) -> None:
        for diff in self._presence.due(self._clock.monotonic()):
            self._hub.announce(diff)
        for departure in self._presence.departures():
            await self._naming.release(departure.room_id, departure.session_id)
