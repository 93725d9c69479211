"""Presentations through a browser: the Digital Credentials API, `org-iso-mdoc` (ISO/IEC TS 18013-7, Annex C)."""

import base64
import hashlib
from dataclasses import dataclass

import cbor2
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from palabre.adapters.age.eu import cbor
from palabre.adapters.age.eu.cose import written_key
from palabre.adapters.age.eu.issuers import Anchor
from palabre.adapters.age.eu.limits import DOCTYPE, ELEMENT, MAX_BYTES, NAMESPACE
from palabre.adapters.age.eu.shape import fields, read
from palabre.adapters.age.eu.verifying import verify
from palabre.domain.age_found import AgeFound
from palabre.ports.presentations import PresentationRefused

PROTOCOL = "org-iso-mdoc"
KIND = "dcapi"
SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
MIN_NONCE_BYTES = 16
# Asked for: the one element, not to be kept; without a name of ours, which the profile does not require.
ITEMS = cbor2.dumps({"docType": DOCTYPE, "nameSpaces": {NAMESPACE: {ELEMENT: False}}})
REQUEST = {"version": "1.0", "docRequests": [{"itemsRequest": cbor2.CBORTag(cbor.TAG_ENCODED, ITEMS)}]}


@dataclass(frozen=True, repr=False)
class BrowserQuestion:
    """A question for one answer: the key the answer is to be sealed for, and what the wallet was told of it."""

    key: ec.EllipticCurvePrivateKey
    encryption_info: str

    def data(self) -> dict[str, str]:
        """What `navigator.credentials.get` is given as `data` of a request with PROTOCOL."""
        return {"deviceRequest": encoded(cbor2.dumps(REQUEST)), "encryptionInfo": self.encryption_info}

    def transcript(self, origin: str) -> bytes:
        """The SessionTranscript of an answer given on a page of this origin, as CBOR (C.5)."""
        info = cbor2.dumps([self.encryption_info, origin])
        return cbor2.dumps([None, None, [KIND, hashlib.sha256(info).digest()]])


def question(nonce: bytes) -> BrowserQuestion:
    """A new question, with a key of its own. Raises ValueError for a nonce under 16 bytes."""
    if len(nonce) < MIN_NONCE_BYTES:
        raise ValueError("the nonce is too short")
    key = ec.generate_private_key(ec.SECP256R1())
    parameters = {"nonce": nonce, "recipientPublicKey": written_key(key.public_key())}
    return BrowserQuestion(key, encoded(cbor2.dumps([KIND, parameters])))


def verify_browser(
    response: str, asked: BrowserQuestion, origin: str, anchors: tuple[Anchor, ...], now_ms: int
) -> AgeFound:
    """What a browser's answer proves, as `verify`. Raises PresentationRefused."""
    transcript = asked.transcript(origin)
    return verify(opened(response, asked.key, transcript), transcript=transcript, anchors=anchors, now_ms=now_ms)


def opened(response: str, key: ec.EllipticCurvePrivateKey, transcript: bytes) -> bytes:
    """The DeviceResponse inside an EncryptedResponse (C.4), in base64url. Raises PresentationRefused.

    `answer_unopened`: sealed for another question, or given on a page of another origin.
    """
    kind, *sealed = read(list, cbor.decode(decoded(response))) or [None]
    if kind != KIND or len(sealed) != 1:
        raise PresentationRefused("unexpected_shape")
    parts = fields(sealed[0], ("enc", "cipherText"))
    enc, text = (read(bytes, parts[name]) for name in ("enc", "cipherText"))
    if len(enc) != KEM.P256.enc_length():
        raise PresentationRefused("answer_unopened")
    try:
        return SUITE.decrypt(enc + text, key, transcript)
    except (InvalidTag, ValueError):
        raise PresentationRefused("answer_unopened") from None


def encoded(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Raises PresentationRefused `too_large`, `malformed`."""
    if len(text) > 2 * MAX_BYTES:
        raise PresentationRefused("too_large")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise PresentationRefused("malformed") from None
