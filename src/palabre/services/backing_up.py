"""Backing up: a snapshot of the store, line by line."""

import hashlib
from collections.abc import Callable, Iterator

import msgspec
from msgspec import Struct

from palabre.domain.backup import FORMAT, BackupMade, Closing, Opening, TableBegins, TableEnds, signed_part
from palabre.ports.backup import PartSigner, Snapshot

encode = msgspec.json.encode


class Told(Struct, frozen=True):
    """How far it has come: rows so far, and the table at hand."""

    rows: int
    table: str


def nobody(_: Told) -> None:
    """Who wants to be told nothing."""


class BackingUp:
    """Gives the lines of one backup, once; `made` is what is to be known of it afterwards."""

    def __init__(self, snapshot: Snapshot, signer: PartSigner, *, version: str, tell: Callable[[Told], None] = nobody):
        self._snapshot = snapshot
        self._signer = signer
        self._version = version
        self._tell = tell
        self._digest = hashlib.sha256()
        self._rows = 0

    @property
    def made(self) -> BackupMade:
        return BackupMade(rows=self._rows, sha256=self._digest.hexdigest())

    def chunks(self, now_ms: int) -> Iterator[bytes]:
        """Whole lines, some hundreds at a time; raises StoreUnavailable."""
        for chunk in self._body(now_ms):
            self._digest.update(chunk)
            yield chunk
        yield line(self._closing())

    def _body(self, now_ms: int) -> Iterator[bytes]:
        snapshot = self._snapshot
        yield line(
            Opening(
                palabre_backup=FORMAT,
                made_ms=now_ms,
                revision=snapshot.revision,
                version=self._version,
                last_room=snapshot.last_room,
            )
        )
        for table in snapshot.tables():
            yield from self._table(table)

    def _table(self, table: str) -> Iterator[bytes]:
        yield line(TableBegins(table=table, columns=self._snapshot.columns(table)))
        before = self._rows
        for page in self._snapshot.pages(table):
            self._rows += len(page)
            self._tell(Told(self._rows, table))
            yield b"".join(map(line, page))
        yield line(TableEnds(ended=table, rows=self._rows - before))

    def _closing(self) -> Closing:
        made = self.made
        signature = self._signer.sign_part(signed_part(made.sha256))
        return Closing(
            rows=made.rows, sha256=made.sha256, public_key=self._signer.public_key.hex(), signature=signature.hex()
        )


def line(value: object) -> bytes:
    return encode(value) + b"\n"
