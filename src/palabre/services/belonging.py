"""Belonging: the private rooms a guest is in, and those they were in within a day."""

from palabre.domain.passing import EndOfMembership
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.protocol.private_rooms import EndedRoom, PrivateRoomCard, PrivateRooms
from palabre.services.hosting import Roll
from palabre.services.membership import Members
from palabre.services.unread import UnreadTold


class Belonging:
    """As the guest themself sees it; nobody else is told."""

    def __init__(self, members: Members, roll: Roll, unread: UnreadTold) -> None:
        self._members = members
        self._roll = roll
        self._unread = unread

    async def mine(self, session: Session) -> PrivateRooms:
        """In the order they were made. Raises StoreUnavailable."""
        rooms = [room for room in self._members.rooms_of(session.id) if room.privacy == "private"]
        inside = [room for room in rooms if self._members.is_in(room.id, session.id) and not room.closed]
        return PrivateRooms(
            rooms=tuple([await self._card(room, session) for room in inside]),
            ended=tuple(
                self._ended(room, session)
                for room in rooms
                if room not in inside and self._members.may_report(room, session.id)
            ),
        )

    async def _card(self, room: Room, session: Session) -> PrivateRoomCard:
        return PrivateRoomCard(
            slug=room.slug,
            name=room.settings.name,
            adult=room.settings.kind == "adult",
            opened=room.opened,
            owner=room.owner == session.id,
            members=self._roll.count(room),
            unread=await self._unread.count(room, session.id),
        )

    def _ended(self, room: Room, session: Session) -> EndedRoom:
        member = self._members.member(room.id, session.id)
        if member is None or member.is_in:
            return EndedRoom(slug=room.slug, name=room.settings.name, why="closed")
        why: EndOfMembership = "removed" if member.removed else "left"
        return EndedRoom(slug=room.slug, name=room.settings.name, why=why, reason=member.reason)
