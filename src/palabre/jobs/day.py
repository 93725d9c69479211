"""Day job: at midnight every tag changes, room by room within a minute."""

from palabre.gateway.hub import Hub
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.services.directory import RoomDirectory
from palabre.services.tagging import Tagging

SPREAD_S = 60.0
# Successive multiples of the golden ratio fall evenly, whatever their number.
GOLDEN = 0.618_033_988_75


class DayJob:
    """One step every quarter of a second: sees the day turn, then retells each room at its own moment."""

    def __init__(self, tagging: Tagging, presence: Presence, hub: Hub, directory: RoomDirectory, clock: Clock) -> None:
        self._tagging = tagging
        self._presence = presence
        self._hub = hub
        self._directory = directory
        self._clock = clock
        self._due: dict[int, float] = {}

    async def step(self) -> None:
        now = self._clock.monotonic()
        if self._tagging.has_turned():
            self._due = {room.id: now + SPREAD_S * (room.id * GOLDEN % 1) for room in self._directory.all()}
        for room_id in [room_id for room_id, at in self._due.items() if at <= now]:
            self._retell(room_id)

    def _retell(self, room_id: int) -> None:
        self._presence.retag(room_id, lambda session_id: self._tagging.tag(room_id, session_id))
        if self._hub.retell_guests(room_id):
            del self._due[room_id]
