"""The kill test: guests write, the server is killed at seeded moments, nothing acknowledged is lost or doubled.

In the suite it is killed three times; `./palabre test tests/faults/test_kill.py --kills 20 -s` does it twenty
times and prints its seed, and `--kill-seed N` chooses the same moments again.
"""

import random
import secrets

import pytest

from tests.faults.ledger import Ledger
from tests.faults.quiet import assert_log_is_quiet
from tests.faults.writing import NICKNAMES, crowd_of_writers, epochs_of
from tests.tools.live_client import LiveGuest
from tests.tools.server import PalabreServer


async def test_nothing_acknowledged_is_lost_or_doubled(
    unmeasured: PalabreServer, pytestconfig: pytest.Config, ledger: Ledger
) -> None:
    asked = pytestconfig.getoption("kill_seed", None)
    seed = secrets.randbelow(2**32) if asked is None else asked
    print(f"the moments of these kills: --kill-seed {seed}")
    chance = random.Random(seed)
    with ledger.fault("killed (SIGKILL) while twelve guests write") as entry:
        async with crowd_of_writers(unmeasured, chance) as crowd:
            entry.times = pytestconfig.getoption("kills")
            epochs = epochs_of(crowd.guests[0])
            async with crowd.at_work() as account:
                for _ in range(entry.times):
                    await account.more(sent=chance.randint(1, 200), acknowledged=chance.randint(0, 200))
                    crowd.is_up.clear()
                    await unmeasured.kill9()
                    await unmeasured.start()
                    crowd.is_up.set()
            await crowd.settle(entry)
            assert all(epochs_of(guest) == epochs for guest in crowd.guests)
            entry.figures["sent again"] = account.sent - len(account.acknowledged)
            print(f"{entry.acknowledged} acknowledged, {account.sent - entry.acknowledged} sent again")
            assert_log_is_quiet(unmeasured, crowd.guests, (*NICKNAMES, "Zoé"))


async def test_what_waits_for_a_person_still_waits_after_a_kill(unmeasured: PalabreServer) -> None:
    async with await LiveGuest.arrive(unmeasured.url, "Ana") as ana:
        await ana.enter("agora")
        first = await ana.post("agora", "Appelle-moi au 06 39 98 12 34", "a-message-that-waits")
        assert first["status"] == "held"
        await unmeasured.kill9()
        await unmeasured.start()
        await ana.reconnect()
        entered = [frame for frame in ana.frames if frame["type"] == "room.entered"][-1]
        assert [held["message_id"] for held in entered["held"]] == [first["message_id"]]
        again = await ana.post("agora", "Appelle-moi au 06 39 98 12 34", "a-message-that-waits")
        assert (again["status"], again["message_id"]) == ("held", first["message_id"])
