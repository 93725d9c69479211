"""A simulated guest: a real session, one WebSocket at a time, a room; what is not answered is sent again."""

import asyncio
import random
import time
from collections import deque

from msgspec import Struct

from palabre.bench.doorway import TurnedAway, open_session
from palabre.bench.history import Reader
from palabre.bench.line import Line
from palabre.bench.stage import Stage
from palabre.bench.wire import Closed, Done, Entered, Heard, LogEvent, Refused, command, message_id_at, read
from palabre.protocol.close_codes import is_final

ENTER_REF = 0
# As the browser's client: at random within a span that doubles.
# As client/src/core/backoff.ts.
BACK_OFF_S, EARLY_MOST_S, EARLY_ATTEMPTS, BACK_OFF_MOST_S = 0.5, 8.0, 12, 30.0
# The server ends a connection that has 64 commands unanswered.
MOST_UNANSWERED = 32
# Screened and put aside: it has no place in the log until someone releases it.
HELD = "held"


class Part(Struct, frozen=True, kw_only=True):
    """Who a guest is: a number, a room, and two names, the second for when the first is not accepted.

    A spectator has no session. `at_s` is when they come, in seconds after the order was given.
    """

    number: int
    room: str
    nickname: str
    spare: str
    is_spectator: bool = False
    at_s: float = 0.0


class Post(Struct):
    """A message that waits for its answer."""

    body: str
    client_message_id: str
    sent_ns: int


class Guest:
    """Comes, reads everything, posts when told to, and comes back by themselves."""

    def __init__(self, part: Part, stage: Stage) -> None:
        self.part = part
        self.reader = Reader(f"guest {part.number}", part.room, stage.faults)
        self.is_in = False
        self._stage = stage
        self._cookie = ""
        self._line: Line | None = None
        self._ref = ENTER_REF
        self._posts: dict[int, Post] = {}
        self._unsent: deque[int] = deque()
        self._attempts = 0
        self._entered = asyncio.Event()
        self._coming: asyncio.Task[None] | None = None

    @property
    def may_post(self) -> bool:
        return not self.part.is_spectator and len(self._posts) < MOST_UNANSWERED

    @property
    def unanswered(self) -> int:
        return len(self._posts)

    async def come(self) -> None:
        """Open a session and enter the room; returns once inside. Raises TurnedAway when there is no way in."""
        if not self.part.is_spectator:
            await self._open_session()
        await self._connect()
        await self._entered.wait()

    def post(self, body: str) -> None:
        """Post a message, now or as soon as the guest is in."""
        now = time.monotonic_ns()
        self._ref += 1
        post = Post(body, message_id_at(now, self.part.number, self._ref), now)
        self._posts[self._ref] = post
        self._unsent.append(self._ref)
        self._stage.counts.posted += 1
        self._send_on()

    async def _open_session(self) -> None:
        for name in (self.part.nickname, self.part.spare):
            while not self._cookie:
                try:
                    self._cookie = await open_session(self._stage.port, name)
                except TurnedAway as away:
                    self._stage.counts.refused[away.code] += 1
                    if away.retry_after is None:
                        break
                    await asyncio.sleep(away.retry_after)
        if not self._cookie:
            raise TurnedAway("no session", None)

    async def _connect(self) -> None:
        loop = asyncio.get_running_loop()
        _, self._line = await loop.create_connection(
            lambda: Line(self, self._stage, self.reader.take, self._cookie), "127.0.0.1", self._stage.port
        )

    def opened(self, line: Line) -> None:
        """The WebSocket is open: enter, from where one was."""
        log = self._stage.log_of(self.part.room)
        since = {"since": {"epoch": log.epoch, "offset": self.reader.head}} if self.reader.head >= 0 else {}
        line.write(command("room.enter", ref=ENTER_REF, room=self.part.room, **since))

    def heard(self, said: Heard, now: int) -> None:
        """Something else than a log event came."""
        match said:
            case Entered():
                self._enter(said)
            case Done() if said.ref != ENTER_REF:
                self._acknowledge(said, now)
            case Refused():
                self._refuse(said)

    def lost(self, closed: Closed | None) -> None:
        """The connection is over: come back, unless that makes no sense."""
        if self.is_in:
            self._stage.counts.connected -= 1
        self.is_in, self._line = False, None
        self._stage.counts.closes[str(closed.code if closed else 1006)] += 1
        if not (closed and is_final(closed.code)):
            asked_ms = closed.retry_after_ms if closed else 0
            self._coming = asyncio.get_running_loop().create_task(self._come_back(asked_ms / 1000 or None))

    async def _come_back(self, delay: float | None) -> None:
        while True:
            cap = EARLY_MOST_S if self._attempts < EARLY_ATTEMPTS else BACK_OFF_MOST_S
            most = min(cap, BACK_OFF_S * 2**self._attempts)
            self._attempts += 1
            await asyncio.sleep(random.uniform(0, most) if delay is None else delay)  # noqa: S311 — no secret
            try:
                await self._connect()
            except OSError:
                delay = None
                continue
            self._stage.counts.reconnects += 1
            return

    def _enter(self, said: Entered) -> None:
        self._stage.log_of(said.room).turn(said.epoch)
        for message in said.messages:
            self._stage.log_of(said.room).tell(message.offset, message.identity)
        if said.mode == "resumed":
            self._resume(said)
        elif self.reader.head < 0:
            self.reader.begin(said.offset)
        else:
            before = self.reader.skipped
            self.reader.jump(said.offset, [message.offset for message in said.messages])
            self._stage.counts.skipped += self.reader.skipped - before
        if not self.is_in:
            self._be_in()

    def _resume(self, said: Entered) -> None:
        for event in map(read, map(bytes, said.events)):
            if isinstance(event, LogEvent):
                self._stage.learn(event)
                self.reader.take(event.offset)
                self._stage.counts.deliveries += 1
        self.reader.resumed(said.offset)

    def _be_in(self) -> None:
        self.is_in, self._attempts = True, 0
        self._stage.counts.connected += 1
        self._entered.set()
        self._unsent = deque(self._posts)
        self._send_on()

    def _send_on(self) -> None:
        """Send what waits, in order, and no more at once than the server takes."""
        while self.is_in and self._unsent and len(self._posts) - len(self._unsent) < MOST_UNANSWERED:
            ref = self._unsent.popleft()
            self._send(ref, self._posts[ref])

    def _send(self, ref: int, post: Post) -> None:
        if self._line is not None:
            self._line.write(
                command(
                    "message.post",
                    ref=ref,
                    room=self.part.room,
                    body=post.body,
                    client_message_id=post.client_message_id,
                )
            )

    def _acknowledge(self, said: Done, now: int) -> None:
        post = self._posts.pop(said.ref, None)
        if post is None:
            self._stage.faults.note("doubled", self.part.room, said.offset, f"{said.message_id} answered twice")
            return
        counts = self._stage.counts
        self._send_on()
        if not said.message_id:
            counts.refused[HELD] += 1
            return
        counts.acknowledged += 1
        counts.to_acknowledge.record(now - post.sent_ns)
        identity = f"{said.message_id} {post.client_message_id}"
        self._stage.acknowledged.append((self.part.room, said.offset, identity))

    def _refuse(self, said: Refused) -> None:
        self._stage.counts.refused[said.code] += 1
        if said.ref == ENTER_REF and self._line is not None:
            self._line.abort()
        elif said.ref is not None:
            self._posts.pop(said.ref, None)
            self._send_on()
