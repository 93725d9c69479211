"""Private rooms and conversations, and who is in them, in memory."""

from collections.abc import Sequence

import msgspec

from palabre.adapters.memory.log import append
from palabre.adapters.memory.tables import PlainEntry, Post, PostedEntry, Tables
from palabre.domain.invitation import Invitation
from palabre.domain.log import RoomChanged
from palabre.domain.member import REPORTABLE_MS, Member, Place, PlaceNow
from palabre.domain.moderation.event import Deed
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.ports.bus import Bus
from palabre.ports.members import MEMBERS_CHANGED, MembersChanged


class MemoryMembers:
    """By room and session."""

    _bus: Bus

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def place_now(self, room_id: int) -> PlaceNow | None:
        log = self._tables.logs.get(room_id)
        if log is None or log.room.is_public:
            return None
        members = [member for member in await self.members() if member.room_id == room_id]
        return PlaceNow(room=log.room, members=tuple(members), conversation=self._tables.conversations.get(room_id))

    async def create_place(self, place: Place, members: Sequence[Member], *, most_owned: int | None = None) -> Room:
        room = self._add_place(place, members, most_owned)
        self._tell_members(MembersChanged(room.id), begun(members))
        return room

    def _add_place(self, place: Place, members: Sequence[Member], most_owned: int | None = None) -> Room:
        self._tables.require_writable()
        rooms = [log.room for log in self._tables.logs.values()]
        owned = sum(room.owner == place.owner and not room.closed for room in rooms)
        if most_owned is not None and owned >= most_owned:
            raise Refusal("too_many_rooms", limit=most_owned)
        if any(room.slug == place.slug for room in rooms):
            raise Refusal("conflict")
        room = self._tables.add_room(
            Room(
                id=0,
                slug=place.slug,
                settings=place.settings,
                epoch=place.epoch,
                privacy=place.privacy,
                owner=place.owner,
            )
        )
        for member in members:
            self._tables.members[room.id, member.session_id] = msgspec.structs.replace(member, room_id=room.id)
        return room

    async def close_place(self, room_id: int, ends_ms: int) -> RoomChanged:
        self._tables.require_writable()
        log = self._tables.log(room_id)
        event = RoomChanged(room_id=room_id, offset=log.room.head + 1, settings=log.room.settings, closed=True)
        log.room = msgspec.structs.replace(log.room, closed=True, owner=None, ends_ms=ends_ms)
        append(log, PlainEntry(0, event))
        self._drop_invitations_to(room_id)
        self._tell_members(MembersChanged(room_id), ends_ms - REPORTABLE_MS)
        self._bus.publish([event])
        return event

    async def open_place(self, room_id: int, deed: Deed) -> bool:
        self._tables.require_writable()
        log = self._tables.logs.get(room_id)
        if log is None or log.room.privacy != "private" or log.room.opened or log.room.closed:
            return False
        log.room = msgspec.structs.replace(log.room, opened=True)
        self._tables.record(deed)
        self._tell_members(MembersChanged(room_id), deed.at_ms)
        return True

    async def erase_place(self, room_id: int) -> None:
        self._tables.require_writable()
        log = self._tables.logs.pop(room_id, None)
        self._tables.conversations.pop(room_id, None)
        for entry in log.entries if log else ():
            if isinstance(entry, PostedEntry):
                self._forget_all_of(entry.post)
        self._drop_invitations_to(room_id)
        for member_key in [key for key in self._tables.members if key[0] == room_id]:
            del self._tables.members[member_key]
        for hold_key in [key for key in self._tables.holds if key[0] == room_id]:
            del self._tables.holds[hold_key]
        for hide_key in [key for key in self._tables.hides if key[1] == room_id]:
            del self._tables.hides[hide_key]

    def _forget_all_of(self, post: Post) -> None:
        self._tables.posts.pop(post.message.id, None)
        self._tables.posts_by_client_id.pop((post.session_id, post.message.client_message_id), None)

    async def members(self) -> list[Member]:
        return sorted(self._tables.members.values(), key=lambda member: (member.room_id, member.since_ms))

    async def join(self, member: Member) -> bool:
        self._tables.require_writable()
        log = self._tables.logs.get(member.room_id)
        if log is None or log.room.is_public or log.room.closed:
            return False
        self._tables.members[member.room_id, member.session_id] = member
        self._tell_members(MembersChanged(member.room_id), member.since_ms)
        return True

    async def part(
        self, room_id: int, session_id: str, at_ms: int, *, removed: bool = False, reason: str = ""
    ) -> Member | None:
        self._tables.require_writable()
        member = self._tables.members.get((room_id, session_id))
        if member is None or not member.is_in:
            return None
        gone = msgspec.structs.replace(member, left_ms=at_ms, removed=removed, reason=reason)
        self._tables.members[room_id, session_id] = gone
        log = self._tables.logs[room_id]
        if log.room.owner == session_id:
            log.room = msgspec.structs.replace(log.room, owner=None)
        if removed and member.invitation is not None:
            await self.revoke_invitation(room_id, member.invitation, at_ms)
        self._tell_members(MembersChanged(room_id), at_ms)
        return gone

    async def sweep_members(self, left_before_ms: int, rows: int) -> int:
        self._tables.require_writable()
        gone = [
            key
            for key, member in self._tables.members.items()
            if member.left_ms is not None and member.left_ms <= left_before_ms and not member.removed
        ][:rows]
        for key in gone:
            del self._tables.members[key]
        invitations = self._tables.invitations.values()
        old = [one.digest for one in invitations if one.expires_ms <= left_before_ms][:rows]
        for digest in old:
            del self._tables.invitations[digest]
        return len(gone) + len(old)

    async def invite_to(self, invitation: Invitation, most: int) -> bool:
        self._tables.require_writable()
        log = self._tables.logs.get(invitation.room_id)
        known = await self.invitations(invitation.room_id)
        if log is None or log.room.closed or sum(one.is_good(invitation.created_ms) for one in known) >= most:
            return False
        self._tables.invitations[invitation.digest] = invitation
        return True

    async def invitations(self, room_id: int) -> list[Invitation]:
        found = [one for one in self._tables.invitations.values() if one.room_id == room_id]
        return sorted(found, key=lambda one: (-one.created_ms, one.id))

    async def invitation_of(self, digest: bytes) -> Invitation | None:
        return self._tables.invitations.get(digest)

    async def use_invitation(self, digest: bytes, member: Member) -> bool:
        self._tables.require_writable()
        found = self._tables.invitations.get(digest)
        if found is None or not found.is_good(member.since_ms):
            return False
        self._tables.invitations[digest] = msgspec.structs.replace(found, uses_left=found.uses_left - 1)
        return await self.join(member)

    async def revoke_invitation(self, room_id: int, id: str, at_ms: int) -> bool:
        self._tables.require_writable()
        found = next((one for one in await self.invitations(room_id) if one.id == id), None)
        if found is None:
            return False
        self._tables.invitations[found.digest] = msgspec.structs.replace(found, revoked_ms=at_ms)
        return True

    def _tell_members(self, changed: MembersChanged, at_ms: int) -> None:
        """Have every node read this place again."""
        self._tables.instruct(MEMBERS_CHANGED, msgspec.json.encode(changed), at_ms)

    def _drop_invitations_to(self, room_id: int) -> None:
        for digest in [one.digest for one in self._tables.invitations.values() if one.room_id == room_id]:
            del self._tables.invitations[digest]


def begun(members: Sequence[Member]) -> int:
    """When a place with these first members was made, Unix ms."""
    return max((member.since_ms for member in members), default=0)
