"""The live edge of this node: every open connection, pinged, bounded and ended."""

from collections.abc import Callable, Iterable, Iterator

from palabre.domain.passing import AboutOneself, SanctionLifted
from palabre.domain.room import Room
from palabre.gateway.framing import PING, text_frame
from palabre.gateway.hub import Hub
from palabre.gateway.laggards import RETRY_MS, Laggards
from palabre.gateway.visitor import Visitor
from palabre.ports.clock import Clock
from palabre.ports.connections import ConversationEvent
from palabre.protocol.close_codes import CloseCode
from palabre.protocol.conversion import own_event
from palabre.protocol.encoding import encode
from palabre.protocol.events import UnreadChangedEvent
from palabre.services.directory import RoomDirectory

PING_EVERY_S = 25
# A twenty-fifth of 20,000 connections is 800 pings, and as many answers in one go: 25 ms of a core.
TURN_PARTS = 20
OVER = object()
SILENT_ROUNDS = 2
STOP_SPREAD_MS = 10_000


class LiveEdge:
    """Knows the visitors; implements the Connections port."""

    def __init__(self, hub: Hub, directory: RoomDirectory, clock: Clock) -> None:
        self._hub = hub
        self._directory = directory
        self._visitors: dict[int, Visitor] = {}
        self._by_session: dict[str, set[int]] = {}
        self._silence: dict[int, int] = {}
        self._laggards = Laggards(clock)
        self._slots: list[set[int]] = [set() for _ in range(PING_EVERY_S)]
        self._slot = 0
        self._last_id = 0
        self._turning = self.turning()
        self.on_farewell: Callable[[int, str | None], None] = lambda _, __: None

    def next_id(self) -> int:
        """A number for a new connection, unique on this node."""
        self._last_id += 1
        return self._last_id

    def welcome(self, visitor: Visitor) -> None:
        """A connection is open."""
        self._visitors[visitor.id] = visitor
        self._slots[visitor.id % PING_EVERY_S].add(visitor.id)
        self._silence[visitor.id] = 0
        if visitor.session_id is not None:
            self._by_session.setdefault(visitor.session_id, set()).add(visitor.id)

    def bid_farewell(self, visitor: Visitor, *, lost: bool) -> None:
        """A connection is over: its rooms forget it, after a while when it was only lost."""
        if self._visitors.pop(visitor.id, None) is None:
            return
        visitor.is_open = False
        self._slots[visitor.id % PING_EVERY_S].discard(visitor.id)
        self._silence.pop(visitor.id, None)
        self._laggards.forget(visitor)
        self._forget_session(visitor)
        for room_id in self._rooms_of(visitor):
            self._hub.leave(room_id, visitor.id, lost=lost)
        self._hub.forget(visitor.id)
        self.on_farewell(visitor.id, visitor.session_id)

    def is_connected(self, session_id: str) -> bool:
        return session_id in self._by_session

    def end_session(self, session_id: str) -> None:
        for connection_id in list(self._by_session.get(session_id, ())):
            self._visitors[connection_id].close(CloseCode.SESSION_ENDED, None)

    def tell(self, session_id: str, fact: AboutOneself) -> None:
        frame = text_frame(encode(own_event(fact)))
        for visitor in self._visitors_of(session_id):
            visitor.outbound.write(frame)
            if isinstance(fact, SanctionLifted):
                self._forget_rooms_left(visitor)

    def notify(self, session_id: str, event: ConversationEvent) -> None:
        frame = text_frame(encode(event))
        for visitor in self._visitors_of(session_id):
            visitor.outbound.write(frame)

    def is_reading(self, session_id: str, room_id: int) -> bool:
        return any(self._hub.is_member(room_id, each) for each in self._by_session.get(session_id, ()))

    def elsewhere(self, session_id: str, room_id: int) -> tuple[int, ...]:
        own = self._by_session.get(session_id, ())
        return tuple(each for each in own if not self._hub.is_member(room_id, each))

    def notify_on(self, connection_ids: Iterable[int], event: UnreadChangedEvent) -> None:
        frame = text_frame(encode(event))
        for connection_id in connection_ids:
            if (visitor := self._visitors.get(connection_id)) is not None:
                visitor.outbound.write(frame)

    def put_out(self, session_id: str, room_id: int | None) -> None:
        for visitor in self._visitors_of(session_id):
            # The room stays one it asked for, so that its commands are answered with the reason; until it is let in.
            here = [room for room in self._rooms_entered(visitor) if room_id in (None, room.id)]
            self._cut_off(visitor, [room for room in here if room.asks_proof])
            for room in here:
                self._hub.leave(room.id, visitor.id, lost=False)

    def put_out_of_adult_rooms(self, session_id: str) -> None:
        for visitor in self._visitors_of(session_id):
            rooms = [room for room in self._rooms_entered(visitor) if room.asks_proof]
            staff = visitor.staff
            here = [room for room in rooms if not (room.is_public and staff and staff.answers_for(room.id))]
            self._cut_off(visitor, here)

    def put_out_for_good(self, session_id: str, room_id: int) -> None:
        for visitor in self._visitors_of(session_id):
            here = [room for room in self._rooms_entered(visitor) if room.id == room_id]
            self._cut_off(visitor, here)
            for room in here:
                visitor.connection.rooms.discard(room.slug)

    def prefixes_of(self, session_id: str) -> frozenset[str]:
        return frozenset(visitor.prefix for visitor in self._visitors_of(session_id))

    def sessions_at(self, prefixes: frozenset[str]) -> int:
        found = (visitor for visitor in self._visitors.values() if visitor.prefix in prefixes)
        return len({visitor.session_id for visitor in found if visitor.session_id is not None})

    def heard(self, connection_id: int) -> None:
        """Something arrived from this connection, be it the answer to its end."""
        if connection_id in self._silence:
            self._silence[connection_id] = 0

    def lags(self, visitor: Visitor) -> None:
        """The connection holds more than 64 KiB unsent."""
        self._laggards.add(visitor)
        self._hub.lags(self._rooms_of(visitor))

    def drained(self, visitor: Visitor) -> None:
        """The connection took what it was sent: give it what it missed."""
        self._laggards.caught_up(visitor)
        self._hub.catch_up(visitor.id, set(self._rooms_of(visitor)))

    def turn(self) -> None:
        """One second of the wheel: ping a slot, end what is silent, stuck or too heavy."""
        for _ in self.turning():
            pass

    def go_on(self) -> None:
        """The next part of a turn, due twenty times a second: answers come as thick as pings go."""
        self._laggards.cut()
        if next(self._turning, OVER) is OVER:
            self._turning = self.turning()
            next(self._turning)

    def turning(self) -> Iterator[None]:
        """As `turn`, in parts between which the loop has its own turns."""
        self._slot = (self._slot + 1) % PING_EVERY_S
        due = list(self._slots[self._slot])
        for part in range(TURN_PARTS):
            for connection_id in due[part::TURN_PARTS]:
                if connection_id in self._visitors:
                    self._ping(self._visitors[connection_id])
            yield
        self._laggards.end_stuck()

    def count(self) -> int:
        return len(self._visitors)

    def arrived(self) -> int:
        """How many connections there were ever."""
        return self._last_id

    def stop(self) -> None:
        """Close every connection, asking each to come back at its own time within 10 s."""
        visitors = list(self._visitors.values())
        for place, visitor in enumerate(visitors):
            visitor.close(CloseCode.STOPPING, 250 + place * STOP_SPREAD_MS // len(visitors))

    def _ping(self, visitor: Visitor) -> None:
        self._silence[visitor.id] += 1
        if self._silence[visitor.id] > SILENT_ROUNDS:
            visitor.close(CloseCode.TOO_SLOW, RETRY_MS)
        elif not visitor.outbound.lagging:
            visitor.outbound.write(PING)

    def _cut_off(self, visitor: Visitor, rooms: list[Room]) -> None:
        """Nothing more of these rooms, what is queued included."""
        for room in rooms:
            self._hub.leave(room.id, visitor.id, lost=False)
        if rooms:
            self._laggards.cut_soon(visitor)

    def _rooms_of(self, visitor: Visitor) -> Iterator[int]:
        return (room.id for room in self._rooms_entered(visitor))

    def _rooms_entered(self, visitor: Visitor) -> Iterator[Room]:
        for slug in visitor.connection.rooms:
            room = self._directory.by_slug(slug)
            if room is not None:
                yield room

    def _forget_rooms_left(self, visitor: Visitor) -> None:
        """From now on it has to enter again where it was put out."""
        for slug in [*visitor.connection.rooms]:
            room = self._directory.by_slug(slug)
            if room is None or not self._hub.is_member(room.id, visitor.id):
                visitor.connection.rooms.discard(slug)

    def _visitors_of(self, session_id: str) -> list[Visitor]:
        return [self._visitors[connection_id] for connection_id in self._by_session.get(session_id, ())]

    def _forget_session(self, visitor: Visitor) -> None:
        if visitor.session_id is None:
            return
        its_connections = self._by_session.get(visitor.session_id, set())
        its_connections.discard(visitor.id)
        if not its_connections:
            self._by_session.pop(visitor.session_id, None)
