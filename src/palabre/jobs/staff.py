"""Staff job: takes the effect of rules that hit too much, and forgets sign-ins past their end."""

from palabre.ports.clock import Clock
from palabre.ports.store import Store
from palabre.services.ruling import Ruling

SWEEP_EVERY_S = 300.0


class StaffJob:
    """One step a second."""

    def __init__(self, ruling: Ruling, store: Store, clock: Clock) -> None:
        self._ruling = ruling
        self._store = store
        self._clock = clock
        self._swept_at = float("-inf")

    async def step(self) -> None:
        await self._ruling.brake()
        now = self._clock.monotonic()
        if now - self._swept_at >= SWEEP_EVERY_S:
            self._swept_at = now
            await self._store.sweep_staff(self._clock.now_ms())
