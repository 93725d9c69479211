"""Sheltering: who turns out to be a minor is in private with nobody any more, and nobody else is told why."""

from collections.abc import Mapping

from palabre.domain.room import Room
from palabre.domain.session import Locale, Session
from palabre.ports.clock import Clock
from palabre.ports.conversations import ConversationStore
from palabre.protocol.events import ConversationSettledEvent
from palabre.services.conversing import ConversationsAtHand
from palabre.services.hosting import ended
from palabre.services.membership import Members
from palabre.services.sessions import SessionBook
from palabre.services.trusting import StandingsAtHand

# Said to themselves, of a private room that goes on without them.
APART: Mapping[Locale, str] = {
    "fr": "Les salons privés sont entre adultes qui l’ont prouvé, et vous n’êtes plus dans celui-ci. Vous n’avez rien "
    "fait de mal, ce n’est pas une sanction, et personne n’en est prévenu. Vous pouvez encore signaler ce que vous y "
    "avez lu, et parler dans les autres salons.",
    "en": "Private rooms are between adults who proved it, and you are in this one no more. You did nothing wrong, "
    "this is not a sanction, and nobody is told of it. You may still report what you read there, and talk in the other "
    "rooms.",
}


class Sheltering:
    """To everybody else it is as if they had left: a room they own goes on without owner, a conversation is found over,
    and a request nobody will answer stands until its day is over."""

    def __init__(
        self,
        store: ConversationStore,
        members: Members,
        conversations: ConversationsAtHand,
        standings: StandingsAtHand,
        book: SessionBook,
        clock: Clock,
    ) -> None:
        self._store = store
        self._members = members
        self._conversations = conversations
        self._standings = standings
        self._book = book
        self._clock = clock

    async def shelter(self, session: Session) -> None:
        """Where a moderator opened a private room to others than adults they stay. Raises StoreUnavailable."""
        waiting = await self._store.requests_of(session.id, self._clock.now_ms())
        await self._store.forget_requests_to(session.id)
        for request in waiting:
            if request.target == session.id:
                self._conversations.tell(session.id, ConversationSettledEvent(request=request.id))
        for room in self._left_by_now(session.id):
            await self._take_out(room, session)

    async def step(self) -> None:
        """The same for whom a failure, or somebody's yes at that very moment, left in private. Raises
        StoreUnavailable."""
        for session_id in self._standings.protected():
            session = self._book.live(session_id)
            if session is not None and self._left_by_now(session_id):
                await self.shelter(session)

    def _left_by_now(self, session_id: str) -> list[Room]:
        """What they must be in no more, and still are."""
        return [
            room
            for room in self._members.rooms_of(session_id)
            if self._members.is_in(room.id, session_id) and not room.opened
        ]

    async def _take_out(self, room: Room, session: Session) -> None:
        if room.privacy == "conversation":
            await self._conversations.leave(room, session.id)
            return
        reason = APART[session.locale]
        if await self._members.part(room, session.id, reason=reason) is not None:
            self._members.tell(ended(room, session.id, "left", reason))
