"""Entering a room: who may read it, and as whom."""

from msgspec import Struct

from palabre.domain.presence import Person
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.domain.staff import Staff
from palabre.ports.presence import Presence
from palabre.ports.store import RoomLog
from palabre.services.allowances import Allowances
from palabre.services.entitling import Entitling
from palabre.services.naming import Naming
from palabre.services.sessions import SessionBook
from palabre.services.tagging import Tagging


class Seat(Struct, frozen=True, kw_only=True):
    """A reader's place in a room; `you` is None for a spectator, `staff` for who is none of the team."""

    room: Room
    session_id: str | None
    you: Person | None
    staff: Staff | None = None
    connection_id: int = 0


class Past:
    """What a guest did before this process knew them: after a restart they are listed where they wrote."""

    def __init__(self, store: RoomLog, book: SessionBook) -> None:
        self._store = store
        self._book = book
        self._rooms: dict[str, list[int]] = {}

    async def wrote_in(self, room_id: int, session_id: str) -> bool:
        """Whether something they wrote in this room is kept; read once a session, and never for one born here."""
        if self._book.is_born_here(session_id):
            return False
        if session_id not in self._rooms:
            self._rooms[session_id] = await self._store.rooms_written_in(session_id)
        return room_id in self._rooms[session_id]

    def restore(self, session_id: str, rooms: list[int]) -> None:
        """Where a session wrote, as it was just read with that of others."""
        self._rooms[session_id] = rooms

    def forget(self, session_id: str) -> None:
        """The session is over, or not in use."""
        self._rooms.pop(session_id, None)


class Entering:
    """Decides on `room.enter`."""

    def __init__(
        self,
        entitling: Entitling,
        allowances: Allowances,
        presence: Presence,
        naming: Naming,
        tagging: Tagging,
        past: Past,
    ) -> None:
        self._past = past
        self._entitling = entitling
        self._allowances = allowances
        self._presence = presence
        self._naming = naming
        self._tagging = tagging

    async def enter(
        self,
        slug: str,
        session: Session | None,
        prefix: str,
        connection_id: int,
        *,
        resuming: bool,
        staff: Staff | None = None,
    ) -> Seat:
        """The seat; raises Refusal `room_full`, `slowed`, or as `Entitling.room` and `Entitling.require_on`.

        Resuming a live session is not charged to the address prefix.
        """
        session_id = session.id if session else None
        room = self._entitling.room(slug, session_id, staff)
        self._entitling.require_on(room, connection_id, session_id, staff)
        if not (resuming and session is not None):
            self._allowances.enter(prefix)
        self._check_capacity(room, session)
        you = await self._you(room, session)
        return Seat(room=room, session_id=session_id, you=you, staff=staff, connection_id=connection_id)

    def may_stay(self, seat: Seat, room: Room) -> bool:
        """Whether who sits there may read the room as it is now; one with members is over for them when it closes."""
        if room.closed and not room.is_public:
            return False
        return self._entitling.may_read_on(room, seat.connection_id, seat.session_id, seat.staff)

    def you_now(self, seat: Seat) -> Person | None:
        """The guest of a seat as they are now: after another nickname, or another day."""
        if seat.you is None or seat.session_id is None:
            return None
        nickname = self._naming.held_now(seat.room.id, seat.session_id) or seat.you.nickname
        return Person(nickname, self._tagging.tag(seat.room.id, seat.session_id))

    def _check_capacity(self, room: Room, session: Session | None) -> None:
        if session is not None and self._presence.is_here(room.id, session.id):
            return
        counts = self._presence.counts(room.id)
        if counts.present + counts.spectators >= room.settings.capacity:
            raise Refusal("room_full", limit=room.settings.capacity)

    async def _you(self, room: Room, session: Session | None) -> Person | None:
        if session is None:
            return None
        try:
            nickname = await self._naming.claim(room.id, session)
        except Refusal:
            # Reading is never refused for a name: the guest is told when they want to speak.
            return Person(session.nickname, self._tagging.tag(room.id, session.id))
        you = Person(nickname, self._tagging.tag(room.id, session.id))
        if self._presence.listed(room.id, session.id) is None and await self._past.wrote_in(room.id, session.id):
            self._presence.list_person(room.id, session.id, you)
        return you
