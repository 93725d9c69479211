"""Everyone drops at once and comes back at once: nobody is refused for good, and nothing is missed."""

import asyncio
import random
import time
from collections import Counter
from pathlib import Path

from websockets.exceptions import InvalidHandshake, InvalidStatus

from tests.faults.ledger import Ledger
from tests.faults.many import many_guests
from tests.faults.quiet import BODY_MARK, assert_log_is_quiet
from tests.sockets.hurried_server import UNMEASURED, hurried_server
from tests.tools.live_client import LiveGuest

SHORT, LONG = 60, 1_500
STORMS = 3
# The page's first delay: each guest draws a moment within it.
SPREAD_S = 1.0
POSTS = 100


class Storm:
    """Guests who drop, and try until they are in."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.refused: dict[str, int] = Counter()
        self.back_s: list[float] = []

    async def come_back(self, guest: LiveGuest) -> None:
        """Drop, wait as the page does, and come back to the room, from the position there."""
        guest.lose()
        started = time.monotonic()
        await guest.disconnect()
        while True:
            await asyncio.sleep(self._chance.random() * SPREAD_S)  # what a page does, and the storm's own shape
            try:
                await guest.reconnect()
            except InvalidStatus as refused:
                self.refused[str(refused.response.status_code)] += 1
            except (OSError, InvalidHandshake):
                self.refused["1006"] += 1
            else:
                self.back_s.append(time.monotonic() - started)
                return


async def test_everyone_comes_back_at_once(tmp_path: Path, ledger: Ledger, is_long: bool) -> None:
    count, storms = (LONG, STORMS) if is_long else (SHORT, 1)
    with ledger.fault(f"reconnect storm: {count} guests drop at once and come back within a second") as entry:
        entry.times = storms
        async with (
            hurried_server(tmp_path, {}, configuration=full_with(count + 1)) as server,
            await LiveGuest.arrive(server.url, "Ana") as ana,
            many_guests(server.url, count) as guests,
        ):
            await ana.enter("agora")
            storm = Storm(random.Random(0))
            for _ in range(storms):
                await asyncio.gather(*map(storm.come_back, guests), post_meanwhile(ana))
                await server.until_connections(count + 1)
            entry.acknowledged, entry.back_s, entry.seen = ana.histories["agora"].offset, storm.back_s, storm.refused
            presence = [frame for frame in ana.frames if frame["type"] == "presence.changed"]
            entry.figures["presence frames to each"] = len(presence)
            for guest in guests:
                await assert_missed_nothing(guest, entry.acknowledged)
            assert_log_is_quiet(server, [ana, *guests], ["Ana"])


def full_with(people: int) -> str:
    """A room in which everyone has exactly their own place."""
    return f'{UNMEASURED}\n[[rooms]]\nslug = "agora"\nname = "Agora"\ncapacity = {people}\n'


async def assert_missed_nothing(guest: LiveGuest, head: int) -> None:
    """Told everything up to `head`, by resuming."""
    await guest.reach("agora", head)
    guest.histories["agora"].assert_dense()
    assert guest.histories["agora"].jumps == 0, "shown anew, not resumed"


async def post_meanwhile(guest: LiveGuest) -> None:
    """Write while they come back, and less than the room keeps at hand (500 events)."""
    for _ in range(POSTS):
        assert (await guest.post("agora", f"{BODY_MARK} pendant"))["type"] == "ok"
