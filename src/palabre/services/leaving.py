"""Leaving: one step out erases the session; one more takes back the messages."""

from palabre.domain.session import Session
from palabre.ports.clock import Clock
from palabre.ports.connections import Connections
from palabre.ports.presence import Presence
from palabre.ports.store import Store
from palabre.services.naming import Naming
from palabre.services.outcomes import Outcomes
from palabre.services.sessions import SessionBook


class Memories:
    """Everything held in memory of a session."""

    def __init__(
        self,
        book: SessionBook,
        naming: Naming,
        outcomes: Outcomes,
        presence: Presence,
        connections: Connections,
    ) -> None:
        self._book = book
        self._naming = naming
        self._outcomes = outcomes
        self._presence = presence
        self._connections = connections

    def forget(self, session_id: str) -> None:
        """The session is over, everywhere on this node."""
        self._book.forget(session_id)
        self._naming.forget(session_id)
        self._outcomes.forget(session_id)
        self._presence.forget(session_id)
        self._connections.end_session(session_id)

    def over(self) -> list[Session]:
        """Sessions at hand whose time has come."""
        return self._book.over()


class Leaving:
    """Carries out *Partir* and *Tout effacer*."""

    def __init__(self, store: Store, memories: Memories, clock: Clock) -> None:
        self._store = store
        self._memories = memories
        self._clock = clock

    async def leave(self, session: Session) -> None:
        """*Partir*: session, cookie and presence go; messages stay until retention."""
        await self._store.end_session(session.id, self._clock.now_ms())
        self._memories.forget(session.id)

    async def erase(self, session: Session) -> None:
        """*Tout effacer*: the messages go too, in every room.

        The session is over at hand first, so that nothing more is posted behind the erasure. Raises StoreUnavailable
        when nothing was erased; the session is then still in the store, and may ask again.
        """
        self._memories.forget(session.id)
        await self._store.erase(session.id, self._clock.now_ms())
        await self.leave(session)

    async def end_what_is_over(self) -> int:
        """End the sessions whose time has come; return how many."""
        ended = self._memories.over()
        for session in ended:
            await self.leave(session)
        return len(ended)
