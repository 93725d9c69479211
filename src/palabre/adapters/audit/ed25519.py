"""Ed25519 (RFC 8032) over the heads of the audit's tree."""

import secrets

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from palabre.domain.moderation.audit import Head

KEY_BYTES = 32


class Ed25519Signer:
    """Signs with the key of these 32 bytes; with one of its own, gone with the process, when there are none."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(key or secrets.token_bytes(KEY_BYTES))
        self.public_key = self._key.public_key().public_bytes_raw()

    def sign(self, head: Head) -> Head:
        signed = msgspec.structs.replace(head, public_key=self.public_key)
        return msgspec.structs.replace(signed, signature=self._key.sign(signed.signed_part()))

    def sign_part(self, part: bytes) -> bytes:
        """Our signature of these bytes, which begin with what they are for."""
        return self._key.sign(part)

    def is_part_signed(self, part: bytes, public_key: bytes, signature: bytes) -> bool:
        """Whether the signature of these bytes is by this key."""
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(signature, part)
        except (InvalidSignature, ValueError):
            return False
        return True

    def is_signed(self, head: Head) -> bool:
        return self.is_part_signed(head.signed_part(), head.public_key, head.signature)
