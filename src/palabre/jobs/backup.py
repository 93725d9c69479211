"""Backup job: one a day, and none is kept past its days."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from palabre.domain.backup import is_due, last_made_ms, to_forget
from palabre.ports.clock import Clock

LAST_MADE = "palabre_backup_last_made_seconds"


class BackupsKept(Protocol):
    """Where backups are kept. Every method raises OSError."""

    def names(self) -> list[str]: ...

    def forget(self, name: str) -> None: ...

    def tidy(self) -> None: ...


class BackupJob:
    """Looks every ten minutes, so that a server that was stopped makes up for it soon after.

    What is past its days goes first: it is promised to be gone, also when no new one can be made.
    """

    def __init__(
        self,
        kept: BackupsKept,
        make: Callable[[int], Awaitable[None]],
        clock: Clock,
        figures: dict[str, float],
        *,
        keep_days: int,
    ) -> None:
        self._kept = kept
        self._make = make
        self._clock = clock
        self._figures = figures
        self._keep_days = keep_days

    async def step(self) -> None:
        """Raises OSError, StoreUnavailable when none could be made; what is too old is gone then."""
        now = self._clock.now_ms()
        for name in to_forget(self._kept.names(), now, self._keep_days):
            self._kept.forget(name)
        self._kept.tidy()
        if is_due(last_made_ms(self._kept.names()), now):
            await self._make(now)
        self._figures[LAST_MADE] = (last_made_ms(self._kept.names()) or 0) / 1_000
