"""Staff job: who is of the team now, what their rules hit, which sign-ins are past their end, who shared a browser."""

from palabre.ports.clock import Clock
from palabre.ports.store import Store
from palabre.services.conflicts import Conflicts
from palabre.services.ruling import Ruling
from palabre.services.tending import Tending

SWEEP_EVERY_S = 300.0
# Another node may have seen a guest in the browser of a member.
REFRESH_EVERY_S = 10.0


class StaffJob:
    """One step a second."""

    def __init__(self, ruling: Ruling, conflicts: Conflicts, tending: Tending, store: Store, clock: Clock) -> None:
        self._tending = tending
        self._ruling = ruling
        self._conflicts = conflicts
        self._store = store
        self._clock = clock
        self._swept_at = float("-inf")
        self._refreshed_at = float("-inf")

    async def step(self) -> None:
        await self._tending.refresh()
        await self._ruling.brake()
        now = self._clock.monotonic()
        if now - self._refreshed_at >= REFRESH_EVERY_S:
            self._refreshed_at = now
            await self._conflicts.refresh()
        if now - self._swept_at >= SWEEP_EVERY_S:
            self._swept_at = now
            await self._store.sweep_staff(self._clock.now_ms())
