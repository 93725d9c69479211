"""Recognising: whose a tag is, for the server's own use; never told to anyone."""

from palabre.ports.presence import Presence
from palabre.ports.store import Byline, RoomLog


class Recognising:
    """Asks presence first, then what is kept of the room's log."""

    def __init__(self, presence: Presence, store: RoomLog) -> None:
        self._presence = presence
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
        return await self._store.guest_of(room_id, tag)
