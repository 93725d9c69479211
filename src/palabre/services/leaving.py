"""Leaving: one step out erases the session; one more takes back the messages."""

from collections.abc import Sequence
from typing import Protocol

from palabre.domain.moderation.event import Deed
from palabre.domain.receipt import ReceiptAbout
from palabre.domain.session import Session
from palabre.domain.staff import PROGRAM
from palabre.ports.clock import Clock
from palabre.ports.connections import Connections
from palabre.ports.presence import Presence
from palabre.ports.rights import Erasure
from palabre.ports.store import Store, StoreUnavailable
from palabre.services.sessions import SessionBook


class Memory(Protocol):
    """Something held of sessions."""

    def forget(self, session_id: str) -> None:
        """Hold nothing of this session any more."""
        ...


class Memories:
    """Everything held in memory of a session."""

    def __init__(self, book: SessionBook, held: Sequence[Memory], presence: Presence, connections: Connections) -> None:
        self._book = book
        self._held = tuple(held)
        self._presence = presence
        self._connections = connections

    def forget(self, session_id: str) -> None:
        """The session is over, everywhere on this node."""
        self._book.forget(session_id)
        self._forget_held(session_id)
        self._presence.forget(session_id)
        self._connections.end_session(session_id)

    def end(self, session_id: str) -> None:
        """The store has ended it."""
        self._book.end(session_id)
        self.forget(session_id)

    def trim(self) -> None:
        """Let go of what is held of sessions nobody is connected with, when there are too many."""
        for session_id in self._book.trim(self._connections.is_connected):
            self._forget_held(session_id)

    def recall(self, session: Session) -> None:
        """The session could not be ended after all."""
        self._book.remember(session, born_here=False)

    def over(self) -> list[Session]:
        """Sessions at hand whose time has come."""
        return self._book.over()

    def _forget_held(self, session_id: str) -> None:
        for memory in self._held:
            memory.forget(session_id)


class Leaving:
    """Carries out *Partir* and *Tout effacer*."""

    def __init__(self, store: Store, memories: Memories, clock: Clock) -> None:
        self._store = store
        self._memories = memories
        self._clock = clock

    async def leave(self, session: Session) -> None:
        """*Partir*: session, cookie and presence go; messages stay until retention."""
        await self._store.end_session(session.id, self._clock.now_ms())
        self._memories.end(session.id)

    async def erase(self, session: Session, receipt: tuple[bytes, ReceiptAbout] | None = None) -> None:
        """*Tout effacer*: the messages go too, in every room, and whatever else nothing holds.

        The session is over at hand first, so that nothing more is posted behind the erasure. Raises StoreUnavailable
        when something was not; the session is then live again, and may ask again. `receipt` is the digest of the code
        its guest is given to come back with, and what it opens.
        """
        self._memories.forget(session.id)
        now = self._clock.now_ms()
        deed = Deed(at_ms=now, who=PROGRAM, what="erasure.asked")
        try:
            await self._store.erase(session.id, now)
            await self._store.erase_traces(Erasure(session_id=session.id, at_ms=now, deed=deed, receipt=receipt))
            await self.leave(session)
        except StoreUnavailable:
            self._memories.recall(session)
            raise

    async def end_what_is_over(self) -> int:
        """End the sessions whose time has come; return how many."""
        ended = self._memories.over()
        for session in ended:
            await self.leave(session)
        self._memories.trim()
        return len(ended)
