"""The log writer of SQLite: one thread, one connection, every write of the store."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar, TypeVarTuple, Unpack

from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.jobs import Job, log_failure, tell
from palabre.adapters.sql.operations.posting import PostKnown
from palabre.adapters.sql.sqlite.connection import roll_back, run, scrub
from palabre.adapters.sql.sqlite.damage import Damage
from palabre.adapters.sql.statement import Operation
from palabre.adapters.sql.writes import Outcome, Write, run_one_by_one, run_together
from palabre.ports.bus import Bus
from palabre.ports.sealer import Sealer
from palabre.ports.store import StoreUnavailable
from palabre.ports.vault import Vault

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")
Program = Callable[[Batch, Sequence[Write[Any]]], Operation[list[Outcome]]]
MOST_A_BATCH = 256
# With more than this the disk is not keeping up, and a caller had better be told than wait.
MOST_WAITING = 20_000


class LogWriter:
    """Commits at once when idle, else what gathered meanwhile; tells the loop of a batch in one call.

    Takes over `connection`; `connect` is for when that one breaks. Outcomes and publications happen on the
    loop it is made on.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        connect: Callable[[], sqlite3.Connection],
        damage: Damage,
        *,
        bus: Bus,
        sealer: Sealer,
        vault: Vault | None = None,
    ) -> None:
        self._damage = damage
        self._connection: sqlite3.Connection | None = connection
        self._connect = connect
        self._bus = bus
        self._sealer = sealer
        self._vault = vault
        self._loop = asyncio.get_running_loop()
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        # Of this turn of the loop: the thread is woken once for all of them, and commits them together.
        self._fresh: list[Job] = []
        self._ended = self._loop.create_future()
        self._closed = False
        # What an earlier process hid may still lie in the file it left.
        self._unscrubbed = True
        Thread(target=self._work, name="log-writer", daemon=True).start()

    # On the loop

    async def write(self, write: Write[T]) -> T:
        """The result of a committed write; raises its Refusal, or StoreUnavailable."""
        if self._closed or self._queue.qsize() + len(self._fresh) >= MOST_WAITING:
            raise StoreUnavailable
        job = Job(write, self._loop.create_future())
        if not self._fresh:
            self._loop.call_soon(self._hand_over)
        self._fresh.append(job)
        result: T = await job.waiting
        return result

    async def close(self) -> None:
        """Flush what was accepted, and close the connection."""
        if not self._closed:
            self._closed = True
            self._hand_over()
            self._queue.put(None)
        await asyncio.shield(self._ended)

    def _hand_over(self) -> None:
        fresh, self._fresh = self._fresh, []
        for job in fresh:
            self._queue.put(job)

    def _tell(self, jobs: Sequence[Job], outcomes: Sequence[Outcome], batch: Batch | None) -> None:
        """Nobody may be waiting any more: the room is told all the same."""
        tell(jobs, outcomes)
        if batch is not None:
            batch.tell(self._bus)

    # In the thread

    def _work(self) -> None:
        going = True
        while going:
            jobs, going = self._gather()
            if jobs:
                self._settle(jobs)
        if self._connection is not None:
            self._connection.close()
        self._on_loop(self._ended.set_result, None)

    def _gather(self) -> tuple[list[Job], bool]:
        """Wait for one job, and take what came with it; false once there will be no more."""
        jobs: list[Job] = []
        job = self._queue.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) == MOST_A_BATCH:
                return jobs, True
            try:
                job = self._queue.get_nowait()
            except Empty:
                return jobs, True
        return jobs, False

    def _settle(self, jobs: Sequence[Job]) -> None:
        """Commit these jobs together, or find out which of them cannot be."""
        try:
            try:
                self._commit(jobs, run_together)
            except PostKnown:
                self._commit(jobs, run_one_by_one)
        except NotBegun as error:
            log_failure(jobs, error)
            self._fail(jobs, error)
        except Exception as error:
            log_failure(jobs, error)
            self._settle_alone(jobs)

    def _settle_alone(self, jobs: Sequence[Job]) -> None:
        """Each job in a transaction of its own."""
        for place, job in enumerate(jobs):
            try:
                self._commit([job], run_one_by_one)
            except NotBegun as error:
                self._fail(jobs[place:], error)
                return
            except Exception as error:
                self._fail([job], error)

    def _commit(self, jobs: Sequence[Job], program: Program) -> None:
        batch = Batch(self._sealer, self._vault)
        connection = self._begin()
        try:
            outcomes = run(connection, program(batch, [job.write for job in jobs]))
            connection.execute("COMMIT")
        except Exception as error:
            self._damage.note(error)
            self._roll_back(connection)
            raise
        self._scrub_after(batch, connection)
        self._on_loop(self._tell, jobs, outcomes, batch)

    def _begin(self) -> sqlite3.Connection:
        try:
            if self._connection is None:
                self._connection = self._connect()
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            self._damage.note(error)
            raise NotBegun from error
        return self._connection

    def _roll_back(self, connection: sqlite3.Connection) -> None:
        try:
            roll_back(connection)
        except sqlite3.Error:
            connection.close()
            self._connection = None

    def _scrub_after(self, batch: Batch, connection: sqlite3.Connection) -> None:
        self._unscrubbed = self._unscrubbed or batch.hid_text
        if batch.scrub and self._unscrubbed:
            self._unscrubbed = not scrub(connection)

    def _fail(self, jobs: Sequence[Job], error: Exception) -> None:
        database_failed = isinstance(error, NotBegun | sqlite3.Error)
        outcomes = [StoreUnavailable() if database_failed else error for _ in jobs]
        self._on_loop(self._tell, jobs, outcomes, None)

    def _on_loop(self, call: Callable[[Unpack[Arguments]], None], *arguments: *Arguments) -> None:
        """Nobody is left to tell when the loop is closed; what is committed stays so."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(call, *arguments)


class NotBegun(Exception):
    """The database could not be locked for writing: no write of the batch is at fault."""
