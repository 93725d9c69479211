"""The trusted list: a file of the issuers an operator believes, good until its own end, read again when it changes."""

import logging
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec import Meta, Struct

from palabre.adapters.age.eu.issuers import Anchor, anchor_of, unix_ms
from palabre.adapters.age.eu.limits import CLOCK_SKEW_MS, MAX_ANCHORS, MAX_LIST_BYTES, MAX_LIST_LIFE_MS
from palabre.adapters.age.marks import DEMO_MARK
from palabre.ports.clock import Clock

log = logging.getLogger("palabre.age")
DAY_MS = 86_400_000
# Whether adult rooms can be entered at all is asked more often than a file should be.
READ_EVERY_MS = 1_000


class TrustedListBroken(Exception):
    """A list that cannot be used; the text is one sentence for the operator."""


class ListedIssuer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[issuers]]`: a name for people, and one certificate in PEM."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    certificate: str


class ListFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file: when whoever keeps it looked at it last, until when that may be relied on, and whom it names."""

    issued: datetime
    expires: datetime
    issuers: Annotated[tuple[ListedIssuer, ...], Meta(min_length=1, max_length=MAX_ANCHORS)]


@dataclass(frozen=True)
class Pinned:
    """A list in use; Unix milliseconds."""

    issued_ms: int
    expires_ms: int
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True)
class ListState:
    """What to tell an operator: the list's age, its end, whom it names, and what is wrong with the file now."""

    age_ms: int
    expires_ms: int
    issuers: int
    fault: str | None


class TrustedList:
    """A broken file changes nothing: the last good list stays, until its own end and no longer.

    Raises TrustedListBroken when the first cannot be used, or has expired. May be asked from any thread.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._fault: str | None = None
        self._read_ms = clock.now_ms()
        self._content = read_bytes(path)
        self._pinned = pinned(self._content, self._read_ms)
        if self._read_ms > self._pinned.expires_ms:
            raise TrustedListBroken(f"it expired on {day(self._pinned.expires_ms)}")

    def anchors(self, now_ms: int) -> tuple[Anchor, ...]:
        """Whom the list names now; nobody once it has expired."""
        with self._lock:
            self._refresh(now_ms)
            return self._pinned.anchors if now_ms <= self._pinned.expires_ms else ()

    def state(self, now_ms: int) -> ListState:
        """How the list is; asked after `anchors`, it is of the same reading."""
        with self._lock:
            self._refresh(now_ms)
            one = self._pinned
            return ListState(max(0, now_ms - one.issued_ms), one.expires_ms, len(one.anchors), self._fault)

    def _refresh(self, now_ms: int) -> None:
        if abs(now_ms - self._read_ms) < READ_EVERY_MS:
            return
        self._read_ms = now_ms
        # The bytes are compared, not the date of the file: a copy may keep it, and two writes may share one.
        try:
            content = read_bytes(self._path)
            if content != self._content:
                self._pinned, self._content = pinned(content, now_ms), content
            self._note(None)
        except TrustedListBroken as broken:
            self._note(str(broken))

    def _note(self, fault: str | None) -> None:
        if fault != self._fault:
            log.warning("the trusted list is %s", f"not the one on disk: {fault}" if fault else "the one on disk again")
        self._fault = fault


def read_bytes(path: Path) -> bytes:
    """Raises TrustedListBroken."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_LIST_BYTES + 1)
    except OSError as error:
        raise TrustedListBroken(f"it cannot be read: {error.strerror}") from None
    if len(content) > MAX_LIST_BYTES:
        raise TrustedListBroken(f"it is larger than {MAX_LIST_BYTES} bytes")
    return content


def pinned(content: bytes, now_ms: int) -> Pinned:
    """The list in these bytes, whole. Raises TrustedListBroken."""
    try:
        file = msgspec.toml.decode(content, type=ListFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TrustedListBroken(f"it is not as documented: {error}") from None
    if file.issued.tzinfo is None or file.expires.tzinfo is None:
        raise TrustedListBroken("`issued` and `expires` must say their time zone, as in 2026-11-22T00:00:00Z")
    issued_ms, expires_ms = unix_ms(file.issued), unix_ms(file.expires)
    if issued_ms > now_ms + CLOCK_SKEW_MS:
        raise TrustedListBroken(f"it was issued on {day(issued_ms)}, which is to come")
    if not issued_ms < expires_ms <= issued_ms + MAX_LIST_LIFE_MS:
        raise TrustedListBroken(f"`expires` must be within {MAX_LIST_LIFE_MS // DAY_MS} days after `issued`")
    anchors = tuple(listed(issuer) for issuer in file.issuers)
    if len({anchor.sha256 for anchor in anchors}) < len(anchors):
        raise TrustedListBroken("it names an issuer twice")
    return Pinned(issued_ms, expires_ms, anchors)


def listed(issuer: ListedIssuer) -> Anchor:
    """Raises TrustedListBroken."""
    try:
        (certificate,) = x509.load_pem_x509_certificates(issuer.certificate.encode())
        key = certificate.public_key()
        organisations = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    except (ValueError, UnsupportedAlgorithm):
        raise TrustedListBroken(f"`{issuer.name}` has no certificate that can be read, or several") from None
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TrustedListBroken(f"`{issuer.name}` has a key of another kind than the profile's elliptic curves")
    if any(organisation.value == DEMO_MARK for organisation in organisations):
        raise TrustedListBroken(f"`{issuer.name}` is a demo's issuer: anybody has proofs of it")
    return anchor_of(certificate)


def day(unix_milliseconds: int) -> str:
    return datetime.fromtimestamp(unix_milliseconds // 1_000, UTC).date().isoformat()
