"""Tallying: what rules matched is kept, so that a restart neither forgets a rule's past nor gives it a new youth."""

from palabre.ports.store import StoreUnavailable
from palabre.ports.tallies import Tallies
from palabre.services.rules_in_force import RulesInForce


class Tallying:
    """Written once a minute at most, and at a stop: a crash forgets one minute of counts."""

    def __init__(self, store: Tallies, in_force: RulesInForce) -> None:
        self._store = store
        self._in_force = in_force

    async def start(self) -> None:
        """Go on from what is kept, once the rules in force are those of the store. Raises StoreUnavailable."""
        self._in_force.restore(await self._store.tallies())

    async def step(self) -> None:
        """Keep what was counted since; raises StoreUnavailable, and keeps it the next time."""
        untold = self._in_force.take_untold()
        if not (untold.more or untold.afresh):
            return
        try:
            await self._store.add_tallies(untold.more, untold.afresh)
        except StoreUnavailable:
            self._in_force.give_back(untold)
            raise
