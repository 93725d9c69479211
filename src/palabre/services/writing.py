"""Writing: who is typing in a room now, for a few seconds at a time."""

from collections.abc import Sequence

from palabre.domain.log import LogEvent, MessagePosted
from palabre.domain.passing import TypingStarted
from palabre.domain.presence import Person, by_nickname
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.ports.bus import Bus
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.protocol.limits import TYPING_SECONDS, TYPING_UP_TO
from palabre.services.allowances import Allowances
from palabre.services.entitling import Entitling
from palabre.services.posting import Bylines


class Writers:
    """Who writes where, in memory, until when; fed by passing facts, ended by messages and departures."""

    def __init__(self, presence: Presence, clock: Clock) -> None:
        self._presence = presence
        self._clock = clock
        self._writers: dict[int, dict[str, tuple[Person, float]]] = {}

    def take(self, fact: TypingStarted) -> None:
        """Someone began, or goes on."""
        until = self._clock.monotonic() + TYPING_SECONDS
        self._writers.setdefault(fact.room_id, {})[fact.session_id] = (fact.person, until)

    def follow(self, events: Sequence[LogEvent]) -> None:
        """A message posted ends it (the Bus calls this)."""
        for event in events:
            if isinstance(event, MessagePosted) and (writers := self._writers.get(event.room_id)):
                tag = event.message.author.tag
                for session_id in [known for known, (person, _) in writers.items() if person.tag == tag]:
                    del writers[session_id]

    def stop(self, room_id: int, session_id: str) -> None:
        """A guest left the room."""
        self._writers.get(room_id, {}).pop(session_id, None)

    def forget(self, session_id: str) -> None:
        """The session is over."""
        for writers in self._writers.values():
            writers.pop(session_id, None)

    def clear(self, room_id: int) -> None:
        """The day turned: tags of yesterday are told no more."""
        self._writers.pop(room_id, None)

    def rooms(self) -> frozenset[int]:
        """Where someone may be writing."""
        return frozenset(self._writers)

    def now(self, room_id: int) -> tuple[Person, ...]:
        """Who writes, by nickname, 50 at most; nobody in a room with more than 50 present."""
        writers = self._writers.get(room_id)
        if not writers:
            return ()
        now = self._clock.monotonic()
        for session_id in [known for known, (_, until) in writers.items() if until <= now]:
            del writers[session_id]
        if not writers:
            del self._writers[room_id]
        if self._presence.counts(room_id).present > TYPING_UP_TO:
            return ()
        shown = (self._presence.listed(room_id, known) or person for known, (person, _) in writers.items())
        return by_nickname(shown)[:TYPING_UP_TO]


class Writing:
    """Carries out `typing.start`, for a guest who is in the room."""

    def __init__(
        self, bylines: Bylines, presence: Presence, entitling: Entitling, allowances: Allowances, bus: Bus
    ) -> None:
        self._entitling = entitling
        self._bylines = bylines
        self._presence = presence
        self._allowances = allowances
        self._bus = bus

    def start(self, room: Room, session: Session) -> None:
        """Say it to every node; raises Refusal `not_entered`, `slowed`, or as `Entitling.require_writing`."""
        self._entitling.require_writing(room, session.id)
        if not self._presence.is_here(room.id, session.id):
            raise Refusal("not_entered")
        self._allowances.type(session.id)
        person = self._bylines.known(room, session)
        if person is not None and self._presence.counts(room.id).present <= TYPING_UP_TO:
            self._bus.pass_on([TypingStarted(room_id=room.id, session_id=session.id, person=person)])
