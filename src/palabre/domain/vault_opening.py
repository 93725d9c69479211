"""Opening the vault: what is asked of an export, what was found, and what is kept of that it was done."""

import msgspec
from msgspec import Struct

from palabre.domain.connection_record import ConnectionRecord, communication_of

STATEMENT_PREFIX = b"palabre vault opened 1\0"
FIRST_DAY, LAST_DAY = "0000-00-00", "9999-99-99"


class Asked(Struct, frozen=True, kw_only=True):
    """Days as ISO dates, both included; with `message`, the records of that message only."""

    first: str = FIRST_DAY
    last: str = LAST_DAY
    message: str | None = None

    def takes(self, record: ConnectionRecord) -> bool:
        """Whether a record is one of those."""
        return self.message is None or record.communication == communication_of(self.message)


class Found(Struct, frozen=True):
    """A record, and the day it was sealed under."""

    day: str
    record: ConnectionRecord

    def __repr__(self) -> str:
        return "<Found>"


class Exported(Struct, frozen=True, kw_only=True):
    """The data of a deed `vault.exported`; the deed's subject is the file's SHA-256, its reason the reference."""

    first: str
    last: str
    records: int
    signing_key: str


class Opened(Struct, frozen=True, kw_only=True):
    """The data of a deed `vault.opened`; its subject and reason are as those of the export."""

    at_ms: int
    custodians: tuple[str, ...]
    first: str
    last: str
    message: str | None
    found: int


class Statement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That an export was opened away from its place, signed with the key only who opened it has (Ed25519)."""

    sha256: str
    reference: str
    opened: Opened
    signature: str = ""

    def said(self) -> bytes:
        """What is signed."""
        return STATEMENT_PREFIX + msgspec.json.encode(msgspec.structs.replace(self, signature=""))
