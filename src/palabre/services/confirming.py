"""Confirming: before a dangerous act, a member of the staff shows with their passkey that it is they who sit there."""

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.staff import Staff
from palabre.ports.clock import Clock
from palabre.ports.credentials import CredentialStore


class Confirming:
    """Whether what a member shows of themself is enough for what they ask.

    `keys_required`, as in public mode: who has no passkey does nothing. Elsewhere, as in a demo, they need none.
    """

    def __init__(self, store: CredentialStore, clock: Clock, *, keys_required: bool) -> None:
        self._store = store
        self._clock = clock
        self.keys_required = keys_required

    async def admit(self, member: Staff) -> Staff:
        """The member, when they may use the desk at all; raises DeskRefusal `passkey_required`."""
        if not await self.admits(member):
            raise DeskRefusal("passkey_required")
        return member

    async def admits(self, member: Staff) -> bool:
        """Whether they have the passkey they need."""
        return not self.keys_required or bool(await self._store.passkeys(member.number))

    async def require(self, member: Staff) -> None:
        """Raises DeskRefusal `confirm_identity` when the last confirmation is older than ten minutes."""
        if member.confirmed_until_ms > self._clock.now_ms():
            return
        if self.keys_required or await self._store.passkeys(member.number):
            raise DeskRefusal("confirm_identity")
