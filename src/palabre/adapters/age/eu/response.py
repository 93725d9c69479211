"""A wallet's answer taken apart (DeviceResponse, ISO/IEC 18013-5, §8.3.2.1.2.2): one document, one element, no more."""

from dataclasses import dataclass

from palabre.adapters.age.eu import cbor
from palabre.adapters.age.eu.cose import Sign1, read_sign1
from palabre.adapters.age.eu.limits import DOCTYPE, ELEMENT, MIN_SALT_BYTES, NAMESPACE
from palabre.adapters.age.eu.shape import Fields, encoded_bytes, fields, read
from palabre.ports.presentations import PresentationRefused

EMPTY_MAP = b"\xa0"


@dataclass(frozen=True, repr=False)
class Item:
    """The element disclosed, and the bytes its digest is of."""

    digest_id: int
    value: object
    encoded: bytes


@dataclass(frozen=True, repr=False)
class IssuerSigned:
    """What comes from the issuer: the element, and the signature on the statement that has its digest."""

    item: Item
    auth: Sign1


@dataclass(frozen=True, repr=False)
class Answer:
    """A document of the profile: what its issuer signed, and the device's signature on this very answer."""

    issuer_signed: IssuerSigned
    device_auth: Sign1
    device_namespaces: bytes


def read_answer(device_response: bytes) -> Answer:
    """Raises PresentationRefused; what it gives has the right shape and is not believed yet."""
    document = only_document(cbor.decode(device_response))
    if read(str, document["docType"]) != DOCTYPE:
        raise PresentationRefused("wrong_doctype")
    issuer_signed = read_issuer_signed(document["issuerSigned"])
    device_signed = document["deviceSigned"]
    if device_signed is None:
        raise PresentationRefused("device_signature_missing")
    device = fields(device_signed, ("nameSpaces", "deviceAuth"))
    namespaces = encoded_bytes(device["nameSpaces"])
    if namespaces != EMPTY_MAP:
        raise PresentationRefused("too_much_disclosed")
    return Answer(issuer_signed, read_device_auth(device["deviceAuth"]), namespaces)


def only_document(response: object) -> Fields:
    """The one document of a response. Raises PresentationRefused."""
    found = fields(response, ("version", "status"), ("documents", "documentErrors"))
    if found["version"] != "1.0":
        raise PresentationRefused("wrong_version")
    if read(int, found["status"]) != 0 or "documentErrors" in found:
        raise PresentationRefused("wallet_declined")
    documents = read(list, found.get("documents", []))
    if len(documents) != 1:
        raise PresentationRefused("too_many_documents" if documents else "no_document")
    document = fields(documents[0], ("docType", "issuerSigned"), ("deviceSigned", "errors"))
    if "errors" in document:
        raise PresentationRefused("wallet_declined")
    return {"deviceSigned": None, **document}


def read_issuer_signed(value: object) -> IssuerSigned:
    """Raises PresentationRefused."""
    signed = fields(value, ("issuerAuth",), ("nameSpaces",))
    return IssuerSigned(only_item(signed.get("nameSpaces", {})), read_sign1(signed["issuerAuth"], "issuer_algorithm"))


def only_item(value: object) -> Item:
    """The one element of the profile's namespace. Raises PresentationRefused."""
    namespaces: Fields = read(dict, value)
    items = [item for each in namespaces.values() for item in read(list, each)]
    if not items:
        raise PresentationRefused("nothing_disclosed")
    if len(items) > 1 or len(namespaces) > 1:
        raise PresentationRefused("too_much_disclosed")
    if NAMESPACE not in namespaces:
        raise PresentationRefused("wrong_namespace")
    return read_item(encoded_bytes(items[0]))


def read_item(data: bytes) -> Item:
    """Raises PresentationRefused."""
    item = fields(cbor.decode(data), ("digestID", "random", "elementIdentifier", "elementValue"))
    if len(read(bytes, item["random"])) < MIN_SALT_BYTES:
        raise PresentationRefused("salt_too_short")
    if item["elementIdentifier"] != ELEMENT:
        raise PresentationRefused("wrong_element")
    return Item(read(int, item["digestID"]), item["elementValue"], cbor.encoded(data))


def read_device_auth(value: object) -> Sign1:
    """The device's signature, made on bytes both sides know. Raises PresentationRefused."""
    auth: Fields = read(dict, value)
    if "deviceMac" in auth:
        raise PresentationRefused("device_mac")
    if "deviceSignature" not in auth:
        raise PresentationRefused("device_signature_missing")
    if len(auth) > 1:
        raise PresentationRefused("unexpected_shape")
    signed = read_sign1(auth["deviceSignature"], "device_algorithm")
    if signed.payload is not None:
        raise PresentationRefused("device_payload")
    return signed
