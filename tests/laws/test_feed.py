"""Every member of a room receives every log frame exactly once and in order, whatever joins, leaves and lags."""

import json
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from palabre.adapters.clock import AcceleratedClock
from palabre.adapters.presence import MemoryPresence
from palabre.domain.log import LogEvent, MessagePosted, MessageRemoved
from palabre.domain.message import Author, Message
from palabre.domain.presence import Counts, Person, PresenceDiff
from palabre.domain.room import Room, RoomSettings
from palabre.gateway import feed as feed_module
from palabre.gateway import turns as turns_module
from palabre.gateway.hub import Hub
from palabre.gateway.outbound import Outbound
from palabre.gateway.stream import RoomStream
from palabre.ports.store import Window
from palabre.protocol.commands import Since
from palabre.services.directory import RoomDirectory
from palabre.services.entering import Seat
from palabre.services.oneself import Own
from tests.cast import NOON, FakePipe, texts_in
from tests.laws.fold import Reader

EPOCH = "epoch-of-agora"
AGORA = Room(id=1, slug="agora", settings=RoomSettings(name="Agora"), epoch=EPOCH)
connections = st.integers(0, 6)


class FakeLoop:
    """Timers that fire when told to."""

    def __init__(self) -> None:
        self.now = 0.0
        self.soon: list[Callable[[], object]] = []
        self._later: list[tuple[float, int, Callable[[], object]]] = []
        self._numbers = count()

    def time(self) -> float:
        return self.now

    def call_soon(self, callback: Callable[[], object]) -> None:
        self.soon.append(callback)

    def call_at(self, when: float, callback: Callable[[], object]) -> None:
        assert when > self.now, "a flush was asked for in the past"
        heappush(self._later, (when, next(self._numbers), callback))

    def turn(self) -> bool:
        """Run what was asked for soon; whether there was anything."""
        due, self.soon = self.soon, []
        for callback in due:
            callback()
        return bool(due)

    def advance(self, seconds: float) -> None:
        self.now += seconds
        while self._later and self._later[0][0] <= self.now:
            heappop(self._later)[2]()

    def settle(self) -> None:
        """Run until nothing is asked for."""
        while self.turn() or self._later:
            self.advance(0.02)


class Member:
    """A connection in the room, and what its reader makes of what it is written."""

    def __init__(self, number: int, hub: Hub, clock: AcceleratedClock, *, is_guest: bool) -> None:
        self.number = number
        self.is_guest = is_guest
        self.pipe = FakePipe()
        self.clock = clock
        self.hub = hub
        self.outbound = Outbound(self.pipe, lambda: hub.catch_up(number, {AGORA.id}))
        self.reader = Reader()
        self._read = 0

    def read(self) -> None:
        fresh = bytes(self.pipe.written[self._read :])
        self._read += len(fresh)
        for text in texts_in(fresh):
            self.reader.read(json.loads(text))

    def lag(self) -> None:
        self.outbound.pause(self.clock.monotonic())
        self.hub.lags({AGORA.id})


