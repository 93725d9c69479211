"""The part of the store that is the staff's: members, sign-ins, keys, what they did, the rules they wrote."""

from collections.abc import Sequence

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import audit, binding, credentials, moderation
from palabre.adapters.sql.operations import staff as staffing
from palabre.adapters.sql.writes import plain
from palabre.domain.credential import Asked, Passkey
from palabre.domain.moderation.audit import Head
from palabre.domain.moderation.binding import Rows
from palabre.domain.moderation.event import Commitment, Deed, ModerationEvent
from palabre.domain.moderation.revision import Revision
from palabre.domain.staff import Role, Staff, StaffLink, StaffSession
from palabre.ports.credentials import SharedBrowser
from palabre.ports.staff import Invitation


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

    async def use_staff_link(
        self, link_hash: bytes, session_hash: bytes, at_ms: int, origin: str = ""
    ) -> StaffSession | None:
        return await self._engine.write(plain(staffing.use_link, link_hash, session_hash, at_ms, origin))

    async def invite(self, invitation: Invitation, deed: Deed) -> Staff:
        return await self._engine.write(plain(staffing.invite, invitation, deed))

    async def invite_again(self, link: StaffLink, deed: Deed) -> Staff | None:
        return await self._engine.write(plain(staffing.invite_again, link, deed))

    async def remove_staff(self, number: int, deed: Deed) -> bool:
        return await self._engine.write(plain(staffing.remove, number, deed))

    async def confirm_staff_session(self, token_hash: bytes, at_ms: int) -> None:
        await self._engine.write(plain(staffing.confirm_session, token_hash, at_ms))

    async def find_staff_session(self, token_hash: bytes) -> StaffSession | None:
        return await self._engine.read(staffing.find_session(token_hash))

    async def touch_staff_session(self, token_hash: bytes, seen_ms: int) -> None:
        await self._engine.write(plain(staffing.touch_session, token_hash, seen_ms))

    async def end_staff_session(self, token_hash: bytes) -> None:
        await self._engine.write(plain(staffing.end_session, token_hash))

    async def sweep_staff(self, now_ms: int) -> None:
        await self._engine.write(plain(staffing.sweep, now_ms))

    async def passkeys(self, number: int | None = None) -> list[Passkey]:
        return await self._engine.read(credentials.passkeys(number))

    async def passkey(self, id: bytes) -> Passkey | None:
        return await self._engine.read(credentials.passkey(id))

    async def add_passkey(self, passkey: Passkey, deed: Deed) -> None:
        await self._engine.write(plain(credentials.add_passkey, passkey, deed))

    async def use_passkey(self, id: bytes, shown: int, at_ms: int) -> bool:
        return await self._engine.write(plain(credentials.use_passkey, id, shown, at_ms))

    async def sign_in(self, passkey: Passkey, shown: int, session: StaffSession, deed: Deed) -> bool:
        return await self._engine.write(plain(credentials.sign_in, passkey, shown, session, deed))

    async def revoke_passkey(self, number: int, id: bytes, deed: Deed) -> bool:
        return await self._engine.write(plain(credentials.revoke_passkey, number, id, deed))

    async def set_recovery(self, number: int, hashes: Sequence[bytes], deed: Deed) -> None:
        await self._engine.write(plain(credentials.set_recovery, number, hashes, deed))

    async def recovery_left(self, number: int) -> int:
        return await self._engine.read(credentials.recovery_left(number))

    async def use_recovery(self, code_hash: bytes, opened: StaffSession, deed: Deed) -> StaffSession | None:
        return await self._engine.write(plain(credentials.use_recovery, code_hash, opened, deed))

    async def ask(self, asked: Asked) -> None:
        await self._engine.write(plain(credentials.ask, asked))

    async def take_asked(self, attempt_hash: bytes) -> Asked | None:
        return await self._engine.write(plain(credentials.take_asked, attempt_hash))

    async def share_browser(self, browser: SharedBrowser) -> None:
        await self._engine.write(plain(credentials.share_browser, browser))

    async def staff_of_browser(self, token_hash: bytes, now_ms: int) -> list[int]:
        return await self._engine.read(credentials.staff_of_browser(token_hash, now_ms))

    async def share_guest(self, number: int, session_id: str, until_ms: int) -> None:
        await self._engine.write(plain(credentials.share_guest, number, session_id, until_ms))

    async def shared_guests(self, now_ms: int) -> list[tuple[int, str, int]]:
        return await self._engine.read(credentials.shared_guests(now_ms))

    async def commitments(self, after: int, count: int) -> list[Commitment]:
        return await self._engine.read(moderation.commitments(after, count))

    async def deeds_done(self) -> int:
        return await self._engine.read(audit.deeds_done())

    async def audit_heads(self) -> list[Head]:
        return await self._engine.read(audit.heads())

    async def bound_rows(self) -> Rows:
        return await self._engine.read(binding.all_rows())

    async def add_audit_head(self, head: Head) -> None:
        await self._engine.write(plain(audit.add_head, head))

    async def erase_event(self, id: int, deed: Deed) -> bool:
        return await self._engine.write(plain(audit.erase, id, deed))

    async def record_deed(self, deed: Deed) -> None:
        await self._engine.write(plain(moderation.record, deed))

    async def order(self, deed: Deed, kind: str, data: bytes) -> None:
        await self._engine.write(plain(moderation.order, deed, kind, data))

    async def moderation_events(self, before: int, count: int) -> list[ModerationEvent]:
        return await self._engine.read(moderation.events(before, count))

    async def events_of_case(self, case_id: str) -> list[ModerationEvent]:
        return await self._engine.read(moderation.events_of_case(case_id))

    async def revisions(self) -> list[Revision]:
        return await self._engine.read(moderation.revisions())

    async def add_revision(self, revision: Revision, deed: Deed) -> None:
        await self._engine.write(plain(moderation.add_revision, revision, deed))
