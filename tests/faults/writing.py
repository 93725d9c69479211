"""Guests who write without pause through a fault, and what is true afterwards of what they wrote."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.faults.ledger import Entry
from tests.faults.quiet import BODY_MARK
from tests.tools.history import History
from tests.tools.live_client import LiveGuest, new_message_id
from tests.tools.server import PalabreServer

ROOMS = ("agora", "cuisine", "jardin")
NICKNAMES = (
    "Ana", "Bilal", "Chloé", "Diane", "Elias", "Farid", "Gwen", "Hugo", "Inès", "Jules", "Karim", "Lola",
)  # fmt: skip
AT_ONCE = 3
WITHIN_S = 60.0


@dataclass(frozen=True)
class Draft:
    """A message in a guest's outbox."""

    room: str
    body: str
    client_message_id: str


class Account:
    """What was sent, and what the server acknowledged: room, message id and offset by client_message_id."""

    def __init__(self) -> None:
        self.sent = 0
        self.acknowledged: dict[str, tuple[str, str, int]] = {}
        self.seen: Counter[str] = Counter()
        self.back_s: list[float] = []
        self.is_over = False
        self._moved = asyncio.Event()

    def note_sent(self) -> None:
        self.sent += 1
        self._moved.set()

    def note_acknowledged(self, draft: Draft, message_id: str, offset: int) -> None:
        outcome = (draft.room, message_id, offset)
        assert self.acknowledged.setdefault(draft.client_message_id, outcome) == outcome, "two outcomes of one post"
        self._moved.set()

    def note_seen(self, what: str) -> None:
        """A guest met this instead of an answer."""
        self.seen[what] += 1
        self._moved.set()

    def note_back(self, seconds: float) -> None:
        """A guest is back in their rooms."""
        self.back_s.append(seconds)
        self._moved.set()

    async def more(self, *, sent: int = 0, acknowledged: int = 0, back: int = 0) -> None:
        """Wait for this many more to be sent and to be acknowledged, and this many more guests to be back."""
        sent, acknowledged = self.sent + sent, len(self.acknowledged) + acknowledged
        back += len(self.back_s)
        async with asyncio.timeout(WITHIN_S):
            while self.sent < sent or len(self.acknowledged) < acknowledged or len(self.back_s) < back:
                await self._move()

    async def _move(self) -> None:
        self._moved.clear()
        await self._moved.wait()


class Writer:
    """A guest who writes without pause, and sends again what was not acknowledged."""

    def __init__(self, guest: LiveGuest, account: Account, chance: random.Random, is_up: asyncio.Event) -> None:
        self.guest = guest
        self._account = account
        self._chance = chance
        self._is_up = is_up
        self._lost_at: float | None = None

    async def write(self) -> None:
        """Write until it is over and the outbox is empty."""
        while not self._account.is_over:
            outbox = [self._draft() for _ in range(AT_ONCE)]
            while outbox:
                await asyncio.gather(*map(self._send, outbox))
                outbox = [draft for draft in outbox if draft.client_message_id not in self._account.acknowledged]
                if self._lost_at is not None:
                    await self._come_back(self._lost_at)

    async def _come_back(self, lost_at: float) -> None:
        """Wait for the server, and enter every room again from the last position there."""
        async with asyncio.timeout(WITHIN_S):
            while True:
                await self._is_up.wait()
                try:
                    await self.guest.reconnect()
                except (OSError, InvalidHandshake, ConnectionClosed):
                    continue  # killed again meanwhile
                self._lost_at = None
                self._account.note_back(time.monotonic() - lost_at)
                return

    async def _send(self, draft: Draft) -> None:
        self._account.note_sent()
        try:
            reply = await self.guest.post(draft.room, draft.body, draft.client_message_id)
        except ConnectionClosed as closed:
            self._lose(str(closed.rcvd.code if closed.rcvd else 1006))
        else:
            if reply["type"] == "failed" and reply["code"] == "unavailable":
                self._account.note_seen("unavailable")
                return
            assert reply["type"] == "ok", reply
            self._account.note_acknowledged(draft, reply["message_id"], reply["offset"])

    def _lose(self, how: str) -> None:
        if self._lost_at is None:
            self._lost_at = time.monotonic()
            self._account.note_seen(how)

    def _draft(self) -> Draft:
        number = self._chance.randrange(10**9)
        return Draft(self._chance.choice(ROOMS), f"{BODY_MARK} {number}", new_message_id())


