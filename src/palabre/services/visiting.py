"""Visiting: a moderator comes into a private room, and everyone in it is told; they may open it to others."""

from collections.abc import Mapping

from palabre.domain.moderation.event import Deed
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Locale
from palabre.domain.staff import Staff
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.ports.staff import ModerationLog
from palabre.protocol.desk_private_rooms import DeskPrivateRoom
from palabre.services.announcing import Announcing
from palabre.services.directory import RoomDirectory
from palabre.services.membership import Members
from palabre.services.staffing import require

# Who goes on reading is not announced again within the hour.
VISIT_MS = 3_600_000
ENTERED: Mapping[Locale, str] = {
    "fr": "Une personne de l’équipe · {who} est entrée.",
    "en": "A member of the team · {who} has come in.",
}
OPENED: Mapping[Locale, str] = {
    "fr": "Une personne de l’équipe · {who} a ouvert ce salon\u00a0: on y écrit quand l’équipe est là.",
    "en": "A member of the team · {who} opened this room: one writes here while the team is there.",
}


class Visiting:
    """Nobody of the team reads a private room unseen."""

    def __init__(self, members: Members, announcing: Announcing, log: ModerationLog, clock: Clock) -> None:
        self._members = members
        self._announcing = announcing
        self._log = log
        self._clock = clock
        self._seen: dict[tuple[int, int], int] = {}

    async def come(self, room: Room, staff: Staff | None, session_id: str | None = None) -> None:
        """Before they are shown anything of it; members and public rooms are told nothing. Raises StoreUnavailable."""
        if staff is None or room.privacy != "private" or self._members.is_in(room.id, session_id):
            return
        now = self._clock.now_ms()
        if now - self._seen.get((staff.number, room.id), now - VISIT_MS) < VISIT_MS:
            return
        self._seen[staff.number, room.id] = now
        await self._log.record_deed(Deed(at_ms=now, who=staff.id, what="private_room_entered", subject=room.handle))
        if not room.closed:
            await self._say(room, ENTERED, staff, f"visit-{staff.number}-{now}")

    async def open(self, staff: Staff, room: Room) -> Room:
        """Others than proven adults may come in from now on. Raises Refusal `not_found`, DeskRefusal `not_for_you`."""
        require(staff, "decide", room.id)
        deed = Deed(at_ms=self._clock.now_ms(), who=staff.id, what="private_room_opened", subject=room.handle)
        opened = await self._members.open(room, deed)
        if opened is None:
            raise Refusal("conflict")
        await self._say(opened, OPENED, staff, f"opened-{room.id}")
        return opened

    def forget_room(self, room_id: int) -> None:
        """It is kept no more."""
        for key in [key for key in self._seen if key[1] == room_id]:
            del self._seen[key]

    async def _say(self, room: Room, words: Mapping[Locale, str], staff: Staff, key: str) -> None:
        await self._announcing.say(room, words[room.settings.language].format(who=staff.id), key)


class PrivateRounds:
    """The private rooms of the place, as those who answer for all of it see them: conversations never."""

    def __init__(self, directory: RoomDirectory, members: Members, presence: Presence) -> None:
        self._directory = directory
        self._members = members
        self._presence = presence

    def all(self, staff: Staff) -> list[DeskPrivateRoom]:
        """Open ones, in the order they were made. Raises DeskRefusal `not_for_you`."""
        require(staff, "decide")
        rooms = [room for room in self._directory.all() if self._is_shown(room, staff)]
        return [self.told(room) for room in rooms]

    def find(self, staff: Staff, room_id: int) -> Room:
        """Raises Refusal `not_found`, DeskRefusal `not_for_you`."""
        require(staff, "decide")
        room = self._directory.by_id(room_id)
        if room is None or not self._is_shown(room, staff):
            raise Refusal("not_found")
        return room

    def told(self, room: Room) -> DeskPrivateRoom:
        return DeskPrivateRoom(
            id=room.id,
            handle=room.handle,
            name=room.settings.name,
            adult=room.settings.kind == "adult",
            opened=room.opened,
            members=len(self._members.of(room.id)),
            present=self._presence.counts(room.id).present,
        )

    def _is_shown(self, room: Room, staff: Staff) -> bool:
        return room.privacy == "private" and not room.closed and self._members.may_see(room, None, staff)
