"""Passing job: tells rooms what changes too often to be told each time: reactions, and who is writing."""

from palabre.domain.presence import Person
from palabre.gateway.hub import Hub
from palabre.ports.clock import Clock
from palabre.services.writing import Writers

TYPING_TOLD_EVERY_S = 1.0


class PassingJob:
    """One step every quarter of a second: what changed meanwhile is told once, who writes once a second at most."""

    def __init__(self, hub: Hub, writers: Writers, clock: Clock) -> None:
        self._hub = hub
        self._writers = writers
        self._clock = clock
        self._told: dict[int, tuple[Person, ...]] = {}
        self._told_at: dict[int, float] = {}

    async def step(self) -> None:
        self._hub.tell_reactions()
        now = self._clock.monotonic()
        for room_id in self._writers.rooms() | self._told.keys():
            if now - self._told_at.get(room_id, float("-inf")) >= TYPING_TOLD_EVERY_S:
                self._tell(room_id, self._writers.now(room_id), now)

    def _tell(self, room_id: int, people: tuple[Person, ...], now: float) -> None:
        if people == self._told.get(room_id, ()):
            return
        self._hub.tell_writers(room_id, people)
        self._told_at[room_id] = now
        if people:
            self._told[room_id] = people
        else:
            del self._told[room_id]
