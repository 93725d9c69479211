"""Issuers: whom a proof of age may come from, and whether a document signer is one of theirs."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512
from cryptography.hazmat.primitives.serialization import Encoding

from palabre.adapters.age.eu.cose import X5CHAIN, Sign1
from palabre.adapters.age.eu.limits import CLOCK_SKEW_MS, MAX_CERTIFICATE_BYTES, MAX_CHAIN
from palabre.adapters.age.eu.shape import read
from palabre.ports.presentations import PresentationFault, PresentationRefused

HASHES = (SHA256, SHA384, SHA512)


@dataclass(frozen=True)
class Anchor:
    """A pinned certificate: of an authority that issues document signers, or of a document signer itself."""

    certificate: x509.Certificate
    sha256: bytes


@dataclass(frozen=True)
class Signer:
    """A document signer under a pinned anchor, and what its signature is checked with."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePublicKey
    anchor: Anchor


def anchor_of(certificate: x509.Certificate) -> Anchor:
    return Anchor(certificate, hashlib.sha256(certificate.public_bytes(Encoding.DER)).digest())


def document_signer(signed: Sign1, anchors: tuple[Anchor, ...], now_ms: int) -> Signer:
    """Who signed, when a pinned anchor stands behind them, directly, and both certificates are in their time.

    No extension of a certificate is read: the EU's own test certificates carry an issuerAltName that cannot be parsed,
    and their key usage is not ISO's. Raises PresentationRefused.
    """
    der = leaf_of(signed)
    try:
        # The library warns of what it will refuse one day; whoever turned warnings into errors has it refused today.
        certificate = x509.load_der_x509_certificate(der)
        key = certificate.public_key()
        behind = [each for each in anchors if each.certificate == certificate or issued(each, certificate)]
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion, Warning):
        raise PresentationRefused("issuer_certificate_malformed") from None
    if not behind:
        raise PresentationRefused("issuer_unknown")
    # An authority that was renewed with the same key is there twice.
    anchor = next((each for each in behind if is_in_time(each.certificate, now_ms)), behind[0])
    require_in_time(anchor.certificate, now_ms, "authority_not_yet_valid", "authority_expired")
    require_in_time(certificate, now_ms, "issuer_certificate_not_yet_valid", "issuer_certificate_expired")
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise PresentationRefused("issuer_key")
    return Signer(certificate, key, anchor)


def leaf_of(signed: Sign1) -> bytes:
    """The first certificate of the x5chain (RFC 9360 §2), in DER. Raises PresentationRefused."""
    if X5CHAIN not in signed.unprotected:
        raise PresentationRefused("issuer_certificate_missing")
    chain = signed.unprotected[X5CHAIN]
    if isinstance(chain, list):
        if not 1 < len(chain) <= MAX_CHAIN:
            raise PresentationRefused("issuer_certificate_malformed")
        chain, *_ = (read(bytes, each, "issuer_certificate_malformed") for each in chain)
    der = read(bytes, chain, "issuer_certificate_malformed")
    if len(der) > MAX_CERTIFICATE_BYTES:
        raise PresentationRefused("issuer_certificate_malformed")
    return der


def issued(anchor: Anchor, certificate: x509.Certificate) -> bool:
    """Whether this anchor's key signed the certificate, in its name, with a hash that still holds."""
    if certificate.issuer != anchor.certificate.subject or not isinstance(certificate.signature_hash_algorithm, HASHES):
        return False
    try:
        certificate.verify_directly_issued_by(anchor.certificate)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def require_in_time(
    certificate: x509.Certificate, now_ms: int, too_soon: PresentationFault, too_late: PresentationFault
) -> None:
    """Raises PresentationRefused."""
    if not is_in_time(certificate, now_ms):
        is_early = now_ms < unix_ms(certificate.not_valid_before_utc)
        raise PresentationRefused(too_soon if is_early else too_late)


def is_in_time(certificate: x509.Certificate, now_ms: int) -> bool:
    """Whether it is valid now; clocks may differ by CLOCK_SKEW_MS."""
    begins, ends = unix_ms(certificate.not_valid_before_utc), unix_ms(certificate.not_valid_after_utc)
    return begins - CLOCK_SKEW_MS <= now_ms <= ends + CLOCK_SKEW_MS


def unix_ms(moment: datetime) -> int:
    return int(moment.timestamp()) * 1_000
