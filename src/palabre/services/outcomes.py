"""Outcomes: what became of a post, so that a retry is answered and never carried out twice."""

from collections import OrderedDict

from palabre.ports.store import KnownPost, RoomLog
from palabre.services.sessions import SessionBook

KEPT_PER_SESSION = 256


class Outcomes:
    """Remembers the posts of sessions at hand; asks the store only about a past it has not seen."""

    def __init__(self, store: RoomLog, book: SessionBook) -> None:
        self._store = store
        self._book = book
        self._posts: dict[str, OrderedDict[str, KnownPost]] = {}
        self._incomplete: set[str] = set()

    async def known(self, session_id: str, client_message_id: str) -> KnownPost | None:
        """The earlier post under this id, if there was one; of one that was held, what became of it since."""
        posts = self._posts.get(session_id)
        found = posts.get(client_message_id) if posts else None
        if found is None and self._has_seen_all_of(session_id):
            return None
        if found is not None and found.offset is not None:
            return found
        return await self._store.known_post(session_id, client_message_id)

    def record(self, session_id: str, client_message_id: str, post: KnownPost) -> None:
        """Remember a post that is on disk."""
        posts = self._posts.setdefault(session_id, OrderedDict())
        posts[client_message_id] = post
        if len(posts) > KEPT_PER_SESSION:
            posts.popitem(last=False)
            self._incomplete.add(session_id)

    def forget(self, session_id: str) -> None:
        """The session is over."""
        self._posts.pop(session_id, None)
        self._incomplete.discard(session_id)

    def _has_seen_all_of(self, session_id: str) -> bool:
        return session_id not in self._incomplete and self._book.is_born_here(session_id)
