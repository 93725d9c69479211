"""Every way in which a presentation is wrong, with the one reason it is refused for."""

from collections.abc import Callable
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from palabre.ports.presentations import PresentationFault
from tests.adapters.age.authority import (
    AV,
    DAY,
    LONG_EXTENSION,
    NOW,
    SITE,
    Authority,
    Presentation,
    certificate,
    der,
    new_key,
    tagged,
    transcript,
)

Change = Callable[[Presentation], None]
CLIENT, NONCE, ADDRESS = SITE
ELSEWHERE = "https://elsewhere.example/response"


def having(**parts: Any) -> Change:
    """A presentation with these parts instead of its own."""

    def change(presentation: Presentation) -> None:
        for name, value in parts.items():
            setattr(presentation, name, value)

    return change


def at(*path: Any, to: object) -> Callable[[Any], None]:
    """Something with the value at `path` replaced."""

    def change(whole: Any) -> None:
        for step in path[:-1]:
            whole = whole[step]
        whole[path[-1]] = to

    return change


def without(*path: Any) -> Callable[[Any], None]:
    """Something without what is at `path`."""

    def change(whole: Any) -> None:
        for step in path[:-1]:
            whole = whole[step]
        del whole[path[-1]]

    return change


def item(element: str = "age_over_18", value: object = True, **parts: Any) -> Change:
    return having(items=[Presentation.item(element, value, **parts)])


def items(*elements: str) -> Change:
    return having(items=[Presentation.item(element, True, place=place) for place, element in enumerate(elements)])


def response(change: Callable[[Any], None]) -> Change:
    return having(change_response=change)


def document(change: Callable[[Any], None]) -> Change:
    return having(change_document=change)


def statement(change: Callable[[Any], None]) -> Change:
    return having(change_statement=change)


def payload(change: Callable[[bytes], bytes]) -> Change:
    return having(change_payload=change)


def chain(length: int) -> Change:
    """The signer's own certificate so many times."""

    def change(presentation: Presentation) -> None:
        presentation.issuer_beside = {33: [der(presentation.authority.signer)] * length}

    return change


def longer(label: int) -> Change:
    """A coordinate of the device key with a zero before it: the same number, in more bytes."""

    def change(whole: Any) -> None:
        key = whole["deviceKeyInfo"]["deviceKey"]
        key[label] = b"\0" + key[label]

    return statement(change)


def written(text: str) -> cbor2.CBORTag:
    """A date in these letters."""
    return cbor2.CBORTag(0, text)


def dated(which: str, value: object) -> Change:
    return statement(at("validityInfo", which, to=value))


def sent(change: Callable[[bytes], bytes]) -> Change:
    return having(change_bytes=change)


def wrapped_as_a_date(whole: Any) -> None:
    """The right bytes under the other tag there is."""
    elements = whole["issuerSigned"]["nameSpaces"][AV]
    elements[0] = cbor2.CBORTag(0, elements[0].value)


def disclosed_without_the_issuer(presentation: Presentation) -> None:
    """The wallet changes "no" to "yes" after the issuer signed."""
    presentation.items = [Presentation.item("age_over_18", False)]
    presentation.change_items = at(0, to=cbor2.dumps(Presentation.item("age_over_18", True)))


def signer(**parts: Any) -> Change:
    """A document signer whose certificate differs in these parts."""

    def change(presentation: Presentation) -> None:
        authority = presentation.authority
        other = certificate(authority.signer_key, authority.key, **parts)
        presentation.issuer_beside = {33: der(other)}

    return change


def signer_of_another_kind(key: Any) -> Change:
    def change(presentation: Presentation) -> None:
        presentation.issuer_beside = {33: der(certificate(key, presentation.authority.key))}

    return change


def signer_of_another_authority(presentation: Presentation) -> None:
    """Of the same names; only the key is another."""
    presentation.authority = Authority()
    presentation.issuer_beside = {33: der(presentation.authority.signer)}


