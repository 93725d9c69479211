"""The part of the store that is about conversations and the requests for them."""

from collections.abc import Sequence

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import conversations
from palabre.adapters.sql.writes import plain
from palabre.domain.conversation import Conversation, Request
from palabre.domain.member import Member, Place, PlaceNow
from palabre.domain.room import Room


class SqlConversationStore:
    """Each method names the operation and who runs it: a log writer or a reader."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def solicit(self, request: Request, *, most: int) -> Request:
        return await self._engine.write(plain(conversations.solicit, request, most))

    async def withdraw(self, id: str, requester: str, now_ms: int) -> Request | None:
        return await self._engine.write(plain(conversations.withdraw, id, requester, now_ms))

    async def decline(self, id: str, target: str, now_ms: int) -> Request | None:
        return await self._engine.write(plain(conversations.decline, id, target, now_ms))

    async def accept(
        self, id: str, target: str, place: Place, members: Sequence[Member], conversation: Conversation
    ) -> Room | None:
        return await self._engine.write(plain(conversations.accept, id, target, place, members, conversation))

    async def request(self, id: str) -> Request | None:
        return await self._engine.read(conversations.request(id))

    async def requests_of(self, session_id: str, now_ms: int) -> list[Request]:
        return await self._engine.read(conversations.requests_of(session_id, now_ms))

    async def forget_requests_to(self, session_id: str) -> None:
        await self._engine.write(plain(conversations.forget_requests_to, session_id))

    async def lapsed(self, now_ms: int, rows: int) -> list[Request]:
        return await self._engine.write(plain(conversations.lapsed, now_ms, rows))

    async def set_quiet(self, session_id: str, *, on: bool) -> None:
        await self._engine.write(plain(conversations.set_quiet, session_id, on=on))

    async def is_quiet(self, session_id: str) -> bool:
        return await self._engine.read(conversations.is_quiet(session_id))

    async def conversations(self) -> list[Conversation]:
        return await self._engine.read(conversations.conversations())

    async def place_now(self, room_id: int) -> PlaceNow | None:
        return await self._engine.read(conversations.place_now(room_id))

    async def freeze(self, room_id: int, at_ms: int, answerable: str = "") -> bool:
        return await self._engine.write(plain(conversations.freeze, room_id, at_ms, answerable))
