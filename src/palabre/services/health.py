"""Health: whether guests can enter now."""

from palabre.ports.clock import Clock
from palabre.ports.store import Store
from palabre.services.directory import RoomDirectory
from palabre.services.tending import Tending

CHECK_EVERY_S = 1.0


class Health:
    """Answers `/healthz` and `/readyz`; the store is asked at most once a second."""

    def __init__(self, store: Store, directory: RoomDirectory, tending: Tending, clock: Clock) -> None:
        self._store = store
        self.tending = tending
        self._directory = directory
        self._clock = clock
        self._checked_at = float("-inf")
        self._writable = False
        self.stopping = False
        self.figures: dict[str, float] = {}

    async def can_enter(self) -> bool:
        """Not stopping, people there to answer for it, a room open, and a write can be committed."""
        if self.stopping or not self.tending.is_open or all(room.closed for room in self._directory.public()):
            return False
        now = self._clock.monotonic()
        if now - self._checked_at >= CHECK_EVERY_S:
            self._checked_at = now
            self._writable = await self._store.is_writable()
        return self._writable

    def metrics(self) -> dict[str, float]:
        """Figures about the node; never about a person."""
        return {"palabre_rooms": float(len(self._directory.public())), **self.figures}
