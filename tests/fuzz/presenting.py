"""What must be true whatever a wallet answers; hypothesis and atheris both try to make these raise AssertionError."""

import base64
from collections.abc import Callable, Iterator
from typing import Any

import cbor2

from palabre.adapters.age.eu import cbor, transcript_for, verify
from palabre.adapters.age.eu.browser import opened, question
from palabre.adapters.age.eu.cose import Sign1, read_key, read_sign1
from palabre.adapters.age.eu.issuers import document_signer
from palabre.adapters.age.eu.response import read_answer, read_item
from palabre.adapters.age.eu.statement import read_statement, read_validity
from palabre.ports.presentations import PresentationRefused
from tests.adapters.age.authority import NOW_MS, SITE, Authority, Presentation, der, same_key

AUTHORITY = Authority(same_key(1), same_key(2))
TRUE_PROOF = Presentation(AUTHORITY, device_key=same_key(3))
TRUE = TRUE_PROOF.response()
TRANSCRIPT = transcript_for(*SITE)
QUESTION = question(bytes(16))
# Every place where bytes of an unknown writer are read, each as if all before it had held.
READERS: tuple[Callable[[bytes], object], ...] = (
    read_answer,
    read_item,
    read_statement,
    lambda data: read_sign1(cbor.decode(data), "issuer_algorithm"),
    lambda data: read_key(cbor.decode(data), "device_key"),
    lambda data: read_validity(cbor.decode(data)),
    lambda data: opened(base64.urlsafe_b64encode(data).decode(), QUESTION.key, TRANSCRIPT),
    lambda data: opened(data.decode("latin-1"), QUESTION.key, TRANSCRIPT),
    lambda data: document_signer(Sign1(b"", {33: data}, None, b""), AUTHORITY.anchors, NOW_MS),
)


def proves_nothing_else(data: bytes) -> None:
    """What is believed says what the true proof says; everything else is refused, by name."""
    try:
        verify(data, transcript=TRANSCRIPT, anchors=AUTHORITY.anchors, now_ms=NOW_MS)
    except PresentationRefused:
        return
    assert meaning(data) == meaning(TRUE), "believed"


def is_read_or_refused(data: bytes) -> None:
    """No reader fails on it, whatever it is."""
    for read in READERS:
        try:
            read(data)
        except PresentationRefused:
            continue


def meaning(data: bytes) -> object:
    """All that an answer says, to the inmost encoding; of headers that nobody signed, the certificate only."""
    whole: Any = cbor2.loads(data)
    for document in whole["documents"]:
        issuer, device = document["issuerSigned"]["issuerAuth"], document["deviceSigned"]["deviceAuth"]
        issuer[1] = {33: issuer[1][33]}
        device["deviceSignature"][1] = {}
    return decoded(whole)


def decoded(value: Any) -> Any:
    """With what is encoded inside decoded as well, and every number told from a boolean."""
    if isinstance(value, cbor2.CBORTag) and value.tag == cbor.TAG_ENCODED:
        return ["encoded", decoded(cbor2.loads(value.value))]
    if isinstance(value, dict):
        return {key: decoded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [decoded(inner) for inner in value]
    return ["boolean", str(value)] if isinstance(value, bool) else value


def seeds() -> Iterator[bytes]:
    """A true answer, and each part that has a reader of its own."""
    document = cbor2.loads(TRUE)["documents"][0]
    auth = document["issuerSigned"]["issuerAuth"]
    statement = cbor2.loads(cbor2.loads(auth[2]).value)
    yield TRUE
    yield document["issuerSigned"]["nameSpaces"]["eu.europa.ec.av.1"][0].value
    yield auth[2]
    yield cbor2.dumps(auth)
    yield cbor2.dumps(statement["deviceKeyInfo"]["deviceKey"])
    yield cbor2.loads(TRUE_PROOF.statement([])).value
    yield der(AUTHORITY.signer)
    yield cbor2.dumps(["dcapi", {"enc": bytes(65), "cipherText": bytes(40)}])
