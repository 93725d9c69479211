"""Recognising: whose a tag is, for the server's own use; never told to anyone."""

from palabre.ports.presence import Presence
from palabre.ports.store import Byline, RoomLog
from palabre.services.membership import Members
from palabre.services.tagging import Tagging


class Recognising:
    """Asks presence first, then who is a member, then what is kept of the room's log."""

    def __init__(self, presence: Presence, members: Members, tagging: Tagging, store: RoomLog) -> None:
        self._presence = presence
        self._members = members
        self._tagging = tagging
        self._store = store

    async def whose(self, room_id: int, tag: str) -> Byline | None:
        """The session behind a tag of this room and the nickname it bears, or bore; None when it is nobody's."""
        if "\0" in tag:
            # PostgreSQL could not even look for it.
            return None
        session_id = self._presence.session_of(room_id, tag)
        person = self._presence.listed(room_id, session_id) if session_id else None
        if session_id is not None and person is not None and person.tag == tag:
            return Byline(session_id, person.nickname)
        return self._member(room_id, tag) or await self._store.guest_of(room_id, tag)

    def _member(self, room_id: int, tag: str) -> Byline | None:
        """Of a place with members: also one who has not written there yet."""
        members = self._members.besides(room_id, "")
        found = next((each for each in members if self._tagging.tag(room_id, each.session_id) == tag), None)
        return None if found is None else Byline(found.session_id, found.nickname)
