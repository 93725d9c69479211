"""The vault's job: a year after its day, a connection record and what opens it are gone."""

import asyncio
from datetime import tzinfo

from palabre.domain.connection_record import last_forgotten
from palabre.domain.tag import day_of
from palabre.ports.clock import Clock
from palabre.ports.vault import Vault, VaultStore

ROWS = 500


class VaultJob:
    """Destroys the keys first: without them the rows are closed, in every backup too."""

    def __init__(self, store: VaultStore, vault: Vault, clock: Clock, zone: tzinfo) -> None:
        self._store = store
        self._vault = vault
        self._clock = clock
        self._zone = zone

    async def step(self) -> None:
        """Forget the days that are a year past; what is many goes on at the next step."""
        last = last_forgotten(day_of(self._clock.now_ms(), self._zone))
        await asyncio.to_thread(self._vault.forget, last)
        await self._store.forget_vault(last.isoformat(), ROWS)
