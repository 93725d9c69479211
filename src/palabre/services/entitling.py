"""Entitling: who may be in which room: guests only, where it says so, and only proven adults in a room for adults."""

from collections.abc import Iterable

from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.domain.staff import Staff
from palabre.ports.proofs import Proofs
from palabre.services.bindings import Bindings
from palabre.services.directory import RoomDirectory
from palabre.services.membership import Members
from palabre.services.restraining import Restraints
from palabre.services.tending import Tending


class Entitling:
    """Asked wherever something of a room is read or done. A member of staff may read the rooms they answer for."""

    def __init__(
        self,
        directory: RoomDirectory,
        proofs: Proofs,
        bindings: Bindings,
        restraints: Restraints,
        tending: Tending,
        members: Members,
    ) -> None:
        self._members = members
        self._bindings = bindings
        self._tending = tending
        self._restraints = restraints
        self._directory = directory
        self._proofs = proofs

    def seen(self, slug: str, session_id: str | None, staff: Staff | None = None) -> Room:
        """The room of this slug, closed or not, if it is there for them.

        Raises Refusal `not_found`: the same for a room they may not know of as for a slug of no room.
        """
        room = self._directory.by_slug(slug)
        if room is None or not self._members.may_see(room, session_id, staff):
            raise Refusal("not_found")
        return room

    def open_room(self, slug: str, session_id: str | None, staff: Staff | None = None) -> Room:
        """The same, when it is open; raises Refusal `not_found`, `room_closed`."""
        room = self.seen(slug, session_id, staff)
        if room.closed or self._members.is_over_for(room, session_id):
            raise Refusal("room_closed")
        return room

    def room(self, slug: str, session_id: str | None, staff: Staff | None = None) -> Room:
        """The open room of this slug, for who may read it.

        Raises Refusal `not_found`, `not_open_yet`, `room_closed`, `kicked`, `banned`, or as `require`.
        """
        room = self.open_room(slug, session_id, staff)
        if staff is None:
            self._tending.require()
        self.require(room, session_id, staff)
        if session_id is not None:
            self._restraints.require_entering(room.id, session_id)
        return room

    def room_of_page(self, slug: str, session_id: str | None, page_key: str | None, staff: Staff | None = None) -> Room:
        """The same for what is read over HTTP; in a room for adults the page shows that it is of a bound connection.

        Of a private room only its members read so: the team comes in, and is seen. Raises as `room`, and Refusal
        `proof_unbound`.
        """
        room = self.room(slug, session_id, staff)
        if not room.is_public and not self._members.is_in(room.id, session_id):
            raise Refusal("not_found")
        self._bindings.require_page(room, page_key, session_id, staff)
        return room

    def seen_on_page(self, slug: str, session_id: str, page_key: str | None) -> Room:
        """As `room_of_page`, also when nothing more is said there."""
        room = self.seen(slug, session_id)
        self.require(room, session_id)
        self._bindings.require_page(room, page_key, session_id)
        return room

    def require_on(self, room: Room, connection_id: int, session_id: str | None, staff: Staff | None = None) -> None:
        """What is asked on a connection in a room for adults; raises as `require`, and Refusal `proof_unbound`."""
        self.require(room, session_id, staff)
        self._bindings.require(room, connection_id, session_id, staff)

    def newcomers_room(self, slug: str) -> Room:
        """The open room of this slug, for who has no session yet and is about to; nothing is proved by then.

        Raises Refusal `not_found`, `room_closed`, `proof_required`.
        """
        room = self._directory.open_room(slug)
        if room.asks_proof:
            raise Refusal("proof_required")
        return room

    def require(self, room: Room, session_id: str | None, staff: Staff | None = None) -> None:
        """Raises Refusal `not_found`, `proof_required`, `session_required`."""
        if not self._members.may_see(room, session_id, staff):
            raise Refusal("not_found")
        if staff is not None and staff.answers_for(room.id) and (room.is_public or room.privacy == "private"):
            return
        if room.asks_proof and not (session_id is not None and self._proofs.is_adult(session_id)):
            raise Refusal("proof_required")
        if room.settings.readers == "guests" and session_id is None:
            raise Refusal("session_required")

    def require_writing(self, room: Room, session_id: str) -> None:
        """Raises as `require`, and Refusal `not_open_yet`, `muted`, `kicked`, `banned`."""
        self._tending.require()
        self.require(room, session_id)
        if self._members.is_over_for(room, session_id):
            raise Refusal("room_closed")
        self._restraints.require_writing(room.id, session_id)

    def require_adult(self, session_id: str) -> None:
        """Raises Refusal `not_open_yet`, `proof_required`, and `banned` for who is banned from the whole place."""
        self._tending.require()
        if not self._proofs.is_adult(session_id):
            raise Refusal("proof_required")
        self._restraints.require_coming_in(session_id)

    def require_joining(self, room: Room, session_id: str) -> None:
        """Of who is about to be a member. Raises Refusal `not_open_yet`, `proof_required`, `kicked`, `banned`."""
        self._tending.require()
        if room.asks_proof and not self._proofs.is_adult(session_id):
            raise Refusal("proof_required")
        self._restraints.require_entering(room.id, session_id)

    def require_coming_in(self, before: Iterable[str]) -> None:
        """Raises Refusal `not_open_yet`, and `banned` for who is banned from the whole place and wants another
        session; `before` are those they had."""
        self._tending.require()
        for session_id in before:
            self._restraints.require_coming_in(session_id)

    def shown(self, room: Room, session: Session) -> tuple[int, int | None] | None:
        """Since and until when (Unix ms; None: still) a guest was shown a room; None when it is not theirs to report.

        Of a room with members also for a day after they left, whatever became of their proof.
        """
        if room.is_public:
            return (session.created_ms, None) if self.may_read(room, session.id) else None
        member = self._members.member(room.id, session.id)
        if member is None or not self._members.may_report(room, session.id):
            return None
        return (member.since_ms, member.left_ms)

    def shut(self) -> list[str]:
        """The slugs of open rooms that only the team can enter, while no proof can be given."""
        if self._proofs.can_be_given():
            return []
        return [room.slug for room in self._directory.public() if room.asks_proof and not room.closed]

    def may_read_on(self, room: Room, connection_id: int, session_id: str | None, staff: Staff | None = None) -> bool:
        """Whether `require_on` lets them."""
        return self.may_read(room, session_id, staff) and self._bindings.is_open(room, connection_id, session_id, staff)

    def may_be_told(self, room: Room, connection_id: int, session_id: str) -> bool:
        """Whether a member may be told on this connection that something happens in a place, wherever they are."""
        try:
            self._restraints.require_entering(room.id, session_id)
        except Refusal:
            return False
        return self.may_read_on(room, connection_id, session_id)

    def may_read_of_page(self, room: Room, session_id: str, page_key: str | None) -> bool:
        """Whether what is told of a room to a page may be told to this one."""
        if not room.asks_proof:
            return self._members.may_see(room, session_id)
        return self.may_read(room, session_id) and self._bindings.is_of_page(page_key, session_id)

    def may_read(self, room: Room, session_id: str | None, staff: Staff | None = None) -> bool:
        """Whether `require` lets them."""
        try:
            self.require(room, session_id, staff)
        except Refusal:
            return False
        return True
