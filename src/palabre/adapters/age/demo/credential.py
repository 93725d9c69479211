"""Making a credential of the EU age verification profile: the element, its digest, and the statement signed over it."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from palabre.adapters.age.eu import cose
from palabre.adapters.age.eu.cbor import encoded
from palabre.adapters.age.eu.limits import DOCTYPE, ELEMENT, NAMESPACE

PROTECTED = cbor2.dumps({cose.ALGORITHM: cose.ES256})


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a credential says, and from when to when (Unix milliseconds)."""

    is_over_18: bool
    from_ms: int
    until_ms: int


@dataclass(frozen=True, repr=False)
class Credential:
    """What an issuer gives a wallet: the items it may disclose, each encoded, and the signed statement."""

    items: tuple[bytes, ...]
    issuer_auth: list[object]


def issue(
    key: ec.EllipticCurvePrivateKey, certificate: bytes, device_key: ec.EllipticCurvePublicKey, wording: Wording
) -> Credential:
    """A credential that also has an element nobody asks for, so that a wallet can show too much."""
    elements = {ELEMENT: wording.is_over_18, "age_over_21": False}
    items = tuple(item(place, name, value) for place, (name, value) in enumerate(elements.items()))
    statement = {
        "version": "1.0",
        "digestAlgorithm": "SHA-256",
        "valueDigests": {NAMESPACE: {place: digest(each) for place, each in enumerate(items)}},
        "deviceKeyInfo": {"deviceKey": cose.written_key(device_key)},
        "docType": DOCTYPE,
        "validityInfo": {
            "signed": moment(wording.from_ms),
            "validFrom": moment(wording.from_ms),
            "validUntil": moment(wording.until_ms),
        },
    }
    payload = encoded(cbor2.dumps(statement))
    return Credential(items, signed(key, payload, payload, {cose.X5CHAIN: certificate}))


def item(place: int, name: str, value: bool) -> bytes:
    return cbor2.dumps(
        {
            "digestID": place,
            "random": secrets.token_bytes(32),
            "elementIdentifier": name,
            "elementValue": value,
        }
    )


def digest(each: bytes) -> bytes:
    return hashlib.sha256(encoded(each)).digest()


def signed(
    key: ec.EllipticCurvePrivateKey, payload: bytes, shown: bytes | None, beside: dict[object, object]
) -> list[object]:
    """A COSE_Sign1 over `payload`, with `shown` in its place."""
    r, s = decode_dss_signature(key.sign(cose.to_be_signed(PROTECTED, payload), ec.ECDSA(SHA256())))
    signature = b"".join(number.to_bytes(cose.COORDINATE_BYTES, "big") for number in (r, s))
    return [PROTECTED, beside, shown, signature]


def moment(unix_ms: int) -> cbor2.CBORTag:
    text = datetime.fromtimestamp(unix_ms // 1_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return cbor2.CBORTag(0, text)
