"""Binding: a browser shows that it holds the key of a proof, before rooms for adults open to a connection."""

import base64
import binascii
import hashlib
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from palabre.domain.discretion import Discreet

CHALLENGE_BYTES = 32
CHALLENGE_MS = 60_000
PAGE_KEY_BYTES = 32
COORDINATE_BYTES = 32
SIGNATURE_BYTES = 64
PREFIX = "palabre-age-bind:"

Coordinate = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}$", description="32 bytes, base64url without padding.")]


class BrowserKey(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The public half of a P-256 key a browser cannot give away, as JWK (RFC 7517); it tells nothing of a person."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: Coordinate
    y: Coordinate

    def thumbprint(self) -> str:
        """RFC 7638, with SHA-256, base64url."""
        members = {"crv": self.crv, "kty": self.kty, "x": self.x, "y": self.y}
        return encoded(hashlib.sha256(msgspec.json.encode(members)).digest())


class Challenge(Struct, frozen=True):
    """What a connection was asked to sign, good once and until `expires_ms` (Unix ms)."""

    text: str
    expires_ms: int

    def is_answered_by(self, text: str, now_ms: int) -> bool:
        return self.text == text and now_ms < self.expires_ms

    def __repr__(self) -> str:
        return "<Challenge>"


def challenge_from(random_bytes: bytes, now_ms: int) -> Challenge:
    """A new one of 32 random bytes."""
    return Challenge(encoded(random_bytes), now_ms + CHALLENGE_MS)


def to_be_signed(challenge: str, origin: str) -> bytes:
    """What the key signs: the page's origin is part of it, so that an answer is of no use to a page of another's."""
    return f"{PREFIX}{challenge}:{origin}".encode()


def encoded(raw: bytes) -> str:
    """Base64url without padding (RFC 4648 §5)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes | None:
    """The bytes of base64url without padding; None when it is not, or not written in the one way it can be."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    return raw if encoded(raw) == text else None
