"""Reading a sealed file, line by line, without a plain copy of it anywhere."""

import gzip
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import BinaryIO

import pyrage

from palabre.domain.backup import BackupBroken

# A line is a row; the largest are sealed records of a batch of contributions.
MAX_LINE = 64 * 1024 * 1024
AGE = b"age-encryption.org/"
CUT = "it is cut off, or damaged"


@contextmanager
def opened_lines(path: Path, identities: Sequence[pyrage.x25519.Identity]) -> Iterator[Iterator[bytes]]:
    """The lines of the file at `path`. Raises BackupBroken, while they are read too, and OSError."""
    with path.open("rb") as file:
        if not file.peek(len(AGE)).startswith(AGE):
            raise BackupBroken("it is not a backup of Palabre")
        with unsealed(file, identities) as unsealing:
            yield unsealing.lines()


class Unsealing:
    """A thread unseals into a pipe whose other end is read here: age hands out only what it found authentic."""

    def __init__(self, file: BinaryIO, identities: Sequence[pyrage.x25519.Identity]) -> None:
        self._file = file
        self._identities = identities
        reading, self._writing = os.pipe()
        self.reader = os.fdopen(reading, "rb")
        self._failure: Exception | None = None
        self._thread = Thread(target=self._unseal, name="unsealing", daemon=True)
        self._thread.start()

    def lines(self) -> Iterator[bytes]:
        with gzip.open(self.reader) as plain:
            try:
                while line := plain.readline(MAX_LINE):
                    yield line
            except (EOFError, OSError, zlib.error):
                self._tell()
                raise BackupBroken(CUT) from None
        self._tell()

    def end(self) -> None:
        """Let go of both ends; who unseals still stops then."""
        self.reader.close()
        self._thread.join()

    def _tell(self) -> None:
        """Why there are no more."""
        # What is left in the pipe is read, so that the other end comes to its own.
        while self.reader.read(1 << 16):
            pass
        self._thread.join()
        match self._failure:
            case None:
                return
            case pyrage.DecryptError() as error if "matching" in str(error):
                raise BackupBroken("this key does not open it") from None
            case _:
                raise BackupBroken(CUT) from None

    def _unseal(self) -> None:
        with os.fdopen(self._writing, "wb", buffering=0) as writer:
            try:
                pyrage.decrypt_io(self._file, writer, self._identities)
            except Exception as error:
                self._failure = error


@contextmanager
def unsealed(file: BinaryIO, identities: Sequence[pyrage.x25519.Identity]) -> Iterator[Unsealing]:
    unsealing = Unsealing(file, identities)
    try:
        yield unsealing
    finally:
        unsealing.end()
