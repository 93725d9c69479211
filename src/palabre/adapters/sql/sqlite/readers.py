"""Reads of SQLite: a few threads with connections of their own, which cannot write."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TypeVar

from palabre.adapters.sql.sqlite.connection import run
from palabre.adapters.sql.statement import Operation
from palabre.ports.store import StoreUnavailable

T = TypeVar("T")
THREADS = 3


class Readers:
    """Each operation sees the database at one instant."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._idle: SimpleQueue[sqlite3.Connection] = SimpleQueue()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="reader")
        self._closed = False

    async def read(self, operation: Operation[T]) -> T:
        """The result of an operation; raises its Refusal, or StoreUnavailable."""
        if self._closed:
            raise StoreUnavailable
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._run, operation)

    def _run(self, operation: Operation[T]) -> T:
        try:
            connection = self._connect() if self._idle.empty() else self._idle.get_nowait()
        except sqlite3.Error:
            raise StoreUnavailable from None
        try:
            connection.execute("BEGIN")
            return run(connection, operation)
        except sqlite3.Error:
            raise StoreUnavailable from None
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            self._idle.put(connection)

    async def close(self) -> None:
        """Wait for the reads under way, and close the connections."""
        self._closed = True
        await asyncio.to_thread(self._threads.shutdown)
        while not self._idle.empty():
            self._idle.get_nowait().close()
