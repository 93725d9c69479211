"""Outcomes: what became of a post, so that a retry is answered and never carried out twice."""

from collections import OrderedDict

from palabre.ports.store import KnownPost, RoomLog
from palabre.services.sessions import SessionBook

KEPT_PER_SESSION = 256
# 8 KiB for a session that wrote more than that; after 3,000 posts, one in a thousand new ones is asked for in vain.
BITS = 1 << 16


class Past:
    """The ids of posts whose outcomes are no longer at hand (a Bloom filter): none of them is taken for a new one."""

    __slots__ = ("_bits",)

    def __init__(self) -> None:
        self._bits = bytearray(BITS // 8)

    def add(self, post_id: str) -> None:
        """This one was seen."""
        for bit in places_of(post_id):
            self._bits[bit >> 3] |= 1 << (bit & 7)

    def may_hold(self, post_id: str) -> bool:
        """False only for one that was never added."""
        return all(self._bits[bit >> 3] & 1 << (bit & 7) for bit in places_of(post_id))


class Outcomes:
    """Remembers the posts of sessions at hand; asks the store only about a past it has not seen, or not at hand."""

    def __init__(self, store: RoomLog, book: SessionBook) -> None:
        self._store = store
        self._book = book
        self._posts: dict[str, OrderedDict[str, KnownPost]] = {}
        self._past: dict[str, Past] = {}

    async def known(self, session_id: str, client_message_id: str) -> KnownPost | None:
        """The earlier post under this id, if there was one; of one that was held, what became of it since."""
        posts = self._posts.get(session_id)
        found = posts.get(client_message_id) if posts else None
        if found is None and self._is_new(session_id, client_message_id):
            return None
        if found is not None and found.offset is not None:
            return found
        return await self._store.known_post(session_id, client_message_id)

    def record(self, session_id: str, client_message_id: str, post: KnownPost) -> None:
        """Remember a post that is on disk."""
        posts = self._posts.setdefault(session_id, OrderedDict())
        posts[client_message_id] = post
        if len(posts) > KEPT_PER_SESSION:
            earliest, _ = posts.popitem(last=False)
            self._past.setdefault(session_id, Past()).add(earliest)

    def forget(self, session_id: str) -> None:
        """The session is over."""
        self._posts.pop(session_id, None)
        self._past.pop(session_id, None)

    def _is_new(self, session_id: str, client_message_id: str) -> bool:
        """Whether a post that is not at hand is none of an earlier time either."""
        if not self._book.is_born_here(session_id):
            return False
        past = self._past.get(session_id)
        return past is None or not past.may_hold(client_message_id)


def places_of(post_id: str) -> tuple[int, int, int, int]:
    """Four bits for an id, of this process only."""
    said = hash(post_id)
    return said % BITS, (said >> 16) % BITS, (said >> 32) % BITS, (said >> 48) % BITS
