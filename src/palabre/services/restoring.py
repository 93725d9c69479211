"""Restoring: the lines of a backup, gone through and put into an empty store."""

import base64
import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from palabre.domain.backup import (
    FORMAT,
    BackupBroken,
    BackupRestored,
    Closing,
    Column,
    Opening,
    Row,
    TableBegins,
    TableEnds,
    Value,
    signed_part,
)
from palabre.domain.moderation.event import Deed, told
from palabre.domain.staff import OPERATOR
from palabre.ports.backup import PartSigner, Refill
from palabre.services.backing_up import Told, nobody

T = TypeVar("T")
ROWS_AT_ONCE = 500
NO_BACKUP = "it is not a backup of Palabre"
DAMAGED = "it is damaged: {}"
decode_row = msgspec.json.Decoder(list[Any]).decode
TYPES: dict[str, type | tuple[type, ...]] = {"integer": int, "text": str, "bytes": str, "boolean": bool}


class Format(Struct, frozen=True):
    """Of the first line, what every format has."""

    palabre_backup: int


class GoneThrough(Struct, frozen=True, kw_only=True):
    """What was gone through: the backup's first line, its last, and how many rows each table has."""

    opening: Opening
    closing: Closing
    rows: dict[str, int]


class Restoring:
    """Goes through the lines of one backup. What is wrong with them raises BackupBroken."""

    def __init__(self, lines: Iterator[bytes], signer: PartSigner, *, tell: Callable[[Told], None] = nobody) -> None:
        self._lines = lines
        self._signer = signer
        self._tell = tell
        self._digest = hashlib.sha256()
        self._rows: dict[str, int] = {}

    def go_through(self, refill: Refill | None, known_key: bytes | None) -> GoneThrough:
        """Put every row into the store being filled, or nowhere; `known_key` is who must have signed it, if known."""
        opening = self._opening()
        if refill is not None:
            refill.begin(opening.revision)
        while (line := self._next()).startswith(b'{"table"'):
            self._digest.update(line)
            self._table(read(line, TableBegins), refill)
        closing = read(line, Closing)
        self._hold(closing, known_key)
        return GoneThrough(opening=opening, closing=closing, rows=self._rows)

    def _opening(self) -> Opening:
        first = next(self._lines, b"")
        if not first.startswith(b'{"palabre_backup":'):
            raise BackupBroken(NO_BACKUP)
        if (found := read(first, Format).palabre_backup) != FORMAT:
            raise BackupBroken(f"it has format {found}, and this version reads {FORMAT}")
        self._digest.update(first)
        return read(first, Opening)

    def _table(self, begins: TableBegins, refill: Refill | None) -> None:
        count, waiting = 0, list[Row]()
        while (line := self._next()).startswith(b"["):
            self._digest.update(line)
            waiting.append(row_of(line, begins.columns))
            count += 1
            if len(waiting) == ROWS_AT_ONCE:
                self._put(begins, waiting, refill)
                waiting = []
        self._put(begins, waiting, refill)
        ends = read(line, TableEnds)
        if ends != TableEnds(ended=begins.table, rows=count) or begins.table in self._rows:
            raise BackupBroken(DAMAGED.format(f"the rows of {begins.table} are not those that were written"))
        self._digest.update(line)
        self._rows[begins.table] = count

    def _put(self, begins: TableBegins, rows: Sequence[Row], refill: Refill | None) -> None:
        if refill is not None and rows:
            refill.add(begins.table, begins.columns, rows)
        self._tell(Told(sum(self._rows.values()) + len(rows), begins.table))

    def _next(self) -> bytes:
        line = next(self._lines, b"")
        if not line.endswith(b"\n"):
            raise BackupBroken(DAMAGED.format("its end is missing"))
        return line

    def _hold(self, closing: Closing, known_key: bytes | None) -> None:
        if next(self._lines, None) is not None:
            raise BackupBroken(DAMAGED.format("something follows its end"))
        if closing.sha256 != self._digest.hexdigest() or closing.rows != sum(self._rows.values()):
            raise BackupBroken(DAMAGED.format("its lines are not those that were written"))
        key, signature = bytes_of(closing.public_key), bytes_of(closing.signature)
        if not self._signer.is_part_signed(signed_part(closing.sha256), key, signature):
            raise BackupBroken("its signature is not that of the key it names")
        if known_key is not None and key != known_key:
            raise BackupBroken("another place made it: it is not signed by the audit.key of this configuration")


def restored(gone: GoneThrough, now_ms: int) -> Deed:
    """The deed of having restored it."""
    data = told(BackupRestored(made_ms=gone.opening.made_ms, sha256=gone.closing.sha256))
    return Deed(at_ms=now_ms, who=OPERATOR, what="backup.restored", data=data)


def read(line: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(line, type=kind)
    except msgspec.DecodeError:
        raise BackupBroken(DAMAGED.format("a line is not as it was written")) from None


def row_of(line: bytes, columns: Sequence[Column]) -> Row:
    try:
        values = decode_row(line)
        if len(values) != len(columns):
            raise ValueError
        return [value_of(value, column) for value, column in zip(values, columns, strict=True)]
    except (msgspec.DecodeError, ValueError):
        raise BackupBroken(DAMAGED.format("a row is not as it was written")) from None


def value_of(value: object, column: Column) -> Value:
    """Raises ValueError."""
    if value is None:
        return None
    if not isinstance(value, TYPES[column.kind]):
        raise ValueError(column.name)
    if column.kind == "bytes" and isinstance(value, str):
        return base64.b64decode(value, validate=True)
    return value if isinstance(value, int | str) else None


def bytes_of(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise BackupBroken(DAMAGED.format("its last line is not as it was written")) from None
