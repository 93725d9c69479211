"""The staff, what they did and the rules they wrote, in memory."""

import msgspec

from palabre.adapters.memory.tables import Tables
from palabre.domain.moderation.event import Deed, ModerationEvent
from palabre.domain.moderation.revision import Revision
from palabre.domain.refusal import Refusal
from palabre.domain.staff import Role, Staff, StaffLink, StaffSession
from palabre.ports.staff import RULES_CHANGED
from palabre.ports.store import ControlEntry


class MemoryStaff:
    """Members are numbered from 1 in order of arrival, events likewise."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def staff(self) -> list[Staff]:
        return [*self._tables.staff]

    async def add_staff(self, name: str, role: Role, rooms: frozenset[int] | None) -> Staff:
        self._tables.require_writable()
        member = Staff(number=len(self._tables.staff) + 1, name=name, role=role, rooms=rooms)
        self._tables.staff.append(member)
        return member

    async def add_staff_link(self, link: StaffLink) -> None:
        self._tables.require_writable()
        self._tables.staff_links[link.token_hash] = link

    async def use_staff_link(self, link_hash: bytes, session_hash: bytes, at_ms: int) -> StaffSession | None:
        self._tables.require_writable()
        link = self._tables.staff_links.get(link_hash)
        if link is None or link.expires_ms <= at_ms:
            return None
        del self._tables.staff_links[link_hash]
        session = StaffSession(session_hash, link.number, created_ms=at_ms, seen_ms=at_ms)
        self._tables.staff_sessions[session_hash] = session
        return session

    async def find_staff_session(self, token_hash: bytes) -> StaffSession | None:
        return self._tables.staff_sessions.get(token_hash)

    async def touch_staff_session(self, token_hash: bytes, seen_ms: int) -> None:
        self._tables.require_writable()
        session = self._tables.staff_sessions.get(token_hash)
        if session is not None and session.seen_ms < seen_ms:
            self._tables.staff_sessions[token_hash] = msgspec.structs.replace(session, seen_ms=seen_ms)

    async def end_staff_session(self, token_hash: bytes) -> None:
        self._tables.require_writable()
        self._tables.staff_sessions.pop(token_hash, None)

    async def sweep_staff(self, now_ms: int) -> None:
        self._tables.require_writable()
        links, sessions = self._tables.staff_links, self._tables.staff_sessions
        self._tables.staff_links = {key: link for key, link in links.items() if link.expires_ms > now_ms}
        self._tables.staff_sessions = {key: one for key, one in sessions.items() if one.ends_ms() > now_ms}

    async def record_deed(self, deed: Deed) -> None:
        self._tables.require_writable()
        self._tables.deeds.append(deed)

    async def order(self, deed: Deed, kind: str, data: bytes) -> None:
        await self.record_deed(deed)
        self._tables.control.append(ControlEntry(len(self._tables.control) + 1, kind, data, deed.at_ms))

    async def moderation_events(self, before: int, count: int) -> list[ModerationEvent]:
        events = [ModerationEvent(number, deed) for number, deed in enumerate(self._tables.deeds, 1)]
        return [event for event in reversed(events) if event.id < before][:count]

    async def revisions(self) -> list[Revision]:
        return sorted(self._tables.revisions, key=lambda each: (each.rule_id, each.number))

    async def add_revision(self, revision: Revision, deed: Deed) -> None:
        self._tables.require_writable()
        if any((each.rule_id, each.number) == (revision.rule_id, revision.number) for each in self._tables.revisions):
            raise Refusal("conflict")
        self._tables.revisions.append(revision)
        await self.order(deed, RULES_CHANGED, b"{}")
