"""A test authority, its document signer and a device, written apart from the verifier and from the demo's issuer."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID, ObjectIdentifier

from palabre.adapters.age.eu.issuers import Anchor, anchor_of

AV = "eu.europa.ec.av.1"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NOW_MS = int(NOW.timestamp()) * 1_000
DAY = timedelta(days=1)
# As in the EU's own test certificates: cryptography raises when any extension is read.
BROKEN_ALTERNATIVE_NAME = x509.UnrecognizedExtension(ObjectIdentifier("2.5.29.18"), bytes.fromhex("3003180474657374"))
LONG_EXTENSION = x509.UnrecognizedExtension(ObjectIdentifier("1.3.130.2.0.0.1.9"), bytes(9_000))
SITE = ("redirect_uri:https://palabre.example/age", "a-nonce-of-this-attempt", "https://palabre.example/age")
SALT = b"a salt of thirty-two whole bytes"
PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


def new_key(curve: type[ec.EllipticCurve] = ec.SECP256R1) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(curve())


def same_key(number: int) -> ec.EllipticCurvePrivateKey:
    """A key that is the same in every run."""
    return ec.derive_private_key(number, ec.SECP256R1())


def name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def certificate(
    of: PrivateKey,
    by: ec.EllipticCurvePrivateKey,
    *,
    subject: str = "Test signer",
    issuer: str = "Test authority",
    begins: datetime = NOW - 100 * DAY,
    ends: datetime = NOW + 300 * DAY,
    digest: hashes.SHA224 | hashes.SHA256 | hashes.SHA384 | None = None,
    extension: x509.UnrecognizedExtension = BROKEN_ALTERNATIVE_NAME,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(of.public_key())
        .serial_number(20_261_122)
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(extension, critical=False)
    )
    return builder.sign(by, digest or hashes.SHA256(), ecdsa_deterministic=True)


def der(of: x509.Certificate) -> bytes:
    return of.public_bytes(Encoding.DER)


@dataclass
class Authority:
    """Pinned by the tests; it has one document signer."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=new_key)
    signer_key: ec.EllipticCurvePrivateKey = field(default_factory=new_key)

    def __post_init__(self) -> None:
        self.itself = certificate(self.key, self.key, subject="Test authority")
        self.signer = certificate(self.signer_key, self.key)

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        return (anchor_of(self.itself),)


def tagged(data: bytes) -> cbor2.CBORTag:
    return cbor2.CBORTag(24, data)


def moment(of: datetime) -> cbor2.CBORTag:
    return cbor2.CBORTag(0, of.strftime("%Y-%m-%dT%H:%M:%SZ"))


def cose_key(key: ec.EllipticCurvePublicKey) -> dict[int, object]:
    numbers = key.public_numbers()
    return {1: 2, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}


def es256(key: ec.EllipticCurvePrivateKey, protected: bytes, payload: bytes) -> bytes:
    to_sign = cbor2.dumps(["Signature1", protected, b"", payload])
    r, s = decode_dss_signature(key.sign(to_sign, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def transcript(client_id: str, nonce: str, response_uri: str) -> bytes:
    """As OpenID4VP 1.0 B.2.6.1 says it, in words of its own."""
    info = cbor2.dumps([client_id, nonce, None, response_uri])
    return cbor2.dumps([None, None, ["OpenID4VPHandover", hashlib.sha256(info).digest()]])


def unchanged(_: Any) -> None: ...


@dataclass
class Presentation:
    """Everything an answer is made of; each part can be another, and `change_…` alter what is made of them."""

    authority: Authority
    items: list[dict[str, object]] = field(default_factory=list)
    namespace: str = AV
    digests_namespace: str = AV
    statement_doctype: str = AV
    doctype: str = AV
    signed: datetime = NOW - DAY
    begins: datetime = NOW - DAY
    ends: datetime = NOW + 29 * DAY
    signer_key: ec.EllipticCurvePrivateKey | None = None
    issuer_protected: dict[object, object] = field(default_factory=lambda: {1: -7})
    issuer_beside: dict[object, object] = field(default_factory=dict)
    device_key: ec.EllipticCurvePrivateKey = field(default_factory=new_key)
    device_signs_with: ec.EllipticCurvePrivateKey | None = None
    device_protected: dict[object, object] = field(default_factory=lambda: {1: -7})
    device_namespaces: dict[str, object] = field(default_factory=dict)
    transcript: bytes = transcript(*SITE)
    change_items: Callable[[list[bytes]], None] = unchanged
    change_statement: Callable[[dict[str, Any]], None] = unchanged
    change_payload: Callable[[bytes], bytes] | None = None
    change_document: Callable[[dict[str, Any]], None] = unchanged
    change_response: Callable[[dict[str, Any]], None] = unchanged
    change_bytes: Callable[[bytes], bytes] | None = None

    def __post_init__(self) -> None:
        self.items = self.items or [self.item("age_over_18", True)]
        self.issuer_beside = self.issuer_beside or {33: der(self.authority.signer)}

    @staticmethod
    def item(element: str, value: object, *, place: int = 0, salt: bytes = SALT, **more: object) -> dict[str, object]:
        return {"digestID": place, "random": salt, "elementIdentifier": element, "elementValue": value, **more}

    def response(self) -> bytes:
        """The bytes a wallet sends."""
        items = [cbor2.dumps(item) for item in self.items]
        statement = self.statement(items)
        self.change_items(items)
        document = {
            "docType": self.doctype,
            "issuerSigned": {
                "nameSpaces": {self.namespace: [tagged(item) for item in items]},
                "issuerAuth": self.issuer_auth(statement),
            },
            "deviceSigned": self.device_signed(),
        }
        self.change_document(document)
        whole = {"version": "1.0", "documents": [document], "status": 0}
        self.change_response(whole)
        data = cbor2.dumps(whole)
        return self.change_bytes(data) if self.change_bytes else data

    def statement(self, items: list[bytes]) -> bytes:
        digests = {place: hashlib.sha256(cbor2.dumps(tagged(item))).digest() for place, item in enumerate(items)}
        statement: dict[str, Any] = {
            "docType": self.statement_doctype,
            "version": "1.0",
            "validityInfo": {
                "signed": moment(self.signed),
                "validFrom": moment(self.begins),
                "validUntil": moment(self.ends),
            },
            "valueDigests": {self.digests_namespace: digests},
            "deviceKeyInfo": {"deviceKey": cose_key(self.device_key.public_key())},
            "digestAlgorithm": "SHA-256",
        }
        self.change_statement(statement)
        return cbor2.dumps(tagged(cbor2.dumps(statement)))

    def issuer_auth(self, payload: bytes) -> list[object]:
        protected = cbor2.dumps(self.issuer_protected)
        payload = self.change_payload(payload) if self.change_payload else payload
        signature = es256(self.signer_key or self.authority.signer_key, protected, payload)
        return [protected, self.issuer_beside, payload, signature]

    def device_signed(self) -> dict[str, object]:
        namespaces = tagged(cbor2.dumps(self.device_namespaces))
        device, protected = self.device_signs_with or self.device_key, cbor2.dumps(self.device_protected)
        said = ["DeviceAuthentication", cbor2.loads(self.transcript), AV, namespaces]
        signature = es256(device, protected, cbor2.dumps(tagged(cbor2.dumps(said))))
        return {"nameSpaces": namespaces, "deviceAuth": {"deviceSignature": [protected, {}, None, signature]}}
