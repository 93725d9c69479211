"""Credentials store: the staff's passkeys and recovery codes, what their keys were asked, the browsers they share."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from palabre.domain.credential import Asked, Passkey
from palabre.domain.moderation.event import Deed
from palabre.domain.staff import StaffSession


class SharedBrowser(Struct, frozen=True, kw_only=True):
    """A browser, by the digest of the token it was given, in which a member of the staff signed in."""

    token_hash: bytes
    number: int
    until_ms: int

    def __repr__(self) -> str:
        return "<SharedBrowser>"


class CredentialStore(Protocol):
    """Every write raises StoreUnavailable when it did not happen."""

    async def passkeys(self, number: int | None = None) -> list[Passkey]:
        """Those of a member, or everybody's, the oldest first."""
        ...

    async def passkey(self, id: bytes) -> Passkey | None:
        """The key of this credential id."""
        ...

    async def add_passkey(self, passkey: Passkey, deed: Deed) -> None:
        """Keep a new key. Raises DeskRefusal `passkey_known` when somebody has it, `too_many_passkeys`."""
        ...

    async def use_passkey(self, id: bytes, shown: int, at_ms: int) -> bool:
        """Take in what its authenticator counts now; return whether that goes on from what was kept."""
        ...

    async def sign_in(self, passkey: Passkey, shown: int, session: StaffSession, deed: Deed) -> bool:
        """The same, and open the sign-in, all or nothing."""
        ...

    async def revoke_passkey(self, number: int, id: bytes, deed: Deed) -> bool:
        """Delete a member's key; False when it is not theirs. Raises DeskRefusal `last_passkey`."""
        ...

    async def set_recovery(self, number: int, hashes: Sequence[bytes], deed: Deed) -> None:
        """Replace a member's recovery codes."""
        ...

    async def recovery_left(self, number: int) -> int:
        """How many of them are unused."""
        ...

    async def use_recovery(self, code_hash: bytes, opened: StaffSession, deed: Deed) -> StaffSession | None:
        """Use a code, at most once whoever asks: `opened` and the deed become its member's. None: no code."""
        ...

    async def ask(self, asked: Asked) -> None:
        """Keep a question; the one before in the same attempt is forgotten."""
        ...

    async def take_asked(self, attempt_hash: bytes) -> Asked | None:
        """The question of an attempt, once, stale or not."""
        ...

    async def share_browser(self, browser: SharedBrowser) -> None:
        """Remember that a member signed in there."""
        ...

    async def staff_of_browser(self, token_hash: bytes, now_ms: int) -> list[int]:
        """The numbers of those who signed in there."""
        ...

    async def share_guest(self, number: int, session_id: str, until_ms: int) -> None:
        """Remember that a guest was in a member's browser."""
        ...

    async def shared_guests(self, now_ms: int) -> list[tuple[int, str, int]]:
        """Number, session and end of each that is remembered."""
        ...
