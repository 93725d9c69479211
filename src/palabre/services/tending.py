"""Tending: a public place lets nobody in before two people who moderate have the keys they sign in with."""

from palabre.domain.refusal import Refusal
from palabre.domain.staff import NEEDED_MODERATORS
from palabre.ports.store import Store

# The team is looked up again each second; a browser that waits asks less often.
RETRY_S = 60.0


class Tending:
    """Whether enough people answer for the place. `required`, as in public mode: elsewhere they always do."""

    def __init__(self, store: Store, *, required: bool) -> None:
        self._store = store
        self._required = required
        self.is_open = not required

    async def refresh(self) -> None:
        """As the team is now, whoever changed it and from which process; raises StoreUnavailable."""
        if not self._required:
            return
        with_key = {passkey.number for passkey in await self._store.passkeys()}
        judging = [member for member in await self._store.staff() if member.may("decide") and member.number in with_key]
        self.is_open = len(judging) >= NEEDED_MODERATORS

    def require(self) -> None:
        """Raises Refusal `not_open_yet`."""
        if not self.is_open:
            raise Refusal("not_open_yet", retry_after=RETRY_S)
