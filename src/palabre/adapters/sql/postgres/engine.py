"""PostgreSQL behind the store: two lanes for the logs, a pool for everything else."""

import asyncio
from typing import Any, TypeVar

import asyncpg
from asyncpg.transaction import Transaction

from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.jobs import Job, log_failure, tell
from palabre.adapters.sql.postgres.alone import Alone
from palabre.adapters.sql.postgres.connection import COMMAND_S, FAILURES, LOST_RACES, run
from palabre.adapters.sql.postgres.lane import Lane, fail
from palabre.adapters.sql.statement import Operation
from palabre.adapters.sql.writes import Write, run_alone
from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.refusal import Refusal
from palabre.ports.bus import Bus
from palabre.ports.sealer import Sealer
from palabre.ports.store import StoreUnavailable
from palabre.ports.vault import Vault

T = TypeVar("T")
LANES = 2
ATTEMPTS = 5


class PostgresEngine:
    """A room is pinned to a lane. A write that needs no room runs by itself, and again when it lost a race."""

    def __init__(
        self,
        pool: asyncpg.Pool,
        alone: Alone | None = None,
        *,
        bus: Bus,
        sealer: Sealer,
        vault: Vault | None = None,
    ) -> None:
        self._pool = pool
        self._alone = alone
        self._bus = bus
        self.sealer = sealer
        self._vault = vault
        self._lanes = [Lane(pool, bus=bus, sealer=sealer, vault=vault) for _ in range(LANES)]
        self._running: set[asyncio.Task[None]] = set()
        self._closed = False

    async def write(self, write: Write[T]) -> T:
        if self._closed:
            raise StoreUnavailable
        if write.room_id is not None:
            return await self._lanes[write.room_id % LANES].write(write)
        job = Job(write, asyncio.get_running_loop().create_future())
        task = asyncio.create_task(self._settle(job))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        result: T = await job.waiting
        return result

    async def write_after_all(self, write: Write[T]) -> list[T]:
        return [await lane.write(write) for lane in self._lanes]

    async def read(self, operation: Operation[T]) -> T:
        if self._closed:
            raise StoreUnavailable
        try:
            async with self._pool.acquire(timeout=COMMAND_S) as connection, one_instant(connection):
                return await run(connection, operation)
        except FAILURES:
            raise StoreUnavailable from None

    async def is_sound(self) -> bool:
        return self._alone is None or await self._alone.holds()

    async def close(self) -> None:
        """Flush what was accepted; what is asked later raises StoreUnavailable."""
        self._closed = True
        await asyncio.gather(*(lane.close() for lane in self._lanes), *self._running)
        await self._pool.close()
        if self._alone is not None:
            await self._alone.release()

    async def _settle(self, job: Job) -> None:
        try:
            tell([job], [await self._committed(job.write)])
        except (Refusal, DeskRefusal) as refusal:
            fail([job], refusal)
        except Exception as error:
            log_failure([job], error)
            fail([job], error)

    async def _committed(self, write: Write[Any]) -> Any:
        for _ in range(ATTEMPTS - 1):
            try:
                return await self._once(write)
            except LOST_RACES:
                continue
        return await self._once(write)

    async def _once(self, write: Write[Any]) -> Any:
        batch = Batch(self.sealer, self._vault)
        async with self._pool.acquire(timeout=COMMAND_S) as connection, connection.transaction():
            outcome = await run(connection, run_alone(batch, write))
        batch.tell(self._bus)
        return outcome


def one_instant(connection: asyncpg.Connection) -> Transaction:
    """A transaction whose reads all see the database as it was at the first."""
    return connection.transaction(isolation="repeatable_read", readonly=True)
