"""The kill test: guests write, the server is killed at seeded moments, nothing acknowledged is lost or doubled.

In the suite it is killed three times; `./palabre test tests/faults/test_kill.py --kills 20 -s` does it twenty
times and prints its seed, and `--kill-seed N` chooses the same moments again.
"""

import asyncio
import random
import secrets
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.faults.quiet import BODY_MARK, assert_log_is_quiet
from tests.tools.history import History
from tests.tools.live_client import LiveGuest, new_message_id
from tests.tools.server import PalabreServer

ROOMS = ("agora", "cuisine", "jardin")
NICKNAMES = (
    "Ana", "Bilal", "Chloé", "Diane", "Elias", "Farid", "Gwen", "Hugo", "Inès", "Jules", "Karim", "Lola",
)  # fmt: skip
AT_ONCE = 3


@dataclass(frozen=True)
class Draft:
    """A message in a guest's outbox."""

    room: str
    body: str
    client_message_id: str


class Ledger:
    """What was sent, and what the server acknowledged: room, message id and offset by client_message_id."""

    def __init__(self) -> None:
        self.sent = 0
        self.acknowledged: dict[str, tuple[str, str, int]] = {}
        self.is_over = False
        self._moved = asyncio.Event()

    def note_sent(self) -> None:
        self.sent += 1
        self._moved.set()

    def note_acknowledged(self, draft: Draft, message_id: str, offset: int) -> None:
        outcome = (draft.room, message_id, offset)
        assert self.acknowledged.setdefault(draft.client_message_id, outcome) == outcome, "two outcomes of one post"
        self._moved.set()

    async def more(self, *, sent: int, acknowledged: int) -> None:
        """Wait for this many more to be sent and to be acknowledged."""
        sent, acknowledged = self.sent + sent, len(self.acknowledged) + acknowledged
        async with asyncio.timeout(60):
            while self.sent < sent or len(self.acknowledged) < acknowledged:
                self._moved.clear()
                await self._moved.wait()


class Writer:
    """A guest who writes without pause, and sends again what was not acknowledged."""

    def __init__(self, guest: LiveGuest, ledger: Ledger, chance: random.Random, is_up: asyncio.Event) -> None:
        self.guest = guest
        self._ledger = ledger
        self._chance = chance
        self._is_up = is_up

    async def write(self) -> None:
        """Write until it is over and the outbox is empty."""
        while not self._ledger.is_over:
            outbox = [self._draft() for _ in range(AT_ONCE)]
            while outbox:
                await asyncio.gather(*map(self._send, outbox))
                outbox = [draft for draft in outbox if draft.client_message_id not in self._ledger.acknowledged]
                if outbox:
                    await self.come_back()

    async def come_back(self) -> None:
        """Wait for the server, and enter every room again from the last position there."""
        async with asyncio.timeout(60):
            while True:
                await self._is_up.wait()
                try:
                    await self.guest.reconnect()
                    return
                except (OSError, InvalidHandshake, ConnectionClosed):
                    continue  # killed again meanwhile

    async def _send(self, draft: Draft) -> None:
        self._ledger.note_sent()
        try:
            reply = await self.guest.post(draft.room, draft.body, draft.client_message_id)
        except ConnectionClosed:
            return
        assert reply["type"] == "ok", reply
        self._ledger.note_acknowledged(draft, reply["message_id"], reply["offset"])

    def _draft(self) -> Draft:
        number = self._chance.randrange(10**9)
        return Draft(self._chance.choice(ROOMS), f"{BODY_MARK} {number}", new_message_id())


async def test_nothing_acknowledged_is_lost_or_doubled(unmeasured: PalabreServer, pytestconfig: pytest.Config) -> None:
    asked = pytestconfig.getoption("kill_seed", None)
    seed = secrets.randbelow(2**32) if asked is None else asked
    print(f"the moments of these kills: --kill-seed {seed}")
    chance, ledger, is_up = random.Random(seed), Ledger(), asyncio.Event()
    is_up.set()
    async with AsyncExitStack() as stack:
        writers = []
        for nickname in NICKNAMES:
            guest = await stack.enter_async_context(await LiveGuest.arrive(unmeasured.url, nickname))
            for room in ROOMS:
                await guest.enter(room)
            writers.append(Writer(guest, ledger, random.Random(chance.randrange(2**32)), is_up))
        epochs = epochs_of(writers[0].guest)
        async with asyncio.TaskGroup() as tasks:
            for writer in writers:
                tasks.create_task(writer.write())
            for _ in range(pytestconfig.getoption("kills")):
                await ledger.more(sent=chance.randint(1, 200), acknowledged=chance.randint(0, 200))
                is_up.clear()
                await unmeasured.kill9()
                await unmeasured.start()
                is_up.set()
            await ledger.more(sent=0, acknowledged=len(NICKNAMES))
            ledger.is_over = True
        zoe = await stack.enter_async_context(await LiveGuest.arrive(unmeasured.url, "Zoé"))
        whole = {room: await read_whole(zoe, room) for room in ROOMS}
        assert epochs_of(zoe) == epochs
        assert_all_there(ledger, whole)
        print(f"{len(ledger.acknowledged)} acknowledged, {ledger.sent - len(ledger.acknowledged)} sent again")
        for writer in writers:
            await assert_consistent(writer.guest, whole)
        assert_log_is_quiet(unmeasured, [zoe, *(writer.guest for writer in writers)], (*NICKNAMES, "Zoé"))


def epochs_of(guest: LiveGuest) -> dict[str, str]:
    return {room: guest.histories[room].epoch for room in ROOMS}


async def read_whole(guest: LiveGuest, room: str) -> History:
    """A room's whole history, as a newcomer reads it page by page."""
    await guest.enter(room)
    history = await guest.read_back(room)
    history.assert_dense()
    return history


def assert_all_there(ledger: Ledger, whole: dict[str, History]) -> None:
    """What was acknowledged is there, at its offset; and nothing that nobody was told of."""
    there = {
        message["client_message_id"]: (room, message["id"], offset)
        for room, history in whole.items()
        for offset, message in history.messages.items()
    }
    assert there == ledger.acknowledged


async def assert_consistent(guest: LiveGuest, whole: dict[str, History]) -> None:
    """What a guest was told, over all its connections, is the room's history."""
    for room, history in whole.items():
        await guest.reach(room, history.offset)
        told = guest.histories[room]
        told.assert_dense()
        assert told.jumps == 0, f"{room} was not resumed but shown anew"
        assert ids_of(told) == ids_of(history)


def ids_of(history: History) -> dict[int, str]:
    return {offset: message["id"] for offset, message in history.messages.items()}
