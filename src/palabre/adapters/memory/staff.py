"""The staff, what they did and the rules they wrote, in memory."""

import msgspec

from palabre.adapters.memory.tables import Tables
from palabre.domain.moderation.event import Deed, ModerationEvent
from palabre.domain.moderation.revision import Revision
from palabre.domain.refusal import Refusal
from palabre.domain.staff import Role, Staff, StaffLink, StaffSession
from palabre.ports.staff import RULES_CHANGED, Invitation


class MemoryStaff:
    """Members are numbered from 1 in order of arrival, events likewise."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def staff(self) -> list[Staff]:
        return [member for member in self._tables.staff if member.number not in self._tables.staff_removed]

    async def add_staff(self, name: str, role: Role, rooms: frozenset[int] | None) -> Staff:
        self._tables.require_writable()
        member = Staff(number=len(self._tables.staff) + 1, name=name, role=role, rooms=rooms)
        self._tables.staff.append(member)
        return member

    async def add_staff_link(self, link: StaffLink) -> None:
        self._tables.require_writable()
        self._tables.staff_links[link.token_hash] = link

    async def invite(self, invitation: Invitation, deed: Deed) -> Staff:
        member = await self.add_staff(invitation.name, invitation.role, invitation.rooms)
        await self.add_staff_link(StaffLink(invitation.link_hash, member.number, invitation.expires_ms))
        self._tables.record(msgspec.structs.replace(deed, subject=member.id))
        return member

    async def invite_again(self, link: StaffLink, deed: Deed) -> Staff | None:
        self._tables.require_writable()
        for member in await self.staff():
            if member.number == link.number:
                self._end_ways_in(link.number)
                self._tables.staff_links[link.token_hash] = link
                self._tables.record(deed)
                return member
        return None

    async def remove_staff(self, number: int, deed: Deed) -> bool:
        self._tables.require_writable()
        if number not in (member.number for member in await self.staff()):
            return False
        self._tables.staff_removed.add(number)
        self._end_ways_in(number)
        self._tables.record(deed)
        return True

    def _end_ways_in(self, number: int) -> None:
        """Every way in they had."""
        tables = self._tables
        tables.staff_links = {key: one for key, one in tables.staff_links.items() if one.number != number}
        tables.staff_sessions = {key: one for key, one in tables.staff_sessions.items() if one.number != number}
        tables.passkeys = {key: one for key, one in tables.passkeys.items() if one.number != number}
        tables.recovery_codes = {key: whose for key, whose in tables.recovery_codes.items() if whose != number}

    async def confirm_staff_session(self, token_hash: bytes, at_ms: int) -> None:
        self._tables.require_writable()
        session = self._tables.staff_sessions.get(token_hash)
        if session is not None:
            self._tables.staff_sessions[token_hash] = msgspec.structs.replace(session, confirmed_ms=at_ms)

    async def use_staff_link(
        self, link_hash: bytes, session_hash: bytes, at_ms: int, origin: str = ""
    ) -> StaffSession | None:
        self._tables.require_writable()
        link = self._tables.staff_links.get(link_hash)
        if link is None or link.expires_ms <= at_ms:
            return None
        del self._tables.staff_links[link_hash]
        session = StaffSession(session_hash, link.number, created_ms=at_ms, seen_ms=at_ms, origin=origin)
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
        self._tables.asked = {key: one for key, one in self._tables.asked.items() if one.expires_ms > now_ms}
        browsers, guests = self._tables.staff_browsers, self._tables.staff_guests
        self._tables.staff_browsers = {key: until for key, until in browsers.items() if until > now_ms}
        self._tables.staff_guests = {key: until for key, until in guests.items() if until > now_ms}

    async def record_deed(self, deed: Deed) -> None:
        self._tables.require_writable()
        self._tables.record(deed)

    async def order(self, deed: Deed, kind: str, data: bytes) -> None:
        await self.record_deed(deed)
        self._tables.instruct(kind, data, deed.at_ms)

    async def moderation_events(self, before: int, count: int) -> list[ModerationEvent]:
        events = [each.event for each in reversed(self._tables.commitments)]
        return [event for event in events if event.id < before][:count]

    async def events_of_case(self, case_id: str) -> list[ModerationEvent]:
        return [each.event for each in self._tables.commitments if each.event.deed.case_id == case_id]

    async def revisions(self) -> list[Revision]:
        return sorted(self._tables.revisions, key=lambda each: (each.rule_id, each.number))

    async def add_revision(self, revision: Revision, deed: Deed) -> None:
        self._tables.require_writable()
        if any((each.rule_id, each.number) == (revision.rule_id, revision.number) for each in self._tables.revisions):
            raise Refusal("conflict")
        self._tables.revisions.append(revision)
        await self.order(deed, RULES_CHANGED, b"{}")
