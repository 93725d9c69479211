"""The file an export of the vault is: records still sealed, and the wrapped keys of their days (JSON lines)."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec
import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct
from pyrage import x25519
from pyrage.x25519 import Identity

from palabre.adapters.vault.pairs import DayKey, WrapBroken, secret_of
from palabre.domain.connection_record import ConnectionRecord
from palabre.domain.vault_opening import Asked, Found
from palabre.ports.vault import SealedRecords

MOST_LINE = 64 * 1024 * 1024


class ExportBroken(Exception):
    """The file is no export of a vault, or not whole; the text says what was found."""


class Heading(Struct, frozen=True, kw_only=True, tag_field="kind", tag="export", forbid_unknown_fields=True):
    """Of which place, for which reference; `signing_key` checks what is signed by who opened it (Ed25519)."""

    place: str
    reference: str
    at_ms: int
    first: str
    last: str
    signing_key: str


class KeyLine(Struct, frozen=True, tag_field="kind", tag="key", forbid_unknown_fields=True):
    """A day's key, and the secret that signs for its opening, sealed for it."""

    key: DayKey
    signing: bytes


class RecordsLine(Struct, frozen=True, kw_only=True, tag_field="kind", tag="records", forbid_unknown_fields=True):
    """Records of a day, sealed."""

    day: str
    recipient: str
    count: int
    sealed: bytes


class EndLine(Struct, frozen=True, kw_only=True, tag_field="kind", tag="end", forbid_unknown_fields=True):
    """How many lines came before it, and the SHA-256 of their bytes."""

    lines: int
    sha256: str


Line = Heading | KeyLine | RecordsLine | EndLine
decoder = msgspec.json.Decoder(Line)


