"""Transcribing: one of the two keeps what was said in a conversation, with the operator's word that it was so."""

from palabre.domain.message import Message
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.domain.transcript import transcript
from palabre.ports.clock import Clock
from palabre.ports.store import RoomLog
from palabre.protocol.limits import MAX_NUMBER, PAGE_MESSAGES
from palabre.services.allowances import Allowances
from palabre.services.entitling import Entitling

PAGES = 100


class Transcribing:
    """Whatever one hides in it is there: it was said."""

    def __init__(
        self, store: RoomLog, entitling: Entitling, allowances: Allowances, clock: Clock, *, place: str, key: bytes
    ) -> None:
        self._store = store
        self._entitling = entitling
        self._allowances = allowances
        self._clock = clock
        self._place = place
        self._key = key

    async def transcribe(self, slug: str, session: Session, page_key: str | None) -> str:
        """The file. Raises Refusal `not_found` for what is no conversation of theirs, `proof_required`,
        `proof_unbound`, `slowed`, and StoreUnavailable."""
        room = self._entitling.seen_on_page(slug, session.id, page_key)
        if room.privacy != "conversation":
            raise Refusal("not_found")
        self._allowances.report(session.id)
        return transcript(slug, self._place, self._clock.now_ms(), await self._said(room), self._key)

    async def _said(self, room: Room) -> list[Message]:
        """At most 5,000, the last ones, oldest first."""
        said: list[Message] = []
        before = MAX_NUMBER
        for _ in range(PAGES):
            page = await self._store.page(room.id, before, PAGE_MESSAGES)
            said = [*page, *said]
            if len(page) < PAGE_MESSAGES:
                break
            before = page[0].offset
        return said
