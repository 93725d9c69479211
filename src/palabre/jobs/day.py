"""Day job: at midnight every tag changes, room by room within a minute."""

from collections.abc import Callable
from functools import partial

from palabre.gateway.hub import Hub
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.services.directory import RoomDirectory
from palabre.services.tagging import Tagging
from palabre.services.writing import Writers

SPREAD_S = 60.0
# Successive multiples of the golden ratio fall evenly, whatever their number.
GOLDEN = 0.618_033_988_75


class Retelling:
    """Gives everyone in a room their tag of the day, and tells them."""

    def __init__(self, presence: Presence, writers: Writers, hub: Hub) -> None:
        self._presence = presence
        self._writers = writers
        self._hub = hub

    def turn(self) -> None:
        """A day began: until a room is retold, nothing new of who is there is."""
        self._presence.turn()

    def retell(self, room_id: int, tag_of: Callable[[str], str]) -> bool:
        """Whether it could be done now; `tag_of` gives the tag of a session."""
        self._writers.clear(room_id)
        self._presence.retag(room_id, tag_of)
        return self._hub.retell_guests(room_id)


class DayJob:
    """One step every quarter of a second: sees the day turn, then retells each room at its own moment."""

    def __init__(self, tagging: Tagging, retelling: Retelling, directory: RoomDirectory, clock: Clock) -> None:
        self._tagging = tagging
        self._retelling = retelling
        self._directory = directory
        self._clock = clock
        self._due: dict[int, float] = {}

    async def step(self) -> None:
        now = self._clock.monotonic()
        if self._tagging.has_turned():
            self._retelling.turn()
            self._due = {room.id: now + SPREAD_S * (room.id * GOLDEN % 1) for room in self._directory.all()}
        for room_id in [room_id for room_id, at in self._due.items() if at <= now]:
            if self._retelling.retell(room_id, partial(self._tagging.tag, room_id)):
                del self._due[room_id]
