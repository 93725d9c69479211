"""Correspondence: what a guest is told of their requests, and of the conversations they are in."""

from palabre.domain.conversation import Conversation, Request
from palabre.domain.member import Member
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.ports.clock import Clock
from palabre.ports.conversations import ConversationStore
from palabre.protocol.conversations import (
    ConversationInfo,
    ConversationState,
    Correspondence,
    ReceivedRequest,
    SentRequest,
)
from palabre.protocol.conversion import rfc3339
from palabre.services.directory import RoomDirectory
from palabre.services.tagging import Tagging
from palabre.services.unread import UnreadTold


class Correspondents:
    """Composes what is told. Whatever became of a request one made, it looks the same for its day."""

    def __init__(
        self, store: ConversationStore, directory: RoomDirectory, tagging: Tagging, unread: UnreadTold, clock: Clock
    ) -> None:
        self._store = store
        self._directory = directory
        self._tagging = tagging
        self._unread = unread
        self._clock = clock

    async def told(self, session: Session, conversations: list[tuple[Room, Conversation, Member]]) -> Correspondence:
        """Of a guest; each conversation with the other of the two. Raises StoreUnavailable."""
        requests = await self._store.requests_of(session.id, self._clock.now_ms())
        return Correspondence(
            quiet=await self._store.is_quiet(session.id),
            sent=tuple(self.sent(each) for each in requests if each.requester == session.id),
            received=tuple(self.received(each) for each in requests if each.requester != session.id),
            conversations=tuple(
                [await self.conversation(room, met, other, session.id) for room, met, other in conversations]
            ),
        )

    def sent(self, request: Request) -> SentRequest:
        """As its requester sees it."""
        slug, name = self._met(request)
        return SentRequest(
            request=request.id,
            room=slug,
            room_name=name,
            tag=request.tag,
            nickname=request.nickname,
            requested_at=rfc3339(request.at_ms),
            expires_at=rfc3339(request.expires_ms()),
        )

    def received(self, request: Request) -> ReceivedRequest:
        """As whom it is for sees it."""
        slug, name = self._met(request)
        return ReceivedRequest(
            request=request.id,
            room=slug,
            room_name=name,
            tag=request.requester_tag,
            nickname=request.requester_nickname,
            requested_at=rfc3339(request.at_ms),
            expires_at=rfc3339(request.expires_ms()),
        )

    async def conversation(
        self, room: Room, conversation: Conversation, other: Member, session_id: str
    ) -> ConversationInfo:
        """As one of the two sees it; that the other is gone does not show. Raises StoreUnavailable."""
        state: ConversationState = "open" if conversation.frozen_ms is None else "frozen"
        return ConversationInfo(
            conversation=room.slug,
            nickname=other.nickname,
            tag=self._tagging.tag(room.id, other.session_id),
            room=conversation.met,
            room_name=conversation.met_name,
            opened_at=rfc3339(conversation.opened_ms),
            expires_at=rfc3339(conversation.expires_ms()),
            state="ended" if room.closed or conversation.is_over(self._clock.now_ms()) else state,
            unread=await self._unread.count(room, session_id),
        )

    def _met(self, request: Request) -> tuple[str, str]:
        room = self._directory.by_id(request.room_id)
        return (room.slug, room.settings.name) if room else ("", "")