@dataclass
class Crowd:
    """Twelve writers at work in three rooms; `is_up` is cleared while nobody should try to come back."""

    server: PalabreServer
    account: Account
    writers: list[Writer]
    is_up: asyncio.Event

    @property
    def guests(self) -> list[LiveGuest]:
        return [writer.guest for writer in self.writers]

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[Account]:
        """Everyone writes until the block ends, and is then acknowledged."""
        async with asyncio.TaskGroup() as tasks:
            for writer in self.writers:
                tasks.create_task(writer.write())
            yield self.account
            await self.account.more(acknowledged=len(self.writers))
            self.account.is_over = True

    async def settle(self, entry: Entry) -> None:
        """Count what was acknowledged against what a newcomer reads, and against what each writer was told."""
        async with await LiveGuest.arrive(self.server.url, "Zoé") as zoe:
            whole = {room: await read_whole(zoe, room) for room in ROOMS}
        there = there_in(whole)
        account = self.account
        entry.acknowledged = len(account.acknowledged)
        entry.lost = sum(there.get(key) != outcome for key, outcome in account.acknowledged.items())
        entry.doubled = sum(len(history.messages) for history in whole.values()) - len(there)
        entry.seen, entry.back_s = dict(account.seen), account.back_s
        entry.disordered = sum([await is_disordered(guest, whole) for guest in self.guests])
        assert (entry.lost, entry.doubled, entry.disordered) == (0, 0, 0)
        assert there == account.acknowledged, "the rooms hold what nobody was told of"
        for guest in self.guests:
            for room in ROOMS:
                assert guest.histories[room].jumps == 0, f"{room} was not resumed but shown anew"


@asynccontextmanager
async def crowd_of_writers(server: PalabreServer, chance: random.Random) -> AsyncIterator[Crowd]:
    """Twelve guests in three rooms."""
    account, is_up = Account(), asyncio.Event()
    is_up.set()
    async with AsyncExitStack() as stack:
        writers = []
        for nickname in NICKNAMES:
            guest = await stack.enter_async_context(await LiveGuest.arrive(server.url, nickname))
            for room in ROOMS:
                await guest.enter(room)
            own_chance = random.Random(chance.randrange(2**32))
            writers.append(Writer(guest, account, own_chance, is_up))
        yield Crowd(server, account, writers, is_up)


async def read_whole(guest: LiveGuest, room: str) -> History:
    """A room's whole history, as a newcomer reads it page by page."""
    await guest.enter(room)
    return await guest.read_back(room)


def there_in(whole: dict[str, History]) -> dict[str, tuple[str, str, int]]:
    """What the rooms hold, as an Account knows it; a message that is there twice counts once."""
    return {
        message["client_message_id"]: (room, message["id"], offset)
        for room, history in whole.items()
        for offset, message in history.messages.items()
    }


async def is_disordered(guest: LiveGuest, whole: dict[str, History]) -> bool:
    """Whether what a guest was told, over all its connections, is anything but the rooms' history."""
    try:
        for room, history in whole.items():
            await guest.reach(room, history.offset)
            guest.histories[room].assert_dense()
    except AssertionError:
        return True
    return any(ids_of(guest.histories[room]) != ids_of(history) for room, history in whole.items())


def ids_of(history: History) -> dict[int, str]:
    """The ids of a history's messages, by offset."""
    return {offset: message["id"] for offset, message in history.messages.items()}


def epochs_of(guest: LiveGuest) -> dict[str, str]:
    """The epochs of the rooms, as this guest knows them."""
    return {room: guest.histories[room].epoch for room in ROOMS}
