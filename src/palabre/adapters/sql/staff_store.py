"""The part of the store that is the staff's: members, sign-ins, what they did, the rules they wrote."""

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import moderation
from palabre.adapters.sql.operations import staff as staffing
from palabre.adapters.sql.writes import plain
from palabre.domain.moderation.event import Deed, ModerationEvent
from palabre.domain.moderation.revision import Revision
from palabre.domain.staff import Role, Staff, StaffLink, StaffSession


class SqlStaffStore:
    """Each method names the operation and who runs it: a log writer or a reader."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def staff(self) -> list[Staff]:
        return await self._engine.read(staffing.all_staff())

    async def add_staff(self, name: str, role: Role, rooms: frozenset[int] | None) -> Staff:
        return await self._engine.write(plain(staffing.add_staff, name, role, rooms))

    async def add_staff_link(self, link: StaffLink) -> None:
        await self._engine.write(plain(staffing.add_link, link))

    async def use_staff_link(self, link_hash: bytes, session_hash: bytes, at_ms: int) -> StaffSession | None:
        return await self._engine.write(plain(staffing.use_link, link_hash, session_hash, at_ms))

    async def find_staff_session(self, token_hash: bytes) -> StaffSession | None:
        return await self._engine.read(staffing.find_session(token_hash))

    async def touch_staff_session(self, token_hash: bytes, seen_ms: int) -> None:
        await self._engine.write(plain(staffing.touch_session, token_hash, seen_ms))

    async def end_staff_session(self, token_hash: bytes) -> None:
        await self._engine.write(plain(staffing.end_session, token_hash))

    async def sweep_staff(self, now_ms: int) -> None:
        await self._engine.write(plain(staffing.sweep, now_ms))

    async def record_deed(self, deed: Deed) -> None:
        await self._engine.write(plain(moderation.record, deed))

    async def order(self, deed: Deed, kind: str, data: bytes) -> None:
        await self._engine.write(plain(moderation.order, deed, kind, data))

    async def moderation_events(self, before: int, count: int) -> list[ModerationEvent]:
        return await self._engine.read(moderation.events(before, count))

    async def revisions(self) -> list[Revision]:
        return await self._engine.read(moderation.revisions())

    async def add_revision(self, revision: Revision, deed: Deed) -> None:
        await self._engine.write(plain(moderation.add_revision, revision, deed))
