"""The example the specification publishes is what this verifier believes, at its own date."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import cbor2
import pytest
from cryptography import x509

from palabre.adapters.age.eu import cbor
from palabre.adapters.age.eu.issuers import Anchor, anchor_of
from palabre.adapters.age.eu.response import IssuerSigned, read_issuer_signed
from palabre.adapters.age.eu.transcript import transcript_for
from palabre.adapters.age.eu.verifying import verify_issuer_signed
from palabre.ports.presentations import PresentationRefused

DATA = Path(__file__).parent / "data"
ITS_DATE_MS = int(datetime(2025, 6, 21, tzinfo=UTC).timestamp()) * 1_000
VECTOR: dict[str, Any] = json.loads((DATA / "reference_vector.json").read_text())
SIGNER = x509.load_der_x509_certificate(bytes.fromhex(VECTOR["document_signer_certificate_der"]))


def example(*, value: bool = True) -> IssuerSigned:
    """The published example put back into CBOR: the statement in the order of its text, the item shortest key first."""
    said = VECTOR["issuer_signed_item"]
    item = {
        "random": bytes.fromhex(said["random"]),
        "digestID": said["digestID"],
        "elementValue": value,
        "elementIdentifier": said["elementIdentifier"],
    }
    dates = {name: cbor2.CBORTag(0, text) for name, text in VECTOR["validityInfo"].items()}
    x, y = (bytes.fromhex(VECTOR["device_key"][name]) for name in "xy")
    statement = {
        "docType": VECTOR["docType"],
        "version": VECTOR["version"],
        "validityInfo": dates,
        "valueDigests": {VECTOR["docType"]: {0: bytes.fromhex(VECTOR["value_digest_0"])}},
        "deviceKeyInfo": {"deviceKey": {1: 2, -1: 1, -2: x, -3: y}},
        "digestAlgorithm": VECTOR["digestAlgorithm"],
    }
    payload = cbor2.dumps(cbor2.CBORTag(24, cbor2.dumps(statement)))
    protected = cbor2.dumps({1: VECTOR["protected_header"]["1"]})
    beside = {33: bytes.fromhex(VECTOR["document_signer_certificate_der"])}
    auth = [protected, beside, payload, bytes.fromhex(VECTOR["issuer_signature"])]
    signed = {"nameSpaces": {VECTOR["docType"]: [cbor2.CBORTag(24, cbor2.dumps(item))]}, "issuerAuth": auth}
    return read_issuer_signed(cbor.decode(cbor2.dumps(signed)))


def reason(signed: IssuerSigned, anchors: tuple[Anchor, ...], now_ms: int) -> str:
    with pytest.raises(PresentationRefused) as refused:
        verify_issuer_signed(signed, anchors, now_ms)
    return refused.value.code


def test_the_published_example_holds_at_its_own_date() -> None:
    statement, found = verify_issuer_signed(example(), (anchor_of(SIGNER),), ITS_DATE_MS)
    assert (found.threshold, found.is_over) == (18, True)
    assert statement.doctype == "eu.europa.ec.av.1"
    assert statement.device_key.public_numbers().x == int(VECTOR["device_key"]["x"], 16)


def test_it_holds_no_longer() -> None:
    today = int(datetime(2025, 9, 18, 0, 2, tzinfo=UTC).timestamp()) * 1_000
    assert reason(example(), (anchor_of(SIGNER),), today) == "expired"


def test_its_element_cannot_be_turned() -> None:
    assert reason(example(value=False), (anchor_of(SIGNER),), ITS_DATE_MS) == "digest_mismatch"


def test_the_published_authority_did_not_issue_its_signer() -> None:
    """They are another country's and another key's: an authority is believed for what it signed, not for a name."""
    authority = x509.load_pem_x509_certificate((DATA / "issuing_authority.pem").read_bytes())
    assert SIGNER.issuer != authority.subject
    assert reason(example(), (anchor_of(authority),), ITS_DATE_MS) == "issuer_unknown"


def test_extensions_of_the_published_certificates_cannot_be_read() -> None:
    """Why no extension is read anywhere."""
    with pytest.raises(ValueError, match="error parsing"):
        _ = SIGNER.extensions


def test_the_session_transcript_is_the_one_of_openid4vp() -> None:
    """OpenID for Verifiable Presentations 1.0, Annex B.2.6.1, its example."""
    thumbprint = bytes.fromhex("4283ec927ae0f208daaa2d026a814f2b22dca52cf85ffa8f3f8626c6bd669047")
    nonce = "exc7gBkxjx1rdc9udRrveKvSsJIq80avlXeLHhGwqtA"
    made = transcript_for("x509_san_dns:example.com", nonce, "https://example.com/response", thumbprint)
    assert made.hex() == (
        "83f6f682714f70656e494434565048616e646f7665725820"
        "048bc053c00442af9b8eed494cefdd9d95240d254b046b11b68013722aad38ac"
    )


def test_an_answer_that_is_not_encrypted_has_null_for_a_thumbprint() -> None:
    info = cbor2.dumps(["redirect_uri:https://a.example", "n", None, "https://a.example"])
    made = transcript_for("redirect_uri:https://a.example", "n", "https://a.example")
    assert made.endswith(hashlib.sha256(info).digest())
