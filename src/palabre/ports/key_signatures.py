"""Key signatures: whether a browser's key signed something."""

from typing import Protocol

from palabre.domain.binding import BrowserKey


class KeySignatures(Protocol):
    """ES256 (RFC 7518 §3.4)."""

    def is_signed(self, key: BrowserKey, message: bytes, signature: bytes) -> bool:
        """Whether these 64 bytes (r and s) are this key's signature of the message; False for a key that is none."""
        ...
