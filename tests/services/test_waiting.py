"""Waiting: what a guest knows of what waits, also when something changes while it is being read."""

import asyncio
from collections.abc import Sequence

from msgspec.structs import replace

from palabre.adapters.clock import AcceleratedClock
from palabre.adapters.local_bus import LocalBus
from palabre.adapters.memory import MemoryStore
from palabre.adapters.sealing import AesGcmSealer
from palabre.domain.held import OwnHeld
from palabre.domain.passing import HeldSettled, MessageHeld, Passing
from palabre.services.sessions import SessionBook
from palabre.services.waiting import Waiting
from tests.cast import NOON
from tests.contract.desk import hold, refuse
from tests.contract.scene import ANA, open_room, session_of


class SlowReading(MemoryStore):
    """Reads what is held, and answers when told to."""

    def __init__(self, bus: LocalBus) -> None:
        super().__init__(bus, AesGcmSealer())
        self.begun, self.goes_on = asyncio.Event(), asyncio.Event()
        self.reads = 0

    async def held_of(self, session_id: str, refused_after_ms: int) -> OwnHeld:
        found = await super().held_of(session_id, refused_after_ms)
        self.reads += 1
        self.begun.set()
        await self.goes_on.wait()
        return found


def at_work() -> tuple[SlowReading, Waiting]:
    """A guest from before a restart, and a process that takes in what is passed on."""
    bus = LocalBus()
    store, clock = SlowReading(bus), AcceleratedClock(0, start_ms=NOON)
    book = SessionBook(store, clock)
    book.remember(replace(session_of(ANA), created_ms=NOON, seen_ms=NOON), born_here=False)
    waiting = Waiting(store, book, clock)

    def take(facts: Sequence[Passing]) -> None:
        for fact in facts:
            if isinstance(fact, MessageHeld | HeldSettled):
                waiting.take(fact)

    bus.listen_passing(take)
    return store, waiting


async def test_what_changes_while_it_is_read_is_not_missed() -> None:
    store, waiting = at_work()
    agora = await open_room(store)
    gone = await hold(store, agora)
    reading = asyncio.create_task(waiting.prepare(ANA))
    await store.begun.wait()
    await refuse(store, gone)
    held = await hold(store, agora)
    store.goes_on.set()
    await reading
    own = waiting.now(agora.id, ANA)
    assert [each.draft.id for each in own.waiting] == [held.draft.id]
    assert [each.message_id for each in own.refused] == [gone.draft.id]


async def test_it_is_read_once() -> None:
    store, waiting = at_work()
    store.goes_on.set()
    for _ in range(3):
        await waiting.prepare(ANA)
    assert store.reads == 1
