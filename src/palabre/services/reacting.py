"""Reacting: one of six words under a message, put or taken away."""

from palabre.domain.reaction import Reacted, ReactionKind
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.ports.presence import Presence
from palabre.ports.store import RoomLog
from palabre.services.allowances import Allowances
from palabre.services.entitling import Entitling
from palabre.services.sessions import SessionBook


class Reacting:
    """Carries out `reaction.set`, for a guest who is in the room."""

    def __init__(
        self, store: RoomLog, book: SessionBook, presence: Presence, entitling: Entitling, allowances: Allowances
    ) -> None:
        self._entitling = entitling
        self._store = store
        self._book = book
        self._presence = presence
        self._allowances = allowances

    async def react(
        self, room: Room, session: Session, message_id: str, reaction: ReactionKind, *, on: bool
    ) -> Reacted:
        """The reactions that stand; raises Refusal `session_required`, `not_entered`, `slowed`, `not_found`, or as
        `Entitling.require_writing`.

        Nothing may be awaited before the store: the session could end, and erase, in between.
        """
        if self._book.live(session.id) is None:
            raise Refusal("session_required")
        self._entitling.require_writing(room, session.id)
        if not self._presence.is_here(room.id, session.id):
            raise Refusal("not_entered")
        self._allowances.react(session.id)
        return await self._store.react(room.id, message_id, session.id, reaction, on=on)
