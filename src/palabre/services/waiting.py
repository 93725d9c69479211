"""Waiting: what a guest knows of their own messages that wait for a person, or were refused lately."""

from collections import Counter

from palabre.domain.held import TOLD_MS, Held, OwnHeld, RefusedMessage
from palabre.domain.passing import HeldSettled, MessageHeld
from palabre.ports.clock import Clock
from palabre.ports.held import HeldMessages
from palabre.services.sessions import SessionBook

NOTHING = OwnHeld()
# Ten wait at most; what was refused in the last hour is told up to this number.
REFUSED_KEPT = 20


class Waiting:
    """Held messages of sessions in use: read from the store once each, then kept up to date by passing facts."""

    def __init__(self, store: HeldMessages, book: SessionBook, clock: Clock) -> None:
        self._store = store
        self._book = book
        self._clock = clock
        self._own: dict[str, OwnHeld] = {}
        self._reading: Counter[str] = Counter()
        self._stale: set[str] = set()

    async def prepare(self, session_id: str) -> None:
        """Have what is held of a session at hand; raises StoreUnavailable."""
        while session_id not in self._own and not self._book.is_born_here(session_id):
            self._stale.discard(session_id)
            self._reading[session_id] += 1
            try:
                read = await self._store.held_of(session_id, self._clock.now_ms() - TOLD_MS)
            finally:
                self._reading -= Counter([session_id])
            if session_id not in self._stale:
                # The session may be over by now.
                if self._book.live(session_id) is not None:
                    self._own.setdefault(session_id, read)
                return

    def restore(self, session_id: str, own: OwnHeld) -> None:
        """What is held of a session, as it was just read with that of others."""
        self._own.setdefault(session_id, own)

    def now(self, room_id: int, session_id: str) -> OwnHeld:
        """What waits in this room, and what of it was refused within the hour."""
        own = self._own.get(session_id)
        if own is None:
            return NOTHING
        since = self._clock.now_ms() - TOLD_MS
        waiting = tuple(held for held in own.waiting if held.draft.room_id == room_id)
        refused = tuple(each for each in own.refused if each.room_id == room_id and each.at_ms > since)
        return OwnHeld(waiting, refused)

    def take(self, fact: MessageHeld | HeldSettled) -> None:
        """Something was held, or settled, on whichever node."""
        session_id = fact.held.draft.session_id if isinstance(fact, MessageHeld) else fact.session_id
        if session_id in self._reading:
            self._stale.add(session_id)
        own = self._own.get(session_id)
        if own is not None or self._book.is_born_here(session_id):
            changed = with_held(own or NOTHING, fact.held) if isinstance(fact, MessageHeld) else without(own, fact)
            self._own[session_id] = changed

    def forget(self, session_id: str) -> None:
        """The session is over, or not in use; the store keeps what it should."""
        self._own.pop(session_id, None)


def with_held(own: OwnHeld, held: Held) -> OwnHeld:
    """In the order of the store, so that a restart changes nothing."""
    waiting = sorted((*own.waiting, held), key=lambda each: (each.draft.sent_ms, each.draft.id))
    return OwnHeld(tuple(waiting), own.refused)


def without(own: OwnHeld | None, settled: HeldSettled) -> OwnHeld:
    """What remains once one was settled."""
    waiting = tuple(held for held in (own or NOTHING).waiting if held.draft.id != settled.settlement.message_id)
    refused: tuple[RefusedMessage, ...] = (own or NOTHING).refused
    if settled.refused is not None:
        refused = (*refused, settled.refused)[-REFUSED_KEPT:]
    return OwnHeld(waiting, refused)
