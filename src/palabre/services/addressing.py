"""Addressing: to whom a message is said: whom it answers, and whom it names."""

from palabre.domain.room import Room
from palabre.services.mentioning import Mentioning
from palabre.services.recognising import Recognising


class Addressing:
    """Finds sessions, for the server's own use; they are told to nobody."""

    def __init__(self, mentioning: Mentioning, recognising: Recognising) -> None:
        self._mentioning = mentioning
        self._recognising = recognising

    async def addressed(self, room: Room, session_id: str, body: str, answered: str | None) -> tuple[str, ...]:
        """The sessions it is said to, the author aside, each once; raises StoreUnavailable."""
        found: dict[str, None] = {}
        if answered is not None and (byline := await self._recognising.whose(room.id, answered)) is not None:
            found[byline.session_id] = None
        if "@" in body:
            found |= dict.fromkeys(self._mentioning.named(room.id, session_id, body))
        found.pop(session_id, None)
        return tuple(found)
