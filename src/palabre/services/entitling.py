"""Entitling: who may be in which room: guests only, where it says so, and only proven adults in a room for adults."""

from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.staff import Staff
from palabre.ports.proofs import Proofs
from palabre.services.directory import RoomDirectory
from palabre.services.restraining import Restraints


class Entitling:
    """Asked wherever something of a room is read or done. A member of staff may read the rooms they answer for."""

    def __init__(self, directory: RoomDirectory, proofs: Proofs, restraints: Restraints) -> None:
        self._restraints = restraints
        self._directory = directory
        self._proofs = proofs

    def room(self, slug: str, session_id: str | None, staff: Staff | None = None) -> Room:
        """The open room of this slug, for who may read it.

        Raises Refusal `not_found`, `room_closed`, `kicked`, `banned`, or as `require`.
        """
        room = self._directory.open_room(slug)
        self.require(room, session_id, staff)
        if session_id is not None:
            self._restraints.require_entering(room.id, session_id)
        return room

    def newcomers_room(self, slug: str) -> Room:
        """The open room of this slug, for who has no session yet and is about to; nothing is proved by then.

        Raises Refusal `not_found`, `room_closed`, `proof_required`.
        """
        room = self._directory.open_room(slug)
        if room.settings.kind == "adult":
            raise Refusal("proof_required")
        return room

    def require(self, room: Room, session_id: str | None, staff: Staff | None = None) -> None:
        """Raises Refusal `proof_required`, `session_required`."""
        if staff is not None and staff.answers_for(room.id):
            return
        if room.settings.kind == "adult" and not (session_id is not None and self._proofs.is_adult(session_id)):
            raise Refusal("proof_required")
        if room.settings.readers == "guests" and session_id is None:
            raise Refusal("session_required")

    def require_writing(self, room: Room, session_id: str) -> None:
        """Raises as `require`, and Refusal `muted`, `kicked`, `banned`."""
        self.require(room, session_id)
        self._restraints.require_writing(room.id, session_id)

    def require_coming_in(self, session_id: str) -> None:
        """Raises Refusal `banned` for who is banned from the whole place, and wants another session."""
        self._restraints.require_coming_in(session_id)

    def shut(self) -> list[str]:
        """The slugs of open rooms that only the team can enter, while no proof can be given."""
        if self._proofs.can_be_given():
            return []
        rooms = self._directory.all()
        return [room.slug for room in rooms if room.settings.kind == "adult" and not room.closed]

    def may_read(self, room: Room, session_id: str | None, staff: Staff | None = None) -> bool:
        """Whether `require` lets them."""
        try:
            self.require(room, session_id, staff)
        except Refusal:
            return False
        return True
