"""Caring: help lines offered to one guest, quietly, and to nobody else's knowledge."""

from palabre.domain.care import OFFERED_EVERY_S, CareKind, HelpLine, lines_for, text_of
from palabre.domain.passing import CareOffered, Helper
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.ports.bus import Bus
from palabre.ports.clock import Clock


class Caring:
    """Offers each kind once every ten minutes; `contact` is where a person answers."""

    def __init__(self, bus: Bus, clock: Clock, *, lines: tuple[HelpLine, ...], contact: str) -> None:
        self._bus = bus
        self._clock = clock
        self._lines = lines
        self._contact = contact
        self._offered: dict[str, dict[CareKind, float]] = {}

    def offer(self, room: Room, session: Session, kind: CareKind) -> bool:
        """Tell their connections in this room; whether it was time to."""
        now = self._clock.monotonic()
        offered = self._offered.setdefault(session.id, {})
        if now - offered.get(kind, now - OFFERED_EVERY_S) < OFFERED_EVERY_S:
            return False
        offered[kind] = now
        helpers = tuple(
            Helper(name=line.called(session.locale), number=line.number, about=line.about[session.locale], url=line.url)
            for line in lines_for(kind, self._lines)
        )
        text = text_of(kind, session.locale, self._contact)
        fact = CareOffered(room_id=room.id, session_id=session.id, kind=kind, text=text, lines=helpers)
        self._bus.pass_on([fact])
        return True

    def words(self, session: Session, kind: CareKind) -> str:
        """What is said with the lines."""
        return text_of(kind, session.locale, self._contact)

    def forget(self, session_id: str) -> None:
        """The session is over, or not in use."""
        self._offered.pop(session_id, None)
