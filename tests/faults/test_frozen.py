"""The server frozen (SIGSTOP) and let go again: who waited goes on, who gave up comes back, nothing is lost."""

import asyncio
import random
from pathlib import Path

from palabre.gateway.outbound import DRAIN_WITHIN_S
from tests.cast import set_stage
from tests.faults.ledger import Ledger
from tests.faults.quiet import assert_log_is_quiet
from tests.faults.writing import NICKNAMES, crowd_of_writers
from tests.sockets.hurried_server import hurried_server

# Every limit the server measures in time is shorter than the shortest freeze.
CONSTANTS = {
    "palabre.gateway.live.PING_EVERY_S": 1,
    "palabre.gateway.outbound.DRAIN_WITHIN_S": 0.5,
    "palabre.adapters.presence.room.LOST_AFTER_S": 0.5,
}
SHORT_S, LONG_S = (1.5,), (2.0, 6.0, 12.0)


async def test_a_frozen_server_loses_nobody(tmp_path: Path, ledger: Ledger, is_long: bool) -> None:
    freezes = LONG_S if is_long else SHORT_S
    with ledger.fault("frozen (SIGSTOP) for 2 to 12 s while twelve guests write") as entry:
        entry.times = len(freezes)
        async with (
            hurried_server(tmp_path, CONSTANTS) as server,
            crowd_of_writers(server, random.Random(0)) as crowd,
        ):
            impatient = crowd.guests[::2]
            async with crowd.at_work() as account:
                for seconds in freezes:
                    await account.more(acknowledged=100)
                    async with server.frozen():
                        for guest in impatient:
                            guest.lose()
                        await asyncio.sleep(seconds)  # the fault itself takes this long
                    await account.more(back=len(impatient))
            assert account.seen == {"1006": len(impatient) * len(freezes)}, "someone who waited was turned out"
            await crowd.settle(entry)
            await server.until_connections(len(crowd.guests))
            assert_log_is_quiet(server, crowd.guests, (*NICKNAMES, "Zoé"))


async def test_who_lagged_when_the_server_froze_has_their_time_to_drain_all_the_same() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    stage.house.live.turn()
    ana.pipe.unsent = 100_000
    stage.house.live.lags(ana.visitor)
    stage.clock.step(10 * DRAIN_WITHIN_S)
    stage.house.live.turn()
    assert ana.closed is None
    for _ in range(int(DRAIN_WITHIN_S)):
        stage.clock.step(1)
        stage.house.live.turn()
    assert ana.closed is None
    stage.clock.step(1)
    stage.house.live.turn()
    assert ana.closed is not None


async def test_what_a_closed_connection_still_says_is_not_kept() -> None:
    stage = await set_stage()
    tabs = [await stage.guest(f"Ana{number}", "agora") for number in range(20)]
    for tab in tabs:
        tab.lose()
        stage.house.live.heard(tab.visitor.id)
    assert not stage.house.live._silence
