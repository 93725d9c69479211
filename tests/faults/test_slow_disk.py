"""A disk that takes its time: posts wait for it, reading does not, and nobody is turned out."""

import random
import time
from pathlib import Path

from tests.faults.health import until_health
from tests.faults.ledger import Ledger
from tests.faults.quiet import assert_log_is_quiet
from tests.faults.slow_disk import slow_commits, slow_syncs
from tests.faults.writing import NICKNAMES, crowd_of_writers
from tests.tools.live_client import LiveGuest

# What a worn card or a crowded network disk takes; in the suite, less of it.
LONG_MS, SHORT_MS = (50, 500), (10, 60)
LONG, SHORT = 10, 1
POSTS = 100


async def test_a_slow_disk_delays_posts_and_nothing_else(
    tmp_path: Path, configuration: Path, ledger: Ledger, is_long: bool
) -> None:
    disk = slow_syncs(tmp_path, configuration, LONG_MS) if is_long else slow_commits(tmp_path, configuration, SHORT_MS)
    with ledger.fault("slow disk: each flush takes 50 to 500 ms") as entry:
        async with (
            disk as server,
            crowd_of_writers(server, random.Random(0)) as crowd,
            LiveGuest(server.url) as spectator,
        ):
            async with crowd.at_work() as account:
                started = time.monotonic()
                for _ in range(LONG if is_long else SHORT):
                    await account.more(acknowledged=POSTS)
                entry.figures["posts/s acknowledged"] = len(account.acknowledged) / (time.monotonic() - started)
                read_at = time.monotonic()
                await spectator.connect()
                await spectator.enter("agora")
                entry.figures["ms a newcomer waits for the room"] = (time.monotonic() - read_at) * 1_000
            await until_health(server, 200)
            await crowd.settle(entry)
            assert not account.seen
            assert_log_is_quiet(server, crowd.guests, (*NICKNAMES, "Zoé"))
