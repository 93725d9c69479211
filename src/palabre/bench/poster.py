"""A guest who posts: a session, one WebSocket, and how long each message waited for its answer."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from palabre.bench.doorway import open_session
from palabre.bench.line import Line
from palabre.bench.server import BenchFailed
from palabre.bench.stage import Stage
from palabre.bench.wire import Closed, Done, Entered, Heard, Refused, command, message_id_at
from palabre.bench.words import nicknames

AT_ONCE = 16
TICK_S = 0.005
ANSWERED_WITHIN_S = 20.0
# As the reference server's, in French: a hundred characters, and when it was sent.
BODY = "zt=%d La pluie s'arrête enfin, on sort les chaises, et chacun raconte sa semaine à sa façon, sans hâte."


class Poster:
    """Speaks in any room; hears only those it entered. Its answers are counted on the stage it shares with others."""

    _numbers = itertools.count()

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._number = next(self._numbers)
        self._ref = 0
        self._sent: dict[int, int] = {}
        self._ready = asyncio.Event()
        self._line: Line | None = None

    async def connect(self, nickname: str) -> None:
        """Open a session and a WebSocket. Raises TurnedAway, OSError."""
        cookie = await open_session(self._stage.port, nickname)
        loop = asyncio.get_running_loop()
        _, self._line = await loop.create_connection(
            lambda: Line(self, self._stage, ignore, cookie), "127.0.0.1", self._stage.port
        )
        await self._ready.wait()

    async def enter(self, room: str) -> None:
        """Enter a room, and wait for what is in it."""
        self._ready.clear()
        self._say("room.enter", room=room)
        await self._ready.wait()

    def post(self, room: str, body: str = "") -> None:
        """Post; without a body, one that says when it was sent."""
        now = time.monotonic_ns()
        self._sent[self._ref + 1] = now
        self._stage.counts.posted += 1
        name = message_id_at(now, self._number, self._ref)
        self._say("message.post", room=room, body=body or BODY % now, client_message_id=name)

    async def all_answered(self) -> None:
        """Wait until every message was; raises TimeoutError after 20 s."""
        async with asyncio.timeout(ANSWERED_WITHIN_S):
            while self._sent:
                self._ready.clear()
                await self._ready.wait()

    def hang_up(self) -> None:
        if self._line is not None:
            self._line.abort()

    def opened(self, line: Line) -> None:
        """The WebSocket is open."""
        self._ready.set()

    def heard(self, said: Heard, now: int) -> None:
        """An answer, or the state of a room."""
        match said:
            case Entered():
                self._ready.set()
            case Done() if said.ref in self._sent:
                self._stage.counts.acknowledged += 1
                self._stage.counts.to_acknowledge.record(now - self._sent.pop(said.ref))
                self._ready.set()
            case Refused():
                self._stage.counts.refused[said.code] += 1
                self._sent.pop(said.ref or 0, None)
                self._ready.set()

    def lost(self, closed: Closed | None) -> None:
        """The connection is over."""
        self._stage.counts.closes[str(closed.code if closed else 1006)] += 1
        self._line = None
        self._ready.set()

    def _say(self, kind: str, **fields: object) -> None:
        if self._line is None:
            raise BenchFailed("the server hung up on a guest of the bench.")
        self._ref += 1
        self._line.write(command(kind, ref=self._ref, **fields))


def ignore(_: int) -> None:
    """What is heard in the rooms is not kept."""


@asynccontextmanager
async def posters(stage: Stage, count: int) -> AsyncIterator[list[Poster]]:
    """So many of them, connected; gone when the block ends."""
    everyone = [Poster(stage) for _ in range(count)]
    left, names = iter(everyone), nicknames()

    async def usher() -> None:
        for poster in left:
            await poster.connect(next(names))

    try:
        await asyncio.gather(*(usher() for _ in range(min(AT_ONCE, count))))
        yield everyone
    finally:
        for poster in everyone:
            poster.hang_up()


async def post_at(everyone: Sequence[Poster], rooms: Sequence[str], *, rate: float, seconds: float) -> None:
    """Post `rate` messages a second together, by turns, each always in one room; returns when all are answered."""
    turns = itertools.cycle(zip(everyone, itertools.cycle(rooms)))
    began, posted = time.monotonic(), 0
    while (elapsed := time.monotonic() - began) < seconds:
        for _ in range(int(elapsed * rate) - posted):
            poster, room = next(turns)
            poster.post(room)
            posted += 1
        await asyncio.sleep(TICK_S)
    await asyncio.gather(*(poster.all_answered() for poster in everyone))