class Export:
    """One being written: `draft` becomes the file when it is `keep`-ed, and is gone otherwise."""

    def __init__(self, file: Path) -> None:
        """Raises OSError; FileExistsError when there is such a file."""
        if file.exists():
            raise FileExistsError(17, "File exists", str(file))
        self._file = file
        self._draft = file.with_name(f".{file.name}.{os.getpid()}")
        self._out = open(os.open(self._draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")  # noqa: SIM115 — kept
        self._digest = hashlib.sha256()
        self._lines = 0
        self._signer = Ed25519PrivateKey.generate()

    @property
    def signing_key(self) -> str:
        """The public key of who opens it, hexadecimal."""
        return self._signer.public_key().public_bytes_raw().hex()

    def head(self, *, place: str, reference: str, at_ms: int, first: str, last: str) -> None:
        self._write(
            Heading(place=place, reference=reference, at_ms=at_ms, first=first, last=last, signing_key=self.signing_key)
        )

    def add_keys(self, keys: Iterable[DayKey]) -> None:
        for key in keys:
            recipient = x25519.Recipient.from_str(key.recipient)
            self._write(KeyLine(key, pyrage.encrypt(self._signer.private_bytes_raw(), [recipient])))

    def add(self, records: SealedRecords) -> None:
        self._write(
            RecordsLine(day=records.day, recipient=records.recipient, count=records.count, sealed=records.sealed)
        )

    def finish(self) -> str:
        """Write its end; its SHA-256. It is not kept yet."""
        self._write(EndLine(lines=self._lines, sha256=self._digest.hexdigest()))
        self._out.flush()
        os.fsync(self._out.fileno())
        return self._digest.hexdigest()

    def keep(self) -> None:
        """Give it its name; raises OSError, FileExistsError when there is such a file meanwhile."""
        os.link(self._draft, self._file)

    def __enter__(self) -> "Export":
        return self

    def __exit__(self, *_: object) -> None:
        self._out.close()
        self._draft.unlink(missing_ok=True)

    def _write(self, line: Line) -> None:
        written = msgspec.json.encode(line) + b"\n"
        self._out.write(written)
        self._digest.update(written)
        self._lines += 1


class Opening:
    """An export that is whole, and the two keys it is opened with."""

    def __init__(self, file: Path, one: Identity, other: Identity) -> None:
        """Raises OSError, ExportBroken."""
        self._file = file
        self._pair = (one, other)
        self.heading, self.sha256 = checked(file)
        self._secrets: dict[str, Identity] = {}
        self._signer: Ed25519PrivateKey | None = None
        self.custodians: tuple[str, ...] = ()

    def unlock(self) -> None:
        """Open the keys of its days; raises WrapBroken, ExportBroken."""
        for line in lines_of(self._file):
            if isinstance(line, KeyLine):
                self._unlock(line)

    def _unlock(self, line: KeyLine) -> None:
        secret = secret_of(line.key, *self._pair)
        self._secrets[line.key.recipient] = secret
        holders = {str(each.to_public()) for each in self._pair}
        self.custodians = tuple(each.name for each in line.key.custodians if each.key in holders)
        signer = Ed25519PrivateKey.from_private_bytes(decrypted(line.signing, secret))
        if signer.public_key().public_bytes_raw().hex() != self.heading.signing_key:
            raise ExportBroken("its signing key is not the one it names")
        self._signer = signer

    def records(self, asked: Asked) -> Iterator[Found]:
        """What was asked for, in the order of the file; raises ExportBroken, WrapBroken."""
        for line in lines_of(self._file):
            if isinstance(line, RecordsLine) and asked.first <= line.day <= asked.last:
                yield from (Found(line.day, record) for record in self._opened(line) if asked.takes(record))

    def _opened(self, line: RecordsLine) -> list[ConnectionRecord]:
        if line.recipient not in self._secrets:
            raise WrapBroken(f"{line.day}: nothing opens some of its records: their key was destroyed")
        plain = decrypted(line.sealed, self._secrets[line.recipient])
        try:
            return [msgspec.json.decode(each, type=ConnectionRecord) for each in plain.splitlines() if each]
        except msgspec.DecodeError:
            raise ExportBroken(f"{line.day}: records that are none") from None

    def sign(self, said: bytes) -> str:
        """The signature of who opened it, hexadecimal; raises WrapBroken when it had no key to open."""
        if self._signer is None:
            raise WrapBroken("there is no key in it")
        return self._signer.sign(said).hex()


def decrypted(sealed: bytes, secret: Identity) -> bytes:
    """Raises ExportBroken."""
    try:
        plain: bytes = pyrage.decrypt(sealed, [secret])
    except pyrage.DecryptError:
        raise ExportBroken("what is sealed in it is damaged") from None
    return plain


def checked(file: Path) -> tuple[Heading, str]:
    """The heading and the SHA-256 of a file that is whole; raises OSError, ExportBroken."""
    digest, last, heading, count = hashlib.sha256(), None, None, 0
    with file.open("rb") as opened:
        for written in raw_lines(opened):
            if last is not None:
                raise ExportBroken("it goes on after its end")
            line = parsed(written)
            if isinstance(line, EndLine):
                last = line
                if (line.lines, line.sha256) != (count, digest.hexdigest()):
                    raise ExportBroken("it is not as it was written")
            if count == 0 and isinstance(line, Heading):
                heading = line
            digest.update(written)
            count += 1
    if heading is None or last is None:
        raise ExportBroken("it is cut short" if heading else "it is no export of a vault")
    return heading, digest.hexdigest()


def lines_of(file: Path) -> Iterator[Line]:
    with file.open("rb") as opened:
        yield from map(parsed, raw_lines(opened))


def raw_lines(opened: BinaryIO) -> Iterator[bytes]:
    while written := opened.readline(MOST_LINE):
        yield written


def parsed(written: bytes) -> Line:
    try:
        line: Line = decoder.decode(written)
    except msgspec.DecodeError:
        raise ExportBroken("it is no export of a vault, or damaged") from None
    return line


def identity_in(file: Path) -> Identity:
    """The secret key of a custodian, as `age-keygen` writes it; raises OSError, ExportBroken."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8", errors="replace").splitlines())
    found = [line for line in lines if line and not line.startswith("#")]
    try:
        (secret,) = found
        return Identity.from_str(secret)
    except (ValueError, pyrage.IdentityError):
        raise ExportBroken(f"{file}: expected one secret key of age (AGE-SECRET-KEY-1…)") from None


def make_identity(file: Path) -> str:
    """Write a new secret key (mode 0600); its public key. Raises OSError, FileExistsError when there is such a file."""
    identity = Identity.generate()
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(f"# public key: {identity.to_public()}\n{identity}\n")
        out.flush()
        os.fsync(out.fileno())
    return str(identity.to_public())