class Feeding(RuleBasedStateMachine):
    """A room, its readers, and the loop between them. Writes yield every two members, to be caught in the middle."""

    coalesce_ms = 10

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(feed_module, "STEP", 2)
        self.patch.setattr(turns_module, "LOOK_AT_TIME_FROM", 2)
        self.patch.setattr(turns_module, "YIELD_EVERY", 2)
        self.loop = FakeLoop()
        self.clock = AcceleratedClock(0, start_ms=NOON)
        directory = RoomDirectory()
        directory.put(AGORA)
        presence = MemoryPresence()
        self.hiders: set[str] = set()
        self.hub = Hub(
            directory,
            presence,
            self.clock,
            coalesce_ms=self.coalesce_ms,
            keep_seconds=3_600,
            own=self.own,
            loop=lambda: self.loop,
        )
        self.stream = RoomStream("agora", Window(EPOCH, 0, 1, []), 3_600)
        self.members: dict[int, Member] = {}
        self.numbers = count()
        self.posted: list[str] = []
        self.told = 0

    def own(self, seat: Seat) -> Own | None:
        """Who hides, hides the one who writes."""
        if seat.you is None:
            return None
        return Own(person=seat.you, hidden=(Person("Ana", "tag-ana"),) if seat.session_id in self.hiders else ())

    @initialize(guests=st.integers(0, 5))
    def begin(self, guests: int) -> None:
        for number in range(guests):
            self.enter(number, True, None)

    @rule(number=connections, is_guest=st.booleans(), back=st.none() | st.integers(0, 30))
    def enter(self, number: int, is_guest: bool, back: int | None) -> None:
        """Enter, or enter again; with `back`, from what was seen so many events ago."""
        if number in self.members:
            self.members[number].read()
            is_guest = self.members[number].is_guest
        member = Member(number, self.hub, self.clock, is_guest=is_guest)
        self.members[number] = member
        since = None
        if back is not None and back <= self.stream.head:
            since = Since(epoch=EPOCH, offset=self.stream.head - back)
            member.reader.epoch, member.reader.offset = EPOCH, since.offset
        session = f"session-{number}" if is_guest else None
        you = Person("Ana", f"tag-{number}") if is_guest else None
        seat = Seat(room=AGORA, session_id=session, you=you)
        self.hub.enter(self.stream, seat, number, member.outbound, since)

    @rule(number=connections)
    def leave(self, number: int) -> None:
        if (member := self.members.pop(number, None)) is not None:
            self.hub.leave(AGORA.id, number, lost=False)
            member.read()
            written = len(member.pipe.written)
            self.loop.turn()
            assert len(member.pipe.written) == written, "written to after it left"

    @rule(times=st.integers(1, 4))
    def post(self, times: int) -> None:
        for _ in range(times):
            number = next(self.numbers)
            self.posted.append(f"m{number}")
            message = Message(
                id=f"m{number}",
                offset=self.stream.head + 1,
                client_message_id=f"c{number}",
                body=f"Bonsoir {number}",
                author=Author("Ana", "tag-ana"),
                sent_ms=NOON,
            )
            self._commit(MessagePosted(room_id=1, offset=message.offset, message=message))

    @rule(number=st.integers(0, 100))
    def remove(self, number: int) -> None:
        if self.posted:
            message_id = self.posted.pop(number % len(self.posted))
            self._commit(MessageRemoved(room_id=1, offset=self.stream.head + 1, message_id=message_id, by="author"))

    @rule()
    def announce(self) -> None:
        self.told += 1
        joined = (Person("Bilal", "tag-bilal"),) if self.told % 2 else ()
        counts = Counts(self.told, 0)
        self.hub.announce(PresenceDiff(room_id=1, joined=joined, left=(), counts=counts))

    @rule(number=connections)
    def mention(self, number: int) -> None:
        self.hub.mention(AGORA.id, f"session-{number}", f"for-{number}")

    @rule(number=connections)
    def hide(self, number: int) -> None:
        """One guest hides who writes, or sees them again."""
        self.hiders ^= {f"session-{number}"}
        self.hub.hide(AGORA.id, f"session-{number}")

    @rule(number=connections)
    def lag(self, number: int) -> None:
        if number in self.members:
            self.members[number].lag()

    @rule(number=connections)
    def drain(self, number: int) -> None:
        if number in self.members:
            self.members[number].outbound.resume()

    @rule()
    def turn(self) -> None:
        self.loop.turn()

    @rule(milliseconds=st.integers(1, 15))
    def wait(self, milliseconds: int) -> None:
        self.loop.advance(milliseconds / 1_000)

    @invariant()
    def what_arrived_is_in_order(self) -> None:
        for member in self.members.values():
            member.read()

    @invariant()
    def nobody_is_ahead_of_the_log(self) -> None:
        assert all(member.reader.offset <= self.stream.head for member in self.members.values())

    def teardown(self) -> None:
        for member in self.members.values():
            member.outbound.resume()
        self.loop.settle()
        # Not before: a writing under way goes on in the steps it began with.
        self.patch.undo()
        newcomer = Reader()
        newcomer.messages = {m["id"]: m for m in map(json.loads, self.stream.snapshot().messages)}
        for member in self.members.values():
            member.read()
            assert member.reader.offset == self.stream.head, "a log frame never came"
            shown = [m for m in newcomer.messages.values() if m["id"] in member.reader.messages]
            known = [member.reader.messages[m["id"]] for m in shown]
            assert known == shown
            assert set(member.reader.mentions) <= {f"for-{member.number}"}
            assert bool(member.reader.hidden) == (member.is_guest and f"session-{member.number}" in self.hiders)

    def _commit(self, event: LogEvent) -> None:
        self.hub.deliver(self.stream, event, self.stream.apply(event))


class FeedingAtOnce(Feeding):
    """The same without coalescing."""

    coalesce_ms = 0


thorough = settings(
    max_examples=100, stateful_step_count=30, deadline=None, phases=(Phase.explicit, Phase.generate, Phase.shrink)
)
TestCoalescing: Any = Feeding.TestCase
TestCoalescing.settings = thorough
TestAtOnce: Any = FeedingAtOnce.TestCase
TestAtOnce.settings = thorough


def test_who_entered_while_frames_were_on_their_way_and_lags_then_is_told_nothing_twice() -> None:
    state = FeedingAtOnce()
    state.begin(guests=3)
    state.announce()
    state.post(times=1)
    state.enter(0, is_guest=False, back=None)
    state.announce()
    state.turn()
    state.lag(0)
    state.turn()
    state.drain(0)
    state.what_arrived_is_in_order()
    state.teardown()
