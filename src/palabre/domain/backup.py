"""Backups: the lines one is made of, what it is called, when the next is due and when it must be gone."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

FORMAT = 1
SIGNED_PREFIX = b"palabre backup 1"
DAY_MS = 24 * 3_600_000
# Without one for so long something is wrong: one is made each day.
STALE_MS = 2 * DAY_MS
NAME = re.compile(r"palabre-(\d{8}T\d{6}Z)\.backup")
MOMENT = "%Y%m%dT%H%M%SZ"

Kind = Literal["integer", "text", "bytes", "boolean"]
Value = int | str | bytes | None
Row = Sequence[Value]


class BackupBroken(Exception):
    """The file is not a backup that can be taken: the text is one sentence for the operator."""


class Column(Struct, frozen=True, array_like=True):
    """A column of a table; `bytes` are written in base64."""

    name: str
    kind: Kind


class Opening(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line: a backup of a store at `revision`, as it was at `made_ms` (Unix ms).

    `last_room` is the highest number a room ever had, also one that is not in it: it is never given again.
    """

    palabre_backup: int
    made_ms: int
    revision: str
    version: str
    last_room: int


class TableBegins(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line before the rows of a table; each row is an array of its values, in the order of the columns."""

    table: str
    columns: tuple[Column, ...]


class TableEnds(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line after them."""

    ended: str
    rows: int


class Closing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last line: SHA-256 over every line before it, signed (Ed25519); all in hexadecimal."""

    rows: int
    sha256: str
    public_key: str
    signature: str


class BackupMade(Struct, frozen=True, kw_only=True):
    """The data of a deed `backup.made`: how many rows are in the file, and the digest its last line has."""

    rows: int
    sha256: str


class BackupRestored(Struct, frozen=True, kw_only=True):
    """The data of a deed `backup.restored`: when the backup was made (Unix ms), and its digest."""

    made_ms: int
    sha256: str


def signed_part(sha256: str) -> bytes:
    """The bytes that are signed: each field after its length in four bytes."""
    return b"".join(len(field).to_bytes(4, "big") + field for field in (SIGNED_PREFIX, sha256.encode()))


def name_of(made_ms: int) -> str:
    """What the file of a backup is called, in UTC."""
    return f"palabre-{datetime.fromtimestamp(made_ms // 1_000, UTC).strftime(MOMENT)}.backup"


def made_ms_of(name: str) -> int | None:
    """When the backup of this name was made (Unix ms, whole seconds); None for any other file."""
    found = NAME.fullmatch(name)
    try:
        moment = datetime.strptime(found[1], MOMENT) if found else None
    except ValueError:
        return None
    return None if moment is None else int(moment.replace(tzinfo=UTC).timestamp()) * 1_000


def last_made_ms(names: Iterable[str]) -> int | None:
    """When the latest of them was made."""
    return max((made for made in map(made_ms_of, names) if made is not None), default=None)


def is_due(last_ms: int | None, now_ms: int) -> bool:
    """Whether a day has passed; a backup of the future is one of a clock that was set back."""
    return last_ms is None or now_ms - last_ms >= DAY_MS or last_ms > now_ms + DAY_MS


def to_forget(names: Iterable[str], now_ms: int, keep_days: int) -> list[str]:
    """Those that were kept for their days: they go whether another was made since or not."""
    made = ((name, made_ms_of(name)) for name in names)
    return sorted(name for name, at_ms in made if at_ms is not None and now_ms - at_ms >= keep_days * DAY_MS)
