"""Retention job: destroys what is due, in small steps that leave the log writer to the guests."""

from palabre.domain.conversation import CONVERSATION_MS
from palabre.domain.moderation.decision import DECISIONS_MS
from palabre.domain.retention import ROWS_A_STEP, Retention
from palabre.gateway.shelf import Shelf
from palabre.ports.clock import Clock
from palabre.ports.store import NEWS_KEPT_MS, Store
from palabre.services.directory import RoomDirectory
from palabre.services.leaving import Leaving


class RetentionJob:
    """Messages past their hours, sealed texts past their day, sessions past their end, decisions past half a year,
    those of people once nobody can contest them, and news every node has heard."""

    def __init__(
        self, store: Store, directory: RoomDirectory, shelf: Shelf, clock: Clock, retention: Retention
    ) -> None:
        self._store = store
        self._directory = directory
        self._shelf = shelf
        self._clock = clock
        self._retention = retention

    async def step(self) -> None:
        now = self._clock.now_ms()
        before = self._retention.messages_before(now)
        for room in self._directory.all():
            due = max(before, now - CONVERSATION_MS) if room.privacy == "conversation" else before
            self._shelf.expire(room.id, due)
            while (await self._store.expire(room.id, due, ROWS_A_STEP, now_ms=now))[0] >= ROWS_A_STEP:
                pass
        while await self._store.destroy_sealed(now, ROWS_A_STEP) >= ROWS_A_STEP:
            pass
        while await self._store.sweep_sessions(now, ROWS_A_STEP) >= ROWS_A_STEP:
            pass
        while await self._store.destroy_held(before, ROWS_A_STEP) >= ROWS_A_STEP:
            pass
        while await self._store.sweep_sanctions(now, ROWS_A_STEP) >= ROWS_A_STEP:
            pass
        while await self._store.forget_control(now - NEWS_KEPT_MS, ROWS_A_STEP) >= ROWS_A_STEP:
            pass
        while await self._store.destroy_decisions(now - DECISIONS_MS, ROWS_A_STEP) >= ROWS_A_STEP:
            pass


class SessionsJob:
    """Ends live sessions whose time has come, and their connections."""

    def __init__(self, leaving: Leaving) -> None:
        self._leaving = leaving

    async def step(self) -> None:
        await self._leaving.end_what_is_over()
