"""One of the log writers of a node: a batch at a time, for the rooms pinned to it."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import asyncpg

from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.jobs import Job, log_failure, tell
from palabre.adapters.sql.operations.posting import PostKnown
from palabre.adapters.sql.postgres.connection import AWAY, COMMAND_S, FAILURES, run
from palabre.adapters.sql.statement import Operation
from palabre.adapters.sql.writes import Outcome, Write, run_one_by_one, run_together
from palabre.ports.bus import Bus
from palabre.ports.sealer import Sealer
from palabre.ports.store import StoreUnavailable
from palabre.ports.vault import Vault

T = TypeVar("T")
Program = Callable[[Batch, Sequence[Write[Any]]], Operation[list[Outcome]]]
MOST_A_BATCH = 64
MOST_WAITING = 10_000


class Lane:
    """Commits at once when idle, else what gathered meanwhile; its batches follow one another, so that the
    order of publication is the order of commit in each of its rooms."""

    def __init__(self, pool: asyncpg.Pool, *, bus: Bus, sealer: Sealer, vault: Vault | None = None) -> None:
        self._pool = pool
        self._bus = bus
        self._sealer = sealer
        self._vault = vault
        self._queue: deque[Job] = deque()
        self._awake = asyncio.Event()
        self._closed = False
        self._task = asyncio.create_task(self._work(), name="log-writer")

    async def write(self, write: Write[T]) -> T:
        """The result of a committed write; raises its Refusal, or StoreUnavailable."""
        if self._closed or len(self._queue) >= MOST_WAITING:
            raise StoreUnavailable
        job = Job(write, asyncio.get_running_loop().create_future())
        self._queue.append(job)
        self._awake.set()
        result: T = await job.waiting
        return result

    async def close(self) -> None:
        """Flush what was accepted."""
        self._closed = True
        self._awake.set()
        await asyncio.shield(self._task)

    async def _work(self) -> None:
        while self._queue or not self._closed:
            await self._awake.wait()
            self._awake.clear()
            while self._queue:
                most = min(MOST_A_BATCH, len(self._queue))
                await self._settle([self._queue.popleft() for _ in range(most)])

    async def _settle(self, jobs: Sequence[Job]) -> None:
        """Commit these jobs together, or find out which of them cannot be."""
        try:
            try:
                await self._commit(jobs, run_together)
            except PostKnown:
                await self._commit(jobs, run_one_by_one)
        except AWAY as error:
            log_failure(jobs, error)
            fail(jobs, error)
        except Exception as error:
            log_failure(jobs, error)
            await self._settle_alone(jobs)

    async def _settle_alone(self, jobs: Sequence[Job]) -> None:
        """Each job in a transaction of its own."""
        for place, job in enumerate(jobs):
            try:
                await self._commit([job], run_one_by_one)
            except AWAY as error:
                fail(jobs[place:], error)
                return
            except Exception as error:
                fail([job], error)

    async def _commit(self, jobs: Sequence[Job], program: Program) -> None:
        batch = Batch(self._sealer, self._vault)
        async with self._pool.acquire(timeout=COMMAND_S) as connection, connection.transaction():
            outcomes = await run(connection, program(batch, [job.write for job in jobs]))
        tell(jobs, outcomes)
        batch.tell(self._bus)


def fail(jobs: Sequence[Job], error: Exception) -> None:
    database_failed = isinstance(error, FAILURES)
    tell(jobs, [StoreUnavailable() if database_failed else error for _ in jobs])
