"""COSE_Sign1 with ES256 (RFC 9052 §4.2, RFC 9053 §2.1), the one signature of the profile."""

from dataclasses import dataclass

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from palabre.adapters.age.eu import cbor
from palabre.adapters.age.eu.shape import Fields, read
from palabre.ports.presentations import PresentationFault, PresentationRefused

ALGORITHM, CRITICAL, X5CHAIN = 1, 2, 33
ES256 = -7
COORDINATE_BYTES = 32
KEY_TYPE, CURVE, X, Y = 1, -1, -2, -3
EC2, P256 = 2, 1


@dataclass(frozen=True, repr=False)
class Sign1:
    """A signature and what it stands on; `payload` is None where it is sent apart."""

    protected: bytes
    unprotected: Fields
    payload: bytes | None
    signature: bytes

    def is_signed_by(self, key: ec.EllipticCurvePublicKey, payload: bytes) -> bool:
        """Whether this key signed this payload under these headers."""
        if len(self.signature) != 2 * COORDINATE_BYTES:
            return False
        r, s = (int.from_bytes(half, "big") for half in halves(self.signature))
        try:
            key.verify(encode_dss_signature(r, s), to_be_signed(self.protected, payload), ec.ECDSA(SHA256()))
        except InvalidSignature:
            return False
        return True


def read_sign1(value: object, algorithm_fault: PresentationFault) -> Sign1:
    """An untagged COSE_Sign1. Raises PresentationRefused, `algorithm_fault` for any other algorithm than ES256.

    The algorithm stands where it is signed over, and nowhere else; a header that must be understood is refused.
    """
    parts = read(list, value)
    if len(parts) != 4:  # noqa: PLR2004 — the four of the name below
        raise PresentationRefused("unexpected_shape")
    protected, unprotected, payload, signature = parts
    header = read(bytes, protected)
    signed_over: Fields = read(dict, cbor.decode(header)) if header else {}
    beside: Fields = read(dict, unprotected)
    if CRITICAL in signed_over or CRITICAL in beside:
        raise PresentationRefused("critical_header")
    if signed_over.get(ALGORITHM) != ES256 or ALGORITHM in beside:
        raise PresentationRefused(algorithm_fault)
    return Sign1(header, beside, None if payload is None else read(bytes, payload), read(bytes, signature))


def to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052 §4.4, without external data."""
    return cbor2.dumps(["Signature1", protected, b"", payload])


def read_key(value: object, fault: PresentationFault) -> ec.EllipticCurvePublicKey:
    """A COSE_Key on P-256, both coordinates given (RFC 9053 §7.1.1). Raises PresentationRefused `fault`."""
    key: Fields = read(dict, value, fault)
    if (read(int, key.get(KEY_TYPE), fault), read(int, key.get(CURVE), fault)) != (EC2, P256):
        raise PresentationRefused(fault)
    x, y = (read(bytes, key.get(label), fault) for label in (X, Y))
    if len(x) != COORDINATE_BYTES or len(y) != COORDINATE_BYTES:
        raise PresentationRefused(fault)
    try:
        numbers = ec.EllipticCurvePublicNumbers(int.from_bytes(x, "big"), int.from_bytes(y, "big"), ec.SECP256R1())
        return numbers.public_key()
    except ValueError:
        raise PresentationRefused(fault) from None


def written_key(key: ec.EllipticCurvePublicKey) -> dict[int, object]:
    """A P-256 key as a COSE_Key."""
    numbers = key.public_numbers()
    x, y = (each.to_bytes(COORDINATE_BYTES, "big") for each in (numbers.x, numbers.y))
    return {KEY_TYPE: EC2, CURVE: P256, X: x, Y: y}


def halves(both: bytes) -> tuple[bytes, bytes]:
    return both[:COORDINATE_BYTES], both[COORDINATE_BYTES:]
