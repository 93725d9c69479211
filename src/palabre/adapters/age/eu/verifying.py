"""Verifying a presentation of the EU age verification profile: whatever is not shown to hold is refused."""

import hashlib
import hmac

from palabre.adapters.age.eu.issuers import Anchor, Signer, document_signer, unix_ms
from palabre.adapters.age.eu.limits import CLOCK_SKEW_MS, DOCTYPE, NAMESPACE, THRESHOLD
from palabre.adapters.age.eu.response import Answer, IssuerSigned, Item, read_answer
from palabre.adapters.age.eu.shape import Fields, read
from palabre.adapters.age.eu.statement import Statement, read_statement, require_valid
from palabre.adapters.age.eu.transcript import device_authentication
from palabre.domain.age_found import AgeFound
from palabre.ports.presentations import PresentationRefused


def verify(device_response: bytes, *, transcript: bytes, anchors: tuple[Anchor, ...], now_ms: int) -> AgeFound:
    """What this DeviceResponse proves at `now_ms` (Unix milliseconds), as the answer to the request of `transcript`.

    Follows ISO/IEC 18013-5 §9.3.1 and §9.1.3. Raises PresentationRefused for everything else than one `age_over_18`
    that is true, signed by an issuer under a pinned anchor, in its time, for the device that signed this answer.
    """
    answer = read_answer(device_response)
    statement, found = verify_issuer_signed(answer.issuer_signed, anchors, now_ms)
    require_device(answer, statement, transcript)
    # Asked last: nobody is told to be a minor by whoever forged a proof.
    if not found.is_over:
        raise PresentationRefused("not_over_18")
    return found


def verify_issuer_signed(signed: IssuerSigned, anchors: tuple[Anchor, ...], now_ms: int) -> tuple[Statement, AgeFound]:
    """What the issuer says at this time, of whoever holds the device key. Raises PresentationRefused."""
    signer = document_signer(signed.auth, anchors, now_ms)
    if signed.auth.payload is None:
        raise PresentationRefused("statement_malformed")
    if not signed.auth.is_signed_by(signer.key, signed.auth.payload):
        raise PresentationRefused("issuer_signature")
    statement = read_statement(signed.auth.payload)
    if statement.doctype != DOCTYPE:
        raise PresentationRefused("doctype_mismatch")
    require_digest(signed.item, statement.digests)
    require_signed_in_time(statement, signer)
    require_valid(statement.validity, now_ms)
    return statement, AgeFound(
        threshold=THRESHOLD,
        is_over=read(bool, signed.item.value, "not_a_boolean"),
        issuer_sha256=signer.anchor.sha256,
        presentation_sha256=hashlib.sha256(signed.auth.payload).digest(),
        presentation_ends_ms=statement.validity.until_ms + CLOCK_SKEW_MS,
    )


def require_digest(item: Item, digests: Fields) -> None:
    """The element is the one the issuer signed the digest of. Raises PresentationRefused."""
    of_namespace: Fields = read(dict, digests.get(NAMESPACE, {}), "statement_malformed")
    if item.digest_id not in of_namespace:
        raise PresentationRefused("digest_missing")
    signed = read(bytes, of_namespace[item.digest_id], "statement_malformed")
    if not hmac.compare_digest(signed, hashlib.sha256(item.encoded).digest()):
        raise PresentationRefused("digest_mismatch")


def require_signed_in_time(statement: Statement, signer: Signer) -> None:
    """The issuer signed while its certificate was valid (§9.3.1). Raises PresentationRefused."""
    begins, ends = signer.certificate.not_valid_before_utc, signer.certificate.not_valid_after_utc
    if not unix_ms(begins) <= statement.validity.signed_ms <= unix_ms(ends):
        raise PresentationRefused("signed_outside_certificate")


def require_device(answer: Answer, statement: Statement, transcript: bytes) -> None:
    """The device the statement is for signed this answer, to this request. Raises PresentationRefused."""
    signed = device_authentication(transcript, DOCTYPE, answer.device_namespaces)
    if not answer.device_auth.is_signed_by(statement.device_key, signed):
        raise PresentationRefused("device_signature")
