"""Trusting: what each session has earned: settled after ten minutes present and five messages allowed."""

import asyncio
from dataclasses import dataclass

from palabre.domain.moderation.circumstances import Trust
from palabre.domain.standing import Standing, is_settled
from palabre.ports.clock import Clock
from palabre.ports.connections import Connections
from palabre.ports.standings import Standings
from palabre.services.sessions import SessionBook
from palabre.services.shielding import Shielding

# A step that comes later than this was held up, and counts for no more.
LONGEST_STEP_S = 30.0
AT_ONCE = 1_000


class StandingsAtHand:
    """Read once a session, and never for one born here."""

    def __init__(self, store: Standings, book: SessionBook) -> None:
        self._store = store
        self._book = book
        self._known: dict[str, Standing] = {}

    async def of(self, session_id: str) -> Standing:
        """The standing of a session, from the store if need be; raises StoreUnavailable."""
        if session_id not in self._known and not self._book.is_born_here(session_id):
            stored = await self._store.standing(session_id)
            self._known.setdefault(session_id, stored or Standing(session_id=session_id))
        return self.now(session_id)

    def restore(self, standing: Standing) -> None:
        """As it was just read with those of others."""
        self._known.setdefault(standing.session_id, standing)

    def now(self, session_id: str) -> Standing:
        """The standing as far as this process knows it."""
        return self._known.get(session_id) or Standing(session_id=session_id)

    async def keep(self, standing: Standing) -> None:
        """It holds from now on, on disk too; raises StoreUnavailable, and holds here nevertheless."""
        self._known[standing.session_id] = standing
        await self._store.keep_standing(standing)

    def grown_up(self, session_id: str) -> None:
        """They proved to be an adult; the store knows it already."""
        if session_id in self._known:
            self._known[session_id] = self._known[session_id].grown_up()

    async def reopen(self, session_id: str) -> None:
        """A person found that they may write; raises StoreUnavailable."""
        await self._store.reopen_writing(session_id)
        if session_id in self._known:
            self._known[session_id] = self._known[session_id].reopened()

    def is_closed(self, session_id: str, now_ms: int) -> bool:
        """Whether they write no more."""
        return self.now(session_id).is_closed(now_ms)

    def protected(self) -> list[str]:
        """Whom this process knows to be protected: for the server alone."""
        return [session_id for session_id, standing in self._known.items() if standing.protected_ms is not None]

    def forget(self, session_id: str) -> None:
        """The session is over, or not in use."""
        self._known.pop(session_id, None)


@dataclass(slots=True)
class Probation:
    """How far a new guest has come."""

    present_s: float = 0.0
    allowed: int = 0


class Trusting:
    """Counts presence and messages of new guests, in memory; that one has settled is kept."""

    def __init__(self, at_hand: StandingsAtHand, shielding: Shielding, connections: Connections, clock: Clock) -> None:
        self._at_hand = at_hand
        self._shielding = shielding
        self._connections = connections
        self._clock = clock
        self._new: dict[str, Probation] = {}
        self._stepped = clock.monotonic()

    def standing(self, session_id: str) -> Standing:
        """As far as this process knows it; `recall` first."""
        return self._at_hand.now(session_id)

    def is_closed(self, session_id: str) -> bool:
        """Whether they said they are under 15, and write no more."""
        return self._at_hand.is_closed(session_id, self._clock.now_ms())

    async def recall(self, session_id: str) -> None:
        """Have at hand what is kept of a session; raises StoreUnavailable."""
        await self._at_hand.of(session_id)

    def trust(self, session_id: str) -> Trust:
        """New or settled, as things stand."""
        return self.standing(session_id).trust(self._shielding.since_ms)

    def allowed(self, session_id: str) -> None:
        """A message of theirs was allowed."""
        if self.standing(session_id).settled_ms is None:
            self._new.setdefault(session_id, Probation()).allowed += 1

    def take_back(self, session_id: str) -> None:
        """It was not kept after all."""
        if session_id in self._new:
            self._new[session_id].allowed -= 1

    def forget(self, session_id: str) -> None:
        """The session is over, or not in use."""
        self._new.pop(session_id, None)

    async def step(self) -> None:
        """Count the time since the last step for those who are connected, and settle who has come far enough."""
        now = self._clock.monotonic()
        passed, self._stepped = min(LONGEST_STEP_S, now - self._stepped), now
        for number, (session_id, probation) in enumerate([*self._new.items()], 1):
            if self._connections.is_connected(session_id):
                probation.present_s += passed
            if is_settled(probation.present_s, probation.allowed):
                self._new.pop(session_id, None)
                await self._at_hand.keep(self.standing(session_id).settled(self._clock.now_ms()))
            if number % AT_ONCE == 0:
                await asyncio.sleep(0)
