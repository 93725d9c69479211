"""A vouch: two members of the team met a guest in person, and one code says so, for one session."""

import hashlib
from typing import Literal

from palabre.domain.credential import CROCKFORD, MISREAD
from palabre.domain.discretion import Discreet

CODE_BYTES = 5
CODE_LETTERS = 8
CODE_MS = 15 * 60_000
# What a vouch says of a guest lasts no longer than their proof, which is four hours at most.
KEPT_MS = 24 * 3_600_000
VouchState = Literal["opened", "confirmed", "used", "revoked", "expired"]


class Vouch(Discreet, frozen=True, kw_only=True):
    """Who vouched, and which session it was used by. Times are Unix milliseconds; of the code only a digest is kept."""

    id: str
    code_hash: bytes
    opened_by: int
    opened_at_ms: int
    expires_at_ms: int
    seconded_by: int | None = None
    session_id: str | None = None
    used_at_ms: int | None = None
    revoked_at_ms: int | None = None

    def state(self, now_ms: int) -> VouchState:
        if self.revoked_at_ms is not None:
            return "revoked"
        if self.used_at_ms is not None:
            return "used"
        if now_ms >= self.expires_at_ms:
            return "expired"
        return "confirmed" if self.seconded_by is not None else "opened"

    def is_by(self, number: int) -> bool:
        """Whether this member vouched."""
        return number in (self.opened_by, self.seconded_by)


def code_from(random_bytes: bytes) -> str:
    """Five random bytes as eight letters of Crockford's base 32: `XXXX-XXXX`."""
    number = int.from_bytes(random_bytes, "big")
    letters = "".join(CROCKFORD[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def code_hash(code: str) -> bytes:
    """SHA-256 of a code as one may type it: without case, spaces or dashes. 40 random bits, for 15 minutes."""
    return hashlib.sha256(b"palabre vouch 1" + code.upper().translate(MISREAD).encode()).digest()
