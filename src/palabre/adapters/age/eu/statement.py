"""The statement an issuer signs, ISO's mobile security object (ISO/IEC 18013-5, §9.1.2.4)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec

from palabre.adapters.age.eu import cbor
from palabre.adapters.age.eu.cose import read_key
from palabre.adapters.age.eu.issuers import unix_ms
from palabre.adapters.age.eu.limits import CLOCK_SKEW_MS, MAX_VALIDITY_MS
from palabre.adapters.age.eu.shape import Fields, encoded_bytes, fields, read
from palabre.ports.presentations import PresentationRefused

# Seconds without fractions, in UTC (§7.2.1 and §9.1.2.4).
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
REQUIRED = ("version", "digestAlgorithm", "valueDigests", "deviceKeyInfo", "docType", "validityInfo")


@dataclass(frozen=True, repr=False)
class Validity:
    """When it was signed, and from when to when it may be presented; Unix milliseconds."""

    signed_ms: int
    from_ms: int
    until_ms: int


@dataclass(frozen=True, repr=False)
class Statement:
    """What the issuer says: of which type, with which digests, for which device key, for how long."""

    doctype: str
    digests: Fields
    device_key: ec.EllipticCurvePublicKey
    validity: Validity


def read_statement(payload: bytes) -> Statement:
    """The statement in a payload whose signature was checked. Raises PresentationRefused.

    What an issuer adds to it is let pass: it is theirs to say, and no one else can have put it there.
    """
    said: Fields = read(dict, cbor.decode(encoded_bytes(cbor.decode(payload), "statement_malformed")))
    if not set(REQUIRED) <= set(said):
        raise PresentationRefused("statement_malformed")
    if said["version"] != "1.0":
        raise PresentationRefused("statement_version")
    if said["digestAlgorithm"] != "SHA-256":
        raise PresentationRefused("digest_algorithm")
    key_info: Fields = read(dict, said["deviceKeyInfo"], "statement_malformed")
    return Statement(
        doctype=read(str, said["docType"], "statement_malformed"),
        digests=read(dict, said["valueDigests"], "statement_malformed"),
        device_key=read_key(key_info.get("deviceKey"), "device_key"),
        validity=read_validity(said["validityInfo"]),
    )


def read_validity(value: object) -> Validity:
    """Raises PresentationRefused `dates_malformed`, `dates_disordered`, `valid_too_long`."""
    said = fields(value, ("signed", "validFrom", "validUntil"), ("expectedUpdate",), "dates_malformed")
    signed, begins, ends = (moment_ms(said[name]) for name in ("signed", "validFrom", "validUntil"))
    if not signed <= begins < ends:
        raise PresentationRefused("dates_disordered")
    if ends - signed > MAX_VALIDITY_MS:
        raise PresentationRefused("valid_too_long")
    return Validity(signed, begins, ends)


def moment_ms(value: object) -> int:
    """A tdate in Unix milliseconds. Raises PresentationRefused `dates_malformed`."""
    tag = read(cbor2.CBORTag, value, "dates_malformed")
    text = read(str, tag.value, "dates_malformed")
    if tag.tag != cbor.TAG_DATE_TIME or not MOMENT.fullmatch(text):
        raise PresentationRefused("dates_malformed")
    try:
        return unix_ms(datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC))
    except ValueError:
        raise PresentationRefused("dates_malformed") from None


def require_valid(validity: Validity, now_ms: int) -> None:
    """Raises PresentationRefused `not_yet_valid`, `expired`; clocks may differ by CLOCK_SKEW_MS."""
    if now_ms + CLOCK_SKEW_MS < validity.from_ms:
        raise PresentationRefused("not_yet_valid")
    if now_ms - CLOCK_SKEW_MS > validity.until_ms:
        raise PresentationRefused("expired")
