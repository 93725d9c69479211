"""Returning: what the guests of a server that stopped will ask for, read for all of them before the first is back."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from palabre.domain.standing import Standing
from palabre.ports.clock import Clock
from palabre.ports.store import Returning, Sessions
from palabre.services.entering import Past
from palabre.services.hiding import HidesAtHand
from palabre.services.naming import Naming
from palabre.services.sessions import SessionBook
from palabre.services.trusting import StandingsAtHand
from palabre.services.waiting import NOTHING, Waiting

T = TypeVar("T")
# As many as one process can be connected with.
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Returnables:
    """Where what a session comes back with is kept at hand."""

    book: SessionBook
    naming: Naming
    hides: HidesAtHand
    standings: StandingsAtHand
    past: Past
    waiting: Waiting


class Returners:
    """Who may come back: thousands at once, each of whom would cost five reads and a write of their own."""

    def __init__(self, store: Sessions, clock: Clock, at_hand: Returnables) -> None:
        self._store = store
        self._clock = clock
        self._at_hand = at_hand

    async def expect(self) -> int:
        """Have at hand what they come back with; return how many are expected. Raises StoreUnavailable."""
        found = await self._store.returning(self._clock.now_ms(), MOST)
        for room_id, session_id, nickname in found.names:
            self._at_hand.naming.restore(room_id, session_id, nickname)
        self._restore_each(found)
        return len(found.sessions)

    def _restore_each(self, found: Returning) -> None:
        standings = {standing.session_id: standing for standing in found.standings}
        hides, rooms = by_session((hide.session_id, hide) for hide in found.hides), by_session(found.rooms)
        for session in found.sessions:
            self._at_hand.book.remember(session, born_here=False)
            self._at_hand.hides.restore(session.id, tuple(hides[session.id]))
            self._at_hand.standings.restore(standings.get(session.id, Standing(session_id=session.id)))
            self._at_hand.past.restore(session.id, rooms[session.id])
            self._at_hand.waiting.restore(session.id, found.held.get(session.id, NOTHING))


def by_session(pairs: Iterable[tuple[str, T]]) -> defaultdict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for session_id, each in pairs:
        found[session_id].append(each)
    return found
