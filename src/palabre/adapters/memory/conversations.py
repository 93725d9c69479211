"""Conversations, the requests for them, and who wants none, in memory."""

from collections.abc import Sequence, Set

import msgspec

from palabre.adapters.memory.members import MemoryMembers
from palabre.adapters.memory.tables import Tables
from palabre.domain.conversation import Conversation, Request
from palabre.domain.member import Member, Place
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.ports.members import MembersChanged


class MemoryConversations(MemoryMembers):
    """Like the log, nothing awaits inside a write."""

    async def solicit(self, request: Request, *, most: int) -> Request:
        self._tables.require_writable()
        stood = [
            each
            for each in self._tables.requests.values()
            if each.requester == request.requester and each.stands(request.at_ms)
        ]
        target = request.target if self._is_receptive(request) else None
        for each in stood:
            if (each.room_id, each.tag) == (request.room_id, request.tag):
                return each
        if len(stood) >= most:
            raise Refusal("too_many_requests", limit=most)
        kept = self._tables.requests[request.id] = msgspec.structs.replace(request, target=target)
        return kept

    async def withdraw(self, id: str, requester: str, now_ms: int) -> Request | None:
        self._tables.require_writable()
        before = self._tables.requests.get(id)
        if before is None or before.requester != requester or not before.stands(now_ms):
            return None
        self._tables.requests[id] = msgspec.structs.replace(before, state="withdrawn")
        return before

    async def decline(self, id: str, target: str, now_ms: int) -> Request | None:
        self._tables.require_writable()
        before = self._tables.requests.get(id)
        if before is None or not before.waits_for(target, now_ms):
            return None
        self._tables.requests[id] = msgspec.structs.replace(before, declined=True)
        return before

    async def accept(
        self, id: str, target: str, place: Place, members: Sequence[Member], conversation: Conversation
    ) -> Room | None:
        self._tables.require_writable()
        before = self._tables.requests.get(id)
        if before is None or not before.waits_for(target, conversation.opened_ms):
            return None
        room = self._add_place(place, members)
        self._tables.requests[id] = msgspec.structs.replace(before, state="accepted")
        self._tables.conversations[room.id] = msgspec.structs.replace(conversation, room_id=room.id)
        self._tell_members(MembersChanged(room.id, request=id), conversation.opened_ms)
        return room

    async def request(self, id: str) -> Request | None:
        return self._tables.requests.get(id)

    async def requests_of(self, session_id: str, now_ms: int) -> list[Request]:
        found = [
            each
            for each in self._tables.requests.values()
            if (each.requester == session_id and each.stands(now_ms)) or each.waits_for(session_id, now_ms)
        ]
        return sorted(found, key=lambda each: (each.at_ms, each.id))

    async def forget_requests_to(self, session_id: str) -> None:
        self._tables.require_writable()
        forget_target(self._tables, {session_id})

    async def lapsed(self, now_ms: int, rows: int) -> list[Request]:
        self._tables.require_writable()
        over = [each for each in self._tables.requests.values() if now_ms >= each.expires_ms()][:rows]
        for each in over:
            del self._tables.requests[each.id]
        return over

    async def set_quiet(self, session_id: str, *, on: bool) -> None:
        self._tables.require_writable()
        self._tables.quiet[session_id] = on

    async def is_quiet(self, session_id: str) -> bool:
        return self._tables.quiet.get(session_id, False)

    async def conversations(self) -> list[Conversation]:
        return sorted(self._tables.conversations.values(), key=lambda each: (each.opened_ms, each.room_id))

    async def freeze(self, room_id: int, at_ms: int, answerable: str = "") -> bool:
        self._tables.require_writable()
        before = self._tables.conversations.get(room_id)
        if before is None or before.frozen_ms is not None:
            return False
        self._tables.conversations[room_id] = msgspec.structs.replace(before, frozen_ms=at_ms)
        self._tell_members(MembersChanged(room_id, answerable=answerable), at_ms)
        return True

    def _is_receptive(self, request: Request) -> bool:
        """Whether nothing of whom it is for speaks against it."""
        target, requester = request.target or "", request.requester
        standing = self._tables.standings.get(target)
        return not (
            self._tables.quiet.get(target, False)
            or (standing is not None and standing.protected_ms is not None)
            or any(
                (hide.session_id, hide.hidden_session_id) == (target, requester) for hide in self._tables.hides.values()
            )
            or (requester, target, "frozen") in self._tables.pair_signs
            or any(
                (each.requester, each.target, each.declined) == (requester, target, True)
                for each in self._tables.requests.values()
            )
        )


def drop_requests_of(tables: Tables, session_ids: Set[str]) -> None:
    """Their own are gone, and that they want none; those made to them stay as their requester sees them."""
    for id in [id for id, request in tables.requests.items() if request.requester in session_ids]:
        del tables.requests[id]
    forget_target(tables, session_ids)
    for session_id in tables.quiet.keys() & session_ids:
        del tables.quiet[session_id]


def forget_target(tables: Tables, session_ids: Set[str]) -> None:
    """What was asked of them lies in nobody's inbox."""
    for id, request in tables.requests.items():
        if request.target in session_ids:
            tables.requests[id] = msgspec.structs.replace(request, target=None)
