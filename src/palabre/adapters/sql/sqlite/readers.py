"""Reads of SQLite: a few threads with connections of their own, which cannot write."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

from palabre.adapters.sql.jobs import tell
from palabre.adapters.sql.sqlite.connection import run
from palabre.adapters.sql.sqlite.damage import Damage
from palabre.adapters.sql.statement import Operation
from palabre.adapters.sql.writes import Outcome
from palabre.ports.store import StoreUnavailable

T = TypeVar("T")
THREADS = 3
# Together they wake the loop once: thousands of guests may come back in the same second. Few wait for one another.
MOST_AT_ONCE = 16


class Read(NamedTuple):
    """An operation and who waits for it."""

    operation: Operation[Any]
    waiting: "asyncio.Future[Any]"


class Readers:
    """Each operation sees the database at one instant, after it was asked for."""

    def __init__(self, connect: Callable[[], sqlite3.Connection], damage: Damage) -> None:
        self._connect = connect
        self._damage = damage
        self._loop = asyncio.get_running_loop()
        self._asked: SimpleQueue[Read | None] = SimpleQueue()
        self._closed = False
        self._threads = [Thread(target=self._work, name=f"reader-{n}", daemon=True) for n in range(THREADS)]
        for thread in self._threads:
            thread.start()

    # On the loop

    async def read(self, operation: Operation[T]) -> T:
        """The result of an operation; raises its Refusal, or StoreUnavailable."""
        if self._closed:
            raise StoreUnavailable
        read = Read(operation, self._loop.create_future())
        self._asked.put(read)
        result: T = await read.waiting
        return result

    async def close(self) -> None:
        """Wait for the reads under way, and close the connections."""
        if not self._closed:
            self._closed = True
            for _ in self._threads:
                self._asked.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)

    # In the threads

    def _work(self) -> None:
        connection = None
        going = True
        while going:
            reads, going = self._gather()
            connection = connection or self._connected()
            outcomes = read_all(connection, reads, self._damage) if connection else [StoreUnavailable() for _ in reads]
            # Nobody is left to tell when the loop is closed.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(tell, reads, outcomes)
        if connection is not None:
            connection.close()

    def _gather(self) -> tuple[list[Read], bool]:
        """Wait for one read, and take what came with it; false once there will be no more."""
        reads: list[Read] = []
        read = self._asked.get()
        while read is not None:
            reads.append(read)
            if len(reads) == MOST_AT_ONCE:
                return reads, True
            try:
                read = self._asked.get_nowait()
            except Empty:
                return reads, True
        return reads, False

    def _connected(self) -> sqlite3.Connection | None:
        try:
            return self._connect()
        except sqlite3.Error as error:
            self._damage.note(error)
            return None


def read_all(connection: sqlite3.Connection, reads: Sequence[Read], damage: Damage) -> list[Outcome]:
    """What became of each, all of them at the same instant."""
    try:
        connection.execute("BEGIN")
        return [outcome_of(connection, read.operation, damage) for read in reads]
    except sqlite3.Error as error:
        damage.note(error)
        return [StoreUnavailable() for _ in reads]
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def outcome_of(connection: sqlite3.Connection, operation: Operation[Any], damage: Damage) -> Outcome:
    try:
        return run(connection, operation)
    except sqlite3.Error as error:
        damage.note(error)
        return StoreUnavailable()
    except Exception as error:
        return error
