"""Held job: what waited too long for a person is refused, in kind words."""

from palabre.services.holding import EXPIRED_A_STEP, Holding


class HeldJob:
    """One step every ten seconds."""

    def __init__(self, holding: Holding) -> None:
        self._holding = holding

    async def step(self) -> None:
        while await self._holding.expire() >= EXPIRED_A_STEP:
            pass
