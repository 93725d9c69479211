"""The Digital Credentials API: an answer is opened by the one question it was sealed for, on the page that asked."""

import base64
import hashlib
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from palabre.adapters.age.eu.browser import BrowserQuestion, question, verify_browser
from palabre.ports.presentations import PresentationRefused
from tests.adapters.age.authority import AV, NOW_MS, Authority, Presentation, new_key

ORIGIN = "https://palabre.example"
NONCE = bytes(range(16))
SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def plain(text: str) -> Any:
    return cbor2.loads(base64.urlsafe_b64decode(text + "=="))


def transcript(encryption_info: str, origin: str) -> bytes:
    """As Annex C says it, in words of its own."""
    return cbor2.dumps([None, None, ["dcapi", hashlib.sha256(cbor2.dumps([encryption_info, origin])).digest()]])


def recipient(encryption_info: str) -> ec.EllipticCurvePublicKey:
    key = plain(encryption_info)[1]["recipientPublicKey"]
    x, y = (int.from_bytes(key[label], "big") for label in (-2, -3))
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()


def wallet(authority: Authority, data: dict[str, str], origin: str = ORIGIN, **parts: Any) -> str:
    """What a browser gives the page: a presentation for this origin, sealed for whoever asked."""
    info = data["encryptionInfo"]
    response = Presentation(authority, transcript=transcript(info, origin), **parts).response()
    sealed = SUITE.encrypt(response, recipient(info), transcript(info, origin))
    return base64url(cbor2.dumps(["dcapi", {"enc": sealed[:65], "cipherText": sealed[65:]}]))


def reason(response: str, asked: BrowserQuestion, authority: Authority) -> str:
    with pytest.raises(PresentationRefused) as refused:
        verify_browser(response, asked, ORIGIN, authority.anchors, NOW_MS)
    return refused.value.code


def test_one_element_is_asked_for_and_not_to_be_kept() -> None:
    data = question(NONCE).data()
    asked = plain(data["deviceRequest"])
    (only,) = asked["docRequests"]
    assert asked["version"] == "1.0"
    assert cbor2.loads(only["itemsRequest"].value) == {"docType": AV, "nameSpaces": {AV: {"age_over_18": False}}}
    kind, parameters = plain(data["encryptionInfo"])
    assert (kind, parameters["nonce"]) == ("dcapi", NONCE)


def test_an_answer_to_the_question_is_believed(authority: Authority) -> None:
    asked = question(NONCE)
    assert verify_browser(wallet(authority, asked.data()), asked, ORIGIN, authority.anchors, NOW_MS).is_over


def test_two_questions_have_two_keys() -> None:
    assert question(NONCE).encryption_info != question(NONCE).encryption_info
    with pytest.raises(ValueError, match="too short"):
        question(NONCE[:15])


def test_an_answer_to_another_question_is_not_opened(authority: Authority) -> None:
    asked, other = question(NONCE), question(NONCE)
    assert reason(wallet(authority, other.data()), asked, authority) == "answer_unopened"


def test_an_answer_given_on_another_page_is_not_opened(authority: Authority) -> None:
    asked = question(NONCE)
    assert reason(wallet(authority, asked.data(), "https://elsewhere.example"), asked, authority) == "answer_unopened"


def test_what_is_sealed_for_us_must_be_signed_for_us(authority: Authority) -> None:
    """Somebody may seal anything for a key that was told; what a device signed for another page stays that."""
    asked = question(NONCE)
    response = Presentation(authority, transcript=transcript(asked.encryption_info, "https://a.example")).response()
    sealed = SUITE.encrypt(response, asked.key.public_key(), asked.transcript(ORIGIN))
    answer = base64url(cbor2.dumps(["dcapi", {"enc": sealed[:65], "cipherText": sealed[65:]}]))
    assert reason(answer, asked, authority) == "device_signature"


def test_what_is_refused_of_a_link_is_refused_of_a_browser(authority: Authority) -> None:
    asked = question(NONCE)
    items = [Presentation.item("age_over_18", False)]
    assert reason(wallet(authority, asked.data(), items=items), asked, authority) == "not_over_18"
    assert reason(wallet(authority, asked.data(), signer_key=new_key()), asked, authority) == "issuer_signature"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (["dcapi", {"enc": bytes(65), "cipherText": bytes(40)}], "answer_unopened"),
        (["dcapi", {"enc": b"\4" + bytes(64), "cipherText": b""}], "answer_unopened"),
        (["dcapi", {"enc": bytes(64), "cipherText": bytes(40)}], "answer_unopened"),
        (["dcapi", {"enc": bytes(65)}], "unexpected_shape"),
        (["dcapi", {"enc": bytes(65), "cipherText": "text"}], "unexpected_shape"),
        (["dcapi"], "unexpected_shape"),
        (["other", {}], "unexpected_shape"),
        ([], "unexpected_shape"),
        ({}, "unexpected_shape"),
    ],
)
def test_what_is_no_sealed_answer_is_refused(authority: Authority, answer: object, code: str) -> None:
    assert reason(base64url(cbor2.dumps(answer)), question(NONCE), authority) == code


def test_an_answer_cut_in_another_place_is_not_opened(authority: Authority) -> None:
    asked = question(NONCE)
    parts = plain(wallet(authority, asked.data()))[1]
    whole = parts["enc"] + parts["cipherText"]
    answer = cbor2.dumps(["dcapi", {"enc": whole[:64], "cipherText": whole[64:]}])
    assert reason(base64url(answer), asked, authority) == "answer_unopened"


def test_letters_that_are_no_answer_are_refused(authority: Authority) -> None:
    asked = question(NONCE)
    assert reason("", asked, authority) == "malformed"
    assert reason("é", asked, authority) == "malformed"
    assert reason("A", asked, authority) == "malformed"
    assert reason("A" * 200_000, asked, authority) == "too_large"
