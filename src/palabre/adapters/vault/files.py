"""The vault of a public place: records sealed for the key of their day, whose wraps lie in files of their own."""

import hashlib
import os
import secrets
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import msgspec
import pyrage
from pyrage import x25519

from palabre.adapters.vault.pairs import DayKey, new_day_key
from palabre.domain.connection_record import Record
from palabre.domain.custodian import Custodian
from palabre.ports.store import StoreUnavailable
from palabre.ports.vault import SealedRecords

# The size of what is sealed must not tell what is in it.
PADDED_TO = 256
MOST_DAYS_AT_HAND = 4
SUFFIX = ".json"


class FileVault:
    """Keeps `DAY/ID.json` (mode 0600) in one folder, one for each key of a day: the public part and the wraps.

    A server that starts again goes on with the day's key while its custodians are the configured ones. The folder must
    not lie with the data, nor in their backups.
    """

    def __init__(self, folder: Path, custodians: Sequence[Custodian]) -> None:
        self.folder = folder
        self._custodians = tuple(custodians)
        self._recipients: dict[str, x25519.Recipient] = {}

    def seal(self, records: Sequence[Record]) -> list[SealedRecords]:
        by_day = groupby(sorted(records, key=attrgetter("day")), key=attrgetter("day"))
        return [self._seal(day.isoformat(), [each.plain for each in found]) for day, found in by_day]

    def forget(self, last: date) -> int:
        due = [folder for folder in day_folders(self.folder) if folder.name <= last.isoformat()]
        for folder in due:
            destroy(folder)
        return len(due)

    def _seal(self, day: str, plains: list[bytes]) -> SealedRecords:
        recipient = self._recipient(day)
        # Who wrote before whom is not kept: in order of their digests, which is none.
        sealed = pyrage.encrypt(padded(b"\n".join(sorted(plains))), [recipient])
        return SealedRecords(day=day, recipient=str(recipient), count=len(plains), sealed=sealed)

    def _recipient(self, day: str) -> x25519.Recipient:
        if day not in self._recipients:
            try:
                key = self._kept(day) or self._make(day)
            except OSError:
                raise StoreUnavailable from None
            while len(self._recipients) >= MOST_DAYS_AT_HAND:
                del self._recipients[min(self._recipients)]
            self._recipients[day] = x25519.Recipient.from_str(key.recipient)
        return self._recipients[day]

    def _kept(self, day: str) -> DayKey | None:
        """The day's key, if these custodians have one."""
        return next((key for key in keys_of(self.folder, day) if key.custodians == self._custodians), None)

    def _make(self, day: str) -> DayKey:
        key = new_day_key(day, self._custodians)
        folder = self.folder / day
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = hashlib.sha256(key.recipient.encode()).hexdigest()[:16]
        draft = folder / f".{name}.new"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(msgspec.json.encode(key))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(folder / f"{name}{SUFFIX}")
        # A record whose key is lost with the power would be lost too.
        for each in (folder, self.folder, self.folder.parent):
            sync(each)
        return key


def keys_of(folder: Path, day: str) -> list[DayKey]:
    """Every key of a day that is not destroyed; raises OSError. A file that is no key is passed over."""
    try:
        files = sorted((folder / day).glob(f"*{SUFFIX}"))
    except FileNotFoundError:
        return []
    return [key for file in files if (key := key_in(file)) is not None]


def key_in(file: Path) -> DayKey | None:
    try:
        return msgspec.json.decode(file.read_bytes(), type=DayKey)
    except msgspec.DecodeError:
        return None


def day_folders(folder: Path) -> Iterator[Path]:
    """The folders of days, among whatever else lies there."""
    if folder.is_dir():
        yield from (each for each in sorted(folder.iterdir()) if is_day(each.name) and each.is_dir())


def is_day(name: str) -> bool:
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False


def destroy(folder: Path) -> None:
    """Overwrite every file of a day, then remove them and it."""
    for file in folder.iterdir():
        with file.open("r+b") as opened:
            opened.write(secrets.token_bytes(file.stat().st_size))
            opened.flush()
            os.fsync(opened.fileno())
        file.unlink()
    folder.rmdir()
    sync(folder.parent)


def padded(plain: bytes) -> bytes:
    return plain + b"\n" * (-len(plain) % PADDED_TO)


def sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
