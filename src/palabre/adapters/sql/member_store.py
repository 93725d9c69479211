"""The part of the store that is about private rooms, conversations, and who is in them."""

from collections.abc import Sequence

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import members as places
from palabre.adapters.sql.writes import in_room, plain, scrubbed
from palabre.domain.invitation import Invitation
from palabre.domain.log import RoomChanged
from palabre.domain.member import Member, Place
from palabre.domain.moderation.event import Deed
from palabre.domain.room import Room


class SqlMemberStore:
    """Each method names the operation and who runs it: a log writer or a reader."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def create_place(self, place: Place, members: Sequence[Member], *, most_owned: int | None = None) -> Room:
        return await self._engine.write(plain(places.create_place, place, members, most_owned))

    async def close_place(self, room_id: int, ends_ms: int) -> RoomChanged:
        return await self._engine.write(in_room(places.close_place, room_id, ends_ms))

    async def open_place(self, room_id: int, deed: Deed) -> bool:
        return await self._engine.write(plain(places.open_place, room_id, deed))

    async def erase_place(self, room_id: int) -> None:
        await self._engine.write(scrubbed(places.erase_place, room_id))

    async def members(self) -> list[Member]:
        return await self._engine.read(places.members())

    async def join(self, member: Member) -> bool:
        return await self._engine.write(plain(places.join, member))

    async def part(
        self, room_id: int, session_id: str, at_ms: int, *, removed: bool = False, reason: str = ""
    ) -> Member | None:
        return await self._engine.write(plain(places.part, room_id, session_id, at_ms, removed=removed, reason=reason))

    async def sweep_members(self, left_before_ms: int, rows: int) -> int:
        return await self._engine.write(plain(places.sweep, left_before_ms, rows))

    async def invite_to(self, invitation: Invitation, most: int) -> bool:
        return await self._engine.write(plain(places.invite_to, invitation, most))

    async def invitations(self, room_id: int) -> list[Invitation]:
        return await self._engine.read(places.invitations(room_id))

    async def invitation_of(self, digest: bytes) -> Invitation | None:
        return await self._engine.read(places.invitation_of(digest))

    async def use_invitation(self, digest: bytes, member: Member) -> bool:
        return await self._engine.write(plain(places.use_invitation, digest, member))

    async def revoke_invitation(self, room_id: int, id: str, at_ms: int) -> bool:
        return await self._engine.write(plain(places.revoke_invitation, room_id, id, at_ms))
