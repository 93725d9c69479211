"""Signatures of browsers' keys, checked with `cryptography`."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from palabre.domain.binding import COORDINATE_BYTES, SIGNATURE_BYTES, BrowserKey, decoded


class P256Signatures:
    """The KeySignatures port."""

    def is_signed(self, key: BrowserKey, message: bytes, signature: bytes) -> bool:
        public = public_key(key)
        if public is None or len(signature) != SIGNATURE_BYTES:
            return False
        r, s = (int.from_bytes(half) for half in (signature[:COORDINATE_BYTES], signature[COORDINATE_BYTES:]))
        try:
            public.verify(encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))
        except InvalidSignature:
            return False
        return True


def public_key(key: BrowserKey) -> ec.EllipticCurvePublicKey | None:
    """The key, when its point is on the curve."""
    x, y = decoded(key.x), decoded(key.y)
    if x is None or y is None:
        return None
    try:
        return ec.EllipticCurvePublicNumbers(int.from_bytes(x), int.from_bytes(y), ec.SECP256R1()).public_key()
    except ValueError:
        return None
