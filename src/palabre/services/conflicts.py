"""Conflicts: which guests may be a member of the staff, because they were in the same browser within a day."""

from typing import Protocol

from palabre.domain.session import TOKEN_BYTES, encode_token, hash_token
from palabre.domain.staff import SHARED_MS
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.credentials import SharedBrowser
from palabre.ports.store import Store

# A use is written at most this often.
NOTE_EVERY_MS = 3_600_000


class Conflicting(Protocol):
    """Who may not see, claim or decide what."""

    def sessions_of(self, number: int) -> frozenset[str]:
        """The sessions of guests that may be the member of this number."""
        ...


class Conflicts:
    """In memory, as the store has it; other nodes' findings arrive with `refresh`."""

    def __init__(self, store: Store, clock: Clock, chance: Chance) -> None:
        self._store = store
        self._clock = clock
        self._chance = chance
        self._until: dict[tuple[int, str], int] = {}

    def sessions_of(self, number: int) -> frozenset[str]:
        """The sessions of guests that shared a browser with this member's sign-in within 24 h."""
        now = self._clock.now_ms()
        return frozenset(session for (whose, session), until in self._until.items() if whose == number and until > now)

    async def refresh(self) -> None:
        """As the store has it now."""
        found = await self._store.shared_guests(self._clock.now_ms())
        self._until = {(number, session_id): until_ms for number, session_id, until_ms in found}

    async def share(self, number: int, browser: str | None) -> str:
        """Remember that a member signed in: the token this browser keeps, the one it has if it has one."""
        token = browser or encode_token(self._chance.bytes(TOKEN_BYTES))
        until_ms = self._clock.now_ms() + SHARED_MS
        await self._store.share_browser(SharedBrowser(token_hash=hash_token(token), number=number, until_ms=until_ms))
        return token

    async def note(self, number: int, session_id: str) -> None:
        """A guest's session is in the browser of this member."""
        until_ms = self._clock.now_ms() + SHARED_MS
        if until_ms - self._until.get((number, session_id), 0) < NOTE_EVERY_MS:
            return
        self._until[number, session_id] = until_ms
        await self._store.share_guest(number, session_id, until_ms)

    async def met(self, browser: str | None, session_id: str) -> None:
        """A guest's session is in this browser: note it for every member who signed in there."""
        if browser is None:
            return
        for number in await self._store.staff_of_browser(hash_token(browser), self._clock.now_ms()):
            await self.note(number, session_id)
