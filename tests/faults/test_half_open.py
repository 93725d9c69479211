"""Half-open connections: the network swallows everything, nobody says goodbye, and the room must be right again."""

import time
from pathlib import Path

from tests.faults.ledger import Ledger
from tests.faults.many import each, many_guests
from tests.faults.quiet import BODY_MARK, assert_log_is_quiet
from tests.sockets.hurried_server import hurried_server
from tests.tools.cuttable import cuttable_wire
from tests.tools.live_client import LiveGuest

SHORT, LONG = 20, 500
HURRIED = {"palabre.gateway.live.PING_EVERY_S": 1, "palabre.adapters.presence.room.LOST_AFTER_S": 1.0}
# Three pings unanswered at 25 s each, 15 s of presence, and what a busy machine needs.
NOTICED_WITHIN_S = 200.0


async def test_who_vanished_without_a_word_is_noticed_and_may_come_back(
    tmp_path: Path, ledger: Ledger, is_long: bool
) -> None:
    count = LONG if is_long else SHORT
    with ledger.fault(f"half-open: the network of {count} guests swallows everything") as entry:
        async with (
            hurried_server(tmp_path, {} if is_long else HURRIED) as server,
            cuttable_wire(server.port) as wire,
            await LiveGuest.arrive(server.url, "Ana") as ana,
            many_guests(wire.url, count) as behind,
        ):
            await ana.enter("agora")
            await each(behind, speak)
            await told_present(ana, count)
            wire.stall()
            started, alone = time.monotonic(), len(ana.frames)
            kept = [await ana.post("agora", f"{BODY_MARK} tunnel {number}") for number in range(20)]
            await server.until_connections(1, within_s=NOTICED_WITHIN_S)
            entry.figures["s until the server noticed"] = time.monotonic() - started
            await told_present(ana, 1, after=alone)
            entry.figures["s until the room was right"] = time.monotonic() - started
            wire.flow()
            await wire.cut()
            await wire.mend()
            entry.back_s = await each(behind, come_back)
            await server.until_connections(count + 1)
            entry.acknowledged = len(kept) + count
            for guest in behind:
                await guest.reach("agora", entry.acknowledged)
                guest.histories["agora"].assert_dense()
            assert await roster(ana) == count + 1
            assert_log_is_quiet(server, [ana, *behind], ["Ana"])


async def told_present(guest: LiveGuest, count: int, *, after: int = 0) -> None:
    """Wait until the guest is told that so many are there, for as long as noticing may take."""
    await guest.event(
        "presence.changed", lambda frame: frame["present"] == count, after=after, within_s=NOTICED_WITHIN_S
    )


async def speak(guest: LiveGuest) -> None:
    """Be listed: who wrote is."""
    assert (await guest.post("agora", BODY_MARK))["type"] == "ok"


async def come_back(guest: LiveGuest) -> float:
    """Give the silent connection up and come back; the seconds it took."""
    started = time.monotonic()
    await guest.drop()
    await guest.reconnect()
    return time.monotonic() - started


async def roster(guest: LiveGuest) -> int:
    """How many a newcomer is told are present."""
    present: int = (await guest.enter("agora"))["roster"]["present"]
    return present
