"""Sessions: the credential of a guest, how long it lasts, and how it is kept."""

import base64
import hashlib
from typing import Literal

from msgspec import Struct

IDLE_MS = 4 * 3_600_000
MAX_AGE_MS = 24 * 3_600_000
# A session's last use is written at most this often: reading must not cost a commit.
TOUCH_EVERY_MS = 60_000
TOKEN_BYTES = 32

Locale = Literal["fr", "en"]


class Session(Struct, frozen=True, kw_only=True):
    """A guest's credential as stored: the token itself is never kept, only its digest.

    `continues`: earlier sessions of the same browser, when it was opened while something restricted them: what still
    does restricts this one too. Otherwise nothing ties two sessions together.
    """

    id: str
    token_hash: bytes
    nickname: str
    locale: Locale
    created_ms: int
    seen_ms: int
    continues: tuple[str, ...] = ()

    def ends_ms(self) -> int:
        """When it ends if nothing more is done: 4 h idle, 24 h at most."""
        return min(self.seen_ms + IDLE_MS, self.created_ms + MAX_AGE_MS)

    def __repr__(self) -> str:
        return "<Session>"


def hash_token(token: str) -> bytes:
    """SHA-256 of the token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).digest()


def encode_token(random_bytes: bytes) -> str:
    """URL-safe text of random bytes, without padding (RFC 4648 §5)."""
    return base64.urlsafe_b64encode(random_bytes).rstrip(b"=").decode()


def decode_token(text: str) -> bytes:
    """What `encode_token` was given; nothing for what it never returned."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return b""
