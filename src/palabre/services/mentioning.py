"""Mentioning: telling a guest that a message names them."""

from palabre.domain.mention import MAX_MENTIONED, names_called
from palabre.domain.passing import GuestMentioned
from palabre.ports.bus import Bus
from palabre.ports.presence import Presence
from palabre.services.hiding import Hidden
from palabre.services.naming import Naming


class Mentioning:
    """Who is named by "@Nickname" in a message that is on disk: those listed in the room, five at most."""

    def __init__(self, naming: Naming, presence: Presence, hidden: Hidden, bus: Bus) -> None:
        self._naming = naming
        self._presence = presence
        self._hidden = hidden
        self._bus = bus

    def tell(self, room_id: int, author_session_id: str, message_id: str, body: str) -> None:
        """Notice whom it names, except its author and those who hide them. Nothing shows to whom it was told."""
        if "@" in body:
            self._bus.pass_on(
                [
                    GuestMentioned(room_id=room_id, session_id=session_id, message_id=message_id)
                    for session_id in self.named(room_id, author_session_id, body)
                    if not self._hidden.withholds(session_id, author_session_id)
                ]
            )

    def named(self, room_id: int, author_session_id: str, body: str) -> list[str]:
        """The sessions it names."""
        named: dict[str, None] = {}
        for keys in names_called(body):
            bearers = (self._naming.bearer(room_id, key) for key in keys)
            found = next((bearer for bearer in bearers if bearer and self._is_listed(room_id, bearer)), None)
            if found is not None and found != author_session_id:
                named[found] = None
            if len(named) >= MAX_MENTIONED:
                break
        return list(named)

    def _is_listed(self, room_id: int, session_id: str) -> bool:
        is_here = self._presence.is_here(room_id, session_id)
        return is_here and self._presence.listed(room_id, session_id) is not None
