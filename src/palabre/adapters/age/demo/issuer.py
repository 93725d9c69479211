"""A demo's issuer of proofs of age, made at start and marked: whoever believes it believes anybody."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from palabre.adapters.age.demo.credential import Credential, Wording, issue
from palabre.adapters.age.eu.issuers import Anchor, anchor_of
from palabre.adapters.age.marks import DEMO_MARK
from palabre.ports.clock import Clock

YEAR = timedelta(days=365)
HOUR = timedelta(hours=1)


class DemoIssuer:
    """An authority and one document signer under it; the keys are in memory and end with the process."""

    def __init__(self, clock: Clock) -> None:
        now = datetime.fromtimestamp(clock.now_ms() // 1_000, UTC)
        authority_key, self._key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        authority = certified("Palabre demo authority", authority_key, "Palabre demo authority", authority_key, now)
        signer = certified("Palabre demo signer", self._key, "Palabre demo authority", authority_key, now)
        self._certificate = signer.public_bytes(Encoding.DER)
        self._anchor = anchor_of(authority)

    def anchors(self, now_ms: int) -> tuple[Anchor, ...]:
        """The demo's authority; for WalletPresentations, in demo mode only."""
        del now_ms
        return (self._anchor,)

    def issue(self, device_key: ec.EllipticCurvePublicKey, wording: Wording) -> Credential:
        """A credential for the wallet that holds this key."""
        return issue(self._key, self._certificate, device_key, wording)


def certified(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    now: datetime,
) -> x509.Certificate:
    """A certificate for this key, from a year ago, so that what has expired since can be shown, to a year from now."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(marked(name))
        .issuer_name(marked(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - YEAR)
        .not_valid_after(now + YEAR)
    )
    return builder.sign(issuer_key, SHA256())


def marked(name: str) -> x509.Name:
    """A name that says what it is; a trusted list refuses whoever bears it."""
    attributes = ((NameOID.ORGANIZATION_NAME, DEMO_MARK), (NameOID.COMMON_NAME, name))
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in attributes])
