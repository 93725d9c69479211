"""Another process holds the database: a post waits, or fails in words, and all is well again afterwards."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.faults.health import until_health
from tests.faults.ledger import Ledger
from tests.faults.quiet import BODY_MARK, assert_log_is_quiet
from tests.tools.live_client import LiveGuest, new_message_id
from tests.tools.server import PalabreServer

DATABASE = "palabre.sqlite3"


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Hold SQLite's write lock, as a backup tool or a curious operator may."""
    with closing(sqlite3.connect(data / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def test_a_short_lock_is_waited_for(unmeasured: PalabreServer) -> None:
    async with await LiveGuest.arrive(unmeasured.url, "Ana") as ana, LiveGuest(unmeasured.url) as spectator:
        await ana.enter("agora")
        with locked(unmeasured.data):
            waiting = asyncio.create_task(ana.post("agora", f"{BODY_MARK} patience"))
            await spectator.connect()
            await spectator.enter("agora")
            assert not waiting.done()
        assert (await waiting)["type"] == "ok"
        await spectator.told(f"{BODY_MARK} patience")


async def test_a_long_lock_refuses_posts_and_nothing_is_kept_twice(unmeasured: PalabreServer, ledger: Ledger) -> None:
    with ledger.fault("database locked by another process, longer than a post waits (5 s)") as entry:
        async with await LiveGuest.arrive(unmeasured.url, "Ana") as ana, LiveGuest(unmeasured.url) as spectator:
            await ana.enter("agora")
            first = await ana.post("agora", f"{BODY_MARK} avant")
            message_id = new_message_id()
            with locked(unmeasured.data):
                refused, _ = await asyncio.gather(
                    ana.post("agora", BODY_MARK, message_id), until_health(unmeasured, 503)
                )
                assert refused["code"] == "unavailable"
                entry.seen["unavailable"] = 1
                await spectator.connect()
                assert (await spectator.enter("agora"))["offset"] == first["offset"]
            freed = time.monotonic()
            await until_health(unmeasured, 200)
            again = await ana.post("agora", BODY_MARK, message_id)
            entry.back_s.append(time.monotonic() - freed)
            assert again["offset"] == first["offset"] + 1
            (await ana.read_back("agora")).assert_dense()
            entry.acknowledged = len(ana.histories["agora"].messages)
            assert_log_is_quiet(unmeasured, [ana], ["Ana"])