def signer_signed_by_a_signer(presentation: Presentation) -> None:
    """A chain that ends under the anchor, but not directly."""
    authority, key = presentation.authority, new_key()
    between = certificate(key, authority.signer_key, subject="Another", issuer="Test signer")
    presentation.signer_key = key
    presentation.issuer_beside = {33: [der(between), der(authority.signer)]}


def signature(change: Callable[[bytes], bytes]) -> Callable[[Any], None]:
    """A document whose issuer's signature is changed."""

    def changed(whole: Any) -> None:
        auth = whole["issuerSigned"]["issuerAuth"]
        auth[3] = change(auth[3])

    return changed


DEVICE = ("deviceSigned", "deviceAuth")
AUTH = ("issuerSigned", "issuerAuth")
INDEFINITE = b"\xbf\x67version\x631.0\x66status\x00\xff"

REFUSALS: tuple[tuple[str, PresentationFault, Change], ...] = (
    # What comes in is no CBOR of the kind a wallet writes.
    ("larger than any answer", "too_large", sent(lambda data: data + bytes(64 * 1024))),
    ("nothing at all", "malformed", sent(lambda _: b"")),
    ("cut short", "malformed", sent(lambda data: data[:-1])),
    ("something after the end", "malformed", sent(lambda data: data + b"\xf6")),
    ("an indefinite length", "malformed", sent(lambda _: INDEFINITE)),
    ("a length longer than it need be", "malformed", sent(lambda data: b"\xb8\x03" + data[1:])),
    ("a key twice", "malformed", sent(lambda data: b"\xa4\x66status\x00" + data[1:])),
    ("a key that is a list", "malformed", sent(lambda _: b"\xa1\x81\x01\x00")),
    ("a tag that means something", "malformed", sent(lambda data: b"\xd9\xd9\xf7" + data)),
    ("a shared reference", "malformed", sent(lambda _: b"\xd8\x1c\x81\xd8\x1d\x00")),
    ("a floating number", "malformed", sent(lambda _: b"\xfb" + bytes(8))),
    ("a value without meaning", "malformed", sent(lambda _: b"\xf7")),
    ("text that is none", "malformed", sent(lambda _: b"\x61\xff")),
    ("without a bottom", "malformed", sent(lambda _: b"\x81" * 5_000 + b"\x00")),
    ("more items than it has bytes", "malformed", sent(lambda _: b"\x9b" + b"\xff" * 8)),
    ("thousands of items", "malformed", sent(lambda _: b"\x99\x20\x00" + bytes(0x2000))),
    # It is CBOR, and no answer.
    ("a list", "unexpected_shape", sent(lambda _: b"\x80")),
    ("a field nobody knows", "unexpected_shape", response(at("photo", to=b"jpeg"))),
    ("a field beside the document's", "unexpected_shape", document(at("name", to="Chloé"))),
    ("a field in the element", "unexpected_shape", item(portrait=b"")),
    ("a status of another kind", "unexpected_shape", response(at("status", to=False))),
    ("an element that is not wrapped", "unexpected_shape", document(at("issuerSigned", "nameSpaces", AV, 0, to=b""))),
    ("an element wrapped as a date", "unexpected_shape", document(wrapped_as_a_date)),
    ("a signature in three parts", "unexpected_shape", document(without(*AUTH, 2))),
    ("two kinds of device signature", "unexpected_shape", document(at(*DEVICE, "deviceOther", to=[]))),
    ("another version", "wrong_version", response(at("version", to="1.1"))),
    ("an error for a status", "wallet_declined", response(at("status", to=10))),
    ("errors for the documents", "wallet_declined", response(at("documentErrors", to=[{AV: 0}]))),
    ("errors in the document", "wallet_declined", document(at("errors", to={AV: {"age_over_18": 0}}))),
    ("no documents", "no_document", response(without("documents"))),
    ("an empty list of documents", "no_document", response(at("documents", to=[]))),
    ("two documents", "too_many_documents", response(lambda whole: whole["documents"].append(whole["documents"][0]))),
    # It is about something else, or says more.
    ("a driving licence", "wrong_doctype", having(doctype="org.iso.18013.5.1.mDL")),
    ("a licence shown as a proof of age", "doctype_mismatch", having(statement_doctype="org.iso.18013.5.1.mDL")),
    ("an element of another namespace", "wrong_namespace", having(namespace="org.iso.18013.5.1")),
    ("no namespace", "nothing_disclosed", document(without("issuerSigned", "nameSpaces"))),
    ("no element", "nothing_disclosed", document(at("issuerSigned", "nameSpaces", AV, to=[]))),
    ("two thresholds", "too_much_disclosed", items("age_over_18", "age_over_21")),
    ("the same element twice", "too_much_disclosed", items("age_over_18", "age_over_18")),
    ("an empty namespace beside", "too_much_disclosed", document(at("issuerSigned", "nameSpaces", "other", to=[]))),
    ("an element the device adds", "too_much_disclosed", having(device_namespaces={AV: {"birth_date": "1990-01-01"}})),
    ("a birth date", "wrong_element", item("birth_date", "1990-01-01")),
    ("another threshold", "wrong_element", item("age_over_21")),
    ("a text for an answer", "not_a_boolean", item(value="true")),
    ("a number for an answer", "not_a_boolean", item(value=1)),
    ("an element one could guess", "salt_too_short", item(salt=b"fifteen bytes !")),
    # The issuer.
    ("a header that must be understood", "critical_header", having(issuer_protected={1: -7, 2: [9]})),
    ("another algorithm", "issuer_algorithm", having(issuer_protected={1: -35})),
    ("no algorithm", "issuer_algorithm", having(issuer_protected={})),
    ("an algorithm nobody signed", "issuer_algorithm", document(at(*AUTH, 1, 1, to=-7))),
    ("no certificate", "issuer_certificate_missing", having(issuer_beside={4: b"key"})),
    ("a certificate of letters", "issuer_certificate_malformed", having(issuer_beside={33: b"certificate"})),
    ("a chain of one", "issuer_certificate_malformed", chain(1)),
    ("a chain longer than any", "issuer_certificate_malformed", chain(5)),
    ("a certificate too large", "issuer_certificate_malformed", signer(extension=LONG_EXTENSION)),
    ("an authority of the same name", "issuer_unknown", signer_of_another_authority),
    ("a signer under a signer", "issuer_unknown", signer_signed_by_a_signer),
    ("a signer that names another authority", "issuer_unknown", signer(issuer="Another authority")),
    ("a signer certified with a digest too short", "issuer_unknown", signer(digest=hashes.SHA224())),
    ("a signer past its time", "issuer_certificate_expired", signer(ends=NOW - DAY)),
    ("a signer before its time", "issuer_certificate_not_yet_valid", signer(begins=NOW + DAY)),
    ("a key on another curve", "issuer_key", signer_of_another_kind(new_key(ec.SECP384R1))),
    ("a key of another kind", "issuer_key", signer_of_another_kind(ed25519.Ed25519PrivateKey.generate())),
    ("signed by somebody else", "issuer_signature", having(signer_key=new_key())),
    ("a signature cut short", "issuer_signature", document(signature(lambda whole: whole[:-1]))),
    ("a signature of zeros", "issuer_signature", document(signature(lambda whole: bytes(len(whole))))),
    ("a signature in DER", "issuer_signature", document(signature(lambda whole: b"\x30\x44" + whole))),
    # What the issuer signed.
    ("a statement sent apart", "statement_malformed", document(at(*AUTH, 2, to=None))),
    ("a statement that is not wrapped", "statement_malformed", payload(lambda _: cbor2.dumps({}))),
    ("an empty statement", "statement_malformed", payload(lambda _: cbor2.dumps(tagged(cbor2.dumps({}))))),
    ("a statement without dates", "statement_malformed", statement(without("validityInfo"))),
    ("a statement that is no CBOR", "malformed", payload(lambda _: cbor2.dumps(tagged(b"\xff")))),
    ("a statement of another version", "statement_version", statement(at("version", to="2.0"))),
    ("another digest", "digest_algorithm", statement(at("digestAlgorithm", to="SHA-512"))),
    ("digests of another namespace", "digest_missing", having(digests_namespace="org.iso.18013.5.1")),
    ("an element never signed", "digest_missing", item(place=7)),
    ("a no turned into a yes", "digest_mismatch", disclosed_without_the_issuer),
    ("an empty digest", "digest_mismatch", statement(at("valueDigests", AV, 0, to=b""))),
    ("dates without a tag", "dates_malformed", dated("signed", "2026-11-21T12:00:00Z")),
    ("dates of another tag", "dates_malformed", dated("signed", tagged(b""))),
    ("dates with fractions", "dates_malformed", dated("signed", written("2026-11-21T12:00:00.5Z"))),
    ("a date of another zone", "dates_malformed", dated("signed", written("2026-11-21T12:00:00+01:00"))),
    ("a day there is not", "dates_malformed", dated("signed", written("2026-02-30T00:00:00Z"))),
    ("a date in words", "dates_malformed", dated("validFrom", written("tomorrow"))),
    ("no end", "dates_malformed", statement(without("validityInfo", "validUntil"))),
    ("an end before its beginning", "dates_disordered", having(ends=NOW - 2 * DAY)),
    ("an end at its beginning", "dates_disordered", having(begins=NOW, ends=NOW)),
    ("signed after it began", "dates_disordered", having(signed=NOW, begins=NOW - DAY)),
    ("longer than three months", "valid_too_long", having(ends=NOW + 92 * DAY)),
    ("signed before its signer was", "signed_outside_certificate", signer(begins=NOW)),
    ("not begun", "not_yet_valid", having(begins=NOW + DAY)),
    ("past its end", "expired", having(signed=NOW - 9 * DAY, begins=NOW - 9 * DAY, ends=NOW - DAY)),
    # The device.
    ("no device key", "device_key", statement(at("deviceKeyInfo", to={}))),
    ("a device key off its curve", "device_key", statement(at("deviceKeyInfo", "deviceKey", -2, to=bytes(32)))),
    ("a device key with a sign for y", "device_key", statement(at("deviceKeyInfo", "deviceKey", -3, to=True))),
    ("a device key cut short", "device_key", statement(at("deviceKeyInfo", "deviceKey", -2, to=bytes(31)))),
    ("a device key with true for a curve", "device_key", statement(at("deviceKeyInfo", "deviceKey", -1, to=True))),
    ("a device key with an x too long", "device_key", longer(-2)),
    ("a device key with a y too long", "device_key", longer(-3)),
    ("a device key on another curve", "device_key", statement(at("deviceKeyInfo", "deviceKey", -1, to=2))),
    ("no device signature", "device_signature_missing", document(without("deviceSigned"))),
    ("an empty device signature", "device_signature_missing", document(at(*DEVICE, to={}))),
    ("a code for a signature", "device_mac", document(at(*DEVICE, to={"deviceMac": [b"", {}, None, bytes(32)]}))),
    ("a device with another algorithm", "device_algorithm", having(device_protected={1: -8})),
    ("a text of the device's own", "device_payload", document(at(*DEVICE, "deviceSignature", 2, to=b"anything"))),
    ("another device", "device_signature", having(device_signs_with=new_key())),
    ("another nonce", "device_signature", having(transcript=transcript(CLIENT, "another-nonce", ADDRESS))),
    ("another site", "device_signature", having(transcript=transcript(f"redirect_uri:{ELSEWHERE}", NONCE, ELSEWHERE))),
    ("our name, another address", "device_signature", having(transcript=transcript(CLIENT, NONCE, ELSEWHERE))),
    ("a device that signed nothing of it", "device_signature", having(transcript=cbor2.dumps([None, None, None]))),
    ("a device's signature of zeros", "device_signature", document(at(*DEVICE, "deviceSignature", 3, to=bytes(64)))),
    # All of it holds, and it says no.
    ("under 18", "not_over_18", item(value=False)),
)  # fmt: skip
