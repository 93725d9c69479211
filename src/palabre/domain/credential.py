"""Credentials of the staff: passkeys, recovery codes, and what is asked of a key before it is believed."""

import hashlib
from typing import Literal

from msgspec import Struct

from palabre.domain.discretion import Discreet

# What a key is asked for: to be a new one, to let its holder in, to show that it is still they who sit there.
Purpose = Literal["register", "sign_in", "confirm"]

CHALLENGE_BYTES = 32
CHALLENGE_MS = 5 * 60_000
CONFIRMED_MS = 10 * 60_000
MAX_PASSKEYS = 10
MAX_PASSKEY_NAME = 40
RECOVERY_CODES = 8
# 80 random bits, so that a digest without a salt is enough.
RECOVERY_BYTES = 10
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OIL", "011", " -.")


class Passkey(Discreet, frozen=True, kw_only=True):
    """A key of a member of the staff (WebAuthn Level 2, §4): `public_key` is COSE, `rp_id` the host it is for.

    `sign_count` is what the authenticator counted last; 0 for one that does not count.
    """

    id: bytes
    number: int
    name: str
    rp_id: str
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...]
    added_ms: int
    used_ms: int | None = None


class Asked(Struct, frozen=True, kw_only=True):
    """A challenge given out: good once, for one purpose, in the attempt it was made for. `number` 0: of anybody."""

    attempt_hash: bytes
    purpose: Purpose
    number: int
    challenge: bytes
    expires_ms: int

    def __repr__(self) -> str:
        return "<Asked>"


def counts_on(kept: int, shown: int) -> bool:
    """Whether an authenticator's count goes on from the kept one (WebAuthn Level 2, §7.2, step 21)."""
    return shown > kept or shown == kept == 0


def recovery_code(random_bytes: bytes) -> str:
    """Ten random bytes as `XXXX-XXXX-XXXX-XXXX`, in Crockford's base 32."""
    number = int.from_bytes(random_bytes, "big")
    letters = "".join(CROCKFORD[number >> shift & 31] for shift in range(75, -1, -5))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def recovery_hash(code: str) -> bytes:
    """SHA-256 of a code as one may type it: without case, spaces or dashes."""
    return hashlib.sha256(b"palabre recovery 1" + code.upper().translate(MISREAD).encode()).digest()
