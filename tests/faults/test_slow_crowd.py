"""Hundreds who do not read: the others are told everything, memory is bounded, and who reads again catches up."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from palabre.gateway.state import CATCH_UP_BYTES
from tests.cast import assert_done, set_stage
from tests.faults.ledger import Entry, Ledger
from tests.faults.quiet import BODY_MARK, assert_log_is_quiet
from tests.sockets.hurried_server import hurried_server
from tests.sockets.raw import TEXT, Closed, RawClient, client_frame, raw_socket
from tests.tools.history import History
from tests.tools.live_client import LiveGuest
from tests.tools.server import PalabreServer

SHORT, LONG = 30, 500
READERS = 5
# The heaviest body there is, nearly: what the kernel holds for each is soon full.
HEAVY = "🌳" * 1_980
SHORT_TALK, LONG_TALK = 50, 200
PATIENCE_S = 20.0
# 64 KiB are queued at most, and one write more; the rest is the connection itself and the room's ring.
MOST_A_CONSUMER = 200 * 1024
# Who reads again is given what they missed in one frame, or a snapshot where that would be long.
MOST_A_READER = 600 * 1024
COMMANDS = 50
MIB = 1024 * 1024
MOST_FOR_ONE = 12 * MIB
DRAINS = {"palabre.gateway.socket.CLOSING_WITHIN_S": 60}


class Consumer:
    """Someone who entered agora and reads nothing until asked."""

    def __init__(self, client: RawClient) -> None:
        self.client = client
        self.history = History("agora")
        self.gaps = 0
        self.closed: Closed | None = None

    async def enter(self) -> None:
        self.history.take(await self.client.enter())

    async def catches_up(self, offset: int) -> bool:
        """Read until everything up to `offset` was told, or shown in a snapshot; False when closed before that."""
        try:
            while self.history.offset < offset:
                frame = json.loads((await self.client.next_frame(TEXT)).payload)
                self.gaps += bool(frame.get("gap"))
                if "room" in frame:
                    self.history.take(frame)
        except Closed as closed:
            self.closed = closed
        return self.closed is None

    async def ends(self) -> None:
        """Read what was under way, up to the end of the connection."""
        self.closed = await self.client.closed()


@asynccontextmanager
async def consumers(server: PalabreServer, count: int) -> AsyncIterator[list[Consumer]]:
    """So many who have entered and read no more."""
    async with AsyncExitStack() as stack:
        found = []
        for _ in range(count):
            consumer = Consumer(await stack.enter_async_context(raw_socket(server.url, lazy=True)))
            await consumer.enter()
            found.append(consumer)
        yield found


class Talk:
    """A writer, readers who read, and how many messages they take to show something."""

    def __init__(self, writer: LiveGuest, readers: Sequence[LiveGuest], messages: int) -> None:
        self.writer = writer
        self.readers = readers
        self.messages = messages

    async def say(self, messages: int) -> list[float]:
        """Post one message after the other; the milliseconds until every reader had each."""
        took = []
        for number in range(messages):
            started = time.perf_counter()
            offset = (await self.writer.post("agora", f"{BODY_MARK} {number} {HEAVY}"))["offset"]
            for reader in self.readers:
                await reader.reach("agora", offset)
            took.append((time.perf_counter() - started) * 1_000)
        return took


async def test_a_crowd_that_does_not_read_harms_nobody(tmp_path: Path, ledger: Ledger, is_long: bool) -> None:
    count = LONG if is_long else SHORT
    with ledger.fault(f"{count} slow consumers: they read nothing, half of them later") as entry:
        drains = DRAINS | {"palabre.gateway.outbound.DRAIN_WITHIN_S": PATIENCE_S if is_long else 3.0}
        async with (
            hurried_server(tmp_path, drains) as server,
            AsyncExitStack() as stack,
            await LiveGuest.arrive(server.url, "Ana") as ana,
        ):
            readers = [await stack.enter_async_context(LiveGuest(server.url)) for _ in range(READERS)]
            for guest in (ana, *readers):
                if guest is not ana:
                    await guest.connect()
                await guest.enter("agora")
            talk = Talk(ana, readers, LONG_TALK if is_long else SHORT_TALK)
            await server.until_ready()
            note_latency(entry, "alone", await talk.say(talk.messages))
            await ask_without_reading(entry, server, talk)
            async with consumers(server, count) as slow:
                await measure(entry, server, talk, slow)
                await meet_their_ends(entry, server, talk, slow)
            for reader in readers:
                reader.histories["agora"].assert_dense()
            assert_log_is_quiet(server, [ana], ["Ana"])


async def measure(entry: Entry, server: PalabreServer, talk: Talk, slow: Sequence[Consumer]) -> None:
    """Talk until everyone who does not read lags, and on; what it costs."""
    before = server.memory()
    note_latency(entry, "beside them", await talk.say(talk.messages))
    grown = (server.memory() - before) / len(slow)
    entry.figures["KiB a slow consumer"] = grown / 1024
    entry.acknowledged = talk.writer.histories["agora"].offset
    assert grown < MOST_A_CONSUMER


async def ask_without_reading(entry: Entry, server: PalabreServer, talk: Talk) -> None:
    """One who asks for all the room again and again, and reads none of it: the commands wait with the answers."""
    async with raw_socket(server.url, lazy=True) as client:
        epoch = (await client.enter())["epoch"]
        since = {"epoch": epoch, "offset": talk.writer.histories["agora"].offset - talk.messages}
        before = server.memory()
        again = {"type": "room.enter", "ref": 2, "room": "agora", "since": since}
        await client.send(client_frame(TEXT, json.dumps(again).encode()) * COMMANDS)
        await talk.say(10)
        grown = server.memory() - before
        entry.figures["MiB for one who asks and does not read"] = grown / MIB
        assert grown < MOST_FOR_ONE


async def meet_their_ends(entry: Entry, server: PalabreServer, talk: Talk, slow: Sequence[Consumer]) -> None:
    """Half of them read again and miss nothing; who does not is closed, and told when to come back."""
    half = len(slow) // 2
    reading = asyncio.gather(*(consumer.catches_up(entry.acknowledged) for consumer in slow[:half]))
    grown = await most_grown(server, reading)
    came_back = await reading
    entry.figures["KiB at most for each who reads again"] = grown / half / 1024
    assert grown / half < MOST_A_READER
    entry.figures["caught up"] = sum(came_back)
    assert all(consumer.gaps for consumer in slow[:half] if consumer.closed is None), (
        "nobody lagged: this shows nothing"
    )
    async with asyncio.timeout(3 * PATIENCE_S):
        while (await server.figures())["palabre_connections"] > len(talk.readers) + 1 + sum(came_back):
            await talk.say(1)
    await asyncio.gather(*(consumer.ends() for consumer in slow[half:]))
    closed = [consumer.closed for consumer in slow if consumer.closed is not None]
    entry.seen = {str(code): sum(end.code == code for end in closed) for code in {end.code for end in closed}}
    assert len(closed) + sum(came_back) == len(slow)
    assert set(entry.seen) == {"4008"}
    assert all(retry_after_ms(end) >= 2_000 for end in closed)


async def most_grown(server: PalabreServer, doing: asyncio.Future[list[bool]]) -> int:
    """By how much the server's memory grew at most until something was done, in bytes."""
    before = most = server.memory()
    while not doing.done():
        await asyncio.wait([doing], timeout=0.02)
        most = max(most, server.memory())
    return most - before


def note_latency(entry: Entry, when: str, milliseconds: Sequence[float]) -> None:
    """Half and nearly all of the messages had reached every reader by then."""
    ordered = sorted(milliseconds)
    entry.figures[f"p50 ms {when}"] = ordered[len(ordered) // 2]
    entry.figures[f"p99 ms {when}"] = ordered[int(len(ordered) * 0.99)]


def retry_after_ms(closed: Closed) -> int:
    reason: dict[str, int] = json.loads(closed.reason)
    return reason["retry_after_ms"]


async def test_who_missed_much_is_given_a_snapshot_however_few_the_messages() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    stage.house.live.lags(ana.visitor)
    for _ in range(CATCH_UP_BYTES // len(HEAVY.encode()) + 1):
        assert_done(await bilal.post(HEAVY))
    before = len(ana.pipe.written)
    ana.visitor.outbound.resume()
    state = ana.received("room.entered")[-1]
    assert (state["mode"], state["gap"]) == ("snapshot", True)
    assert len(ana.pipe.written) - before < CATCH_UP_BYTES
