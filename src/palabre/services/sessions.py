"""The session book: which credentials are live, without a read of the store for each command."""

from collections import OrderedDict
from collections.abc import Callable

import msgspec

from palabre.domain.session import TOUCH_EVERY_MS, Session, hash_token
from palabre.ports.clock import Clock
from palabre.ports.store import Sessions

CACHED = 50_000
REMEMBERED_ENDED = 10_000


class SessionBook:
    """Finds sessions by token, keeps the live ones at hand, writes their last use once a minute."""

    def __init__(self, store: Sessions, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._by_hash: OrderedDict[bytes, str] = OrderedDict()
        self._live: dict[str, Session] = {}
        self._born_here: set[str] = set()
        self._heirs: dict[str, set[str]] = {}
        self._ended: OrderedDict[str, None] = OrderedDict()

    def remember(self, session: Session, *, born_here: bool) -> None:
        """Keep a session at hand; `born_here` says that all it ever did went through this process."""
        self._ended.pop(session.id, None)
        self._live[session.id] = session
        self._by_hash[session.token_hash] = session.id
        for earlier in session.continues:
            self._heirs.setdefault(earlier, set()).add(session.id)
        if born_here:
            self._born_here.add(session.id)

    async def find(self, token: str | None) -> Session | None:
        """The live session of a cookie's token, or None."""
        if not token:
            return None
        digest = hash_token(token)
        known = self._by_hash.get(digest)
        session = self._live[known] if known else await self._store.find_session(digest)
        # It may have ended while the store was read.
        if session is None or session.id in self._ended or session.ends_ms() <= self._clock.now_ms():
            return None
        if not known:
            self.remember(session, born_here=False)
        return session

    def live(self, session_id: str) -> Session | None:
        """The session if it is known here and not over."""
        session = self._live.get(session_id)
        if session is None or session.ends_ms() <= self._clock.now_ms():
            return None
        return session

    async def bear(self, session_id: str, earlier: tuple[str, ...]) -> None:
        """It turned out that the guest of a session had these before; raises StoreUnavailable."""
        session = self._live.get(session_id)
        if session is None or set(earlier) <= {session_id, *session.continues}:
            return
        added = (each for each in earlier if each != session_id)
        borne = msgspec.structs.replace(session, continues=tuple(dict.fromkeys((*session.continues, *added))))
        await self._store.continue_session(session_id, borne.continues)
        if session_id in self._live:
            self.remember(
                msgspec.structs.replace(self._live[session_id], continues=borne.continues),
                born_here=self.is_born_here(session_id),
            )

    def continued(self, session_id: str) -> tuple[str, ...]:
        """The earlier sessions this one continues."""
        session = self._live.get(session_id)
        return session.continues if session else ()

    def heirs(self, session_id: str) -> frozenset[str]:
        """The sessions at hand that continue this one."""
        return frozenset(self._heirs.get(session_id, ()))

    def has_ended(self, session_id: str) -> bool:
        """Whether the store ended it, not long ago."""
        return session_id in self._ended

    def is_born_here(self, session_id: str) -> bool:
        return session_id in self._born_here

    async def use(self, session: Session) -> None:
        """Note that the guest did something; written at most once a minute."""
        now = self._clock.now_ms()
        if now - session.seen_ms < TOUCH_EVERY_MS:
            return
        self._live[session.id] = msgspec.structs.replace(session, seen_ms=now)
        await self._store.touch_session(session.id, now)

    def forget(self, session_id: str) -> None:
        """Have it at hand no more; the store may still know it."""
        session = self._live.get(session_id)
        if session is not None:
            self._drop(session)

    def end(self, session_id: str) -> None:
        """The store knows it no more: no read that was under way brings it back."""
        self.forget(session_id)
        self._ended[session_id] = None
        if len(self._ended) > REMEMBERED_ENDED:
            self._ended.popitem(last=False)

    def over(self) -> list[Session]:
        """Sessions at hand whose time has come."""
        now = self._clock.now_ms()
        return [session for session in self._live.values() if session.ends_ms() <= now]

    def trim(self, is_needed: Callable[[str], bool]) -> list[str]:
        """Let go of the oldest sessions nobody is connected with, above 50,000; return their ids. They stay stored."""
        surplus = len(self._live) - CACHED
        if surplus <= 0:
            return []
        idle = [session for session in self._live.values() if not is_needed(session.id)][:surplus]
        for session in idle:
            self._drop(session)
        return [session.id for session in idle]

    def _drop(self, session: Session) -> None:
        self._live.pop(session.id, None)
        self._by_hash.pop(session.token_hash, None)
        self._born_here.discard(session.id)
        for earlier in session.continues:
            self._heirs[earlier].discard(session.id)
            if not self._heirs[earlier]:
                del self._heirs[earlier]
