"""Sealing with AES-256-GCM (NIST SP 800-38D), the context as associated data."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from palabre.ports.sealer import SealBroken

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16


class AesGcmSealer:
    """Seals under one 32-byte key; without a key given it makes one that dies with the process (demo).

    Sealed bytes are a random 96-bit nonce, then the ciphertext and its tag: fit for 2^32 texts a key.
    """

    def __init__(self, key: bytes | None = None) -> None:
        self._cipher = AESGCM(secrets.token_bytes(KEY_BYTES) if key is None else key)

    def seal(self, plain: bytes, context: bytes) -> bytes:
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, plain, context)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        if len(sealed) < NONCE_BYTES + TAG_BYTES:
            raise SealBroken
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
        except InvalidTag:
            raise SealBroken from None
