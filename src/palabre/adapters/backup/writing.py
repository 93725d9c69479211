"""Writing a sealed file: under another name until it is whole and on the disk, so that no half of one is ever found."""

import fcntl
import hashlib
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pyrage

PART = ".part"
GZIP = 16 + zlib.MAX_WBITS
LEVEL = 6


class Written(NamedTuple):
    """What lies on the disk now: its bytes, and their SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


def write_sealed(path: Path, chunks: Iterator[bytes], recipients: Sequence[pyrage.x25519.Recipient]) -> Written:
    """Write `chunks`, compressed (gzip) and sealed (age), to a new file of mode 0600.

    Only these two forms of them touch the disk. Raises FileExistsError, OSError, and what `chunks` raises: then there
    is no file.
    """
    if path.exists():
        raise FileExistsError(path)
    part = path.with_name(f".{path.name}{PART}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        # Another process writes it: the name is its own.
        os.close(descriptor)
        raise
    try:
        os.ftruncate(descriptor, 0)
        sink = Sink(descriptor)
        seal(Source(compressed(chunks)), sink, recipients)
        os.fsync(descriptor)
        os.rename(part, path)
    except BaseException:
        with suppress(FileNotFoundError):
            part.unlink()
        raise
    finally:
        os.close(descriptor)
    sync_folder(path.parent)
    return Written(sink.count, sink.digest.hexdigest())


def compressed(chunks: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
    for chunk in chunks:
        if packed := packer.compress(chunk):
            yield packed
    yield packer.flush()


class Source:
    """Pieces of any size, as a file to read from. What they raise is kept: age would tell it as words of its own."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")
        self.failure: Exception | None = None

    def read(self, count: int) -> bytes:
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except Exception as error:
            self.failure = error
            raise
        found, self._rest = self._rest[:count], self._rest[count:]
        return bytes(found)


class Sink:
    """A descriptor as a file to write to, which counts. What fails is kept: age lets go of what fails last."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.count = 0
        self.digest = hashlib.sha256()
        self.failure: OSError | None = None

    def write(self, data: bytes) -> int:
        left = memoryview(data)
        try:
            while left:
                left = left[os.write(self._descriptor, left) :]
        except OSError as error:
            self.failure = error
            raise
        self.digest.update(data)
        self.count += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""


def seal(source: Source, sink: Sink, recipients: Sequence[pyrage.x25519.Recipient]) -> None:
    """Raises what the source or the sink raised."""
    try:
        pyrage.encrypt_io(source, sink, recipients)
    except Exception as error:
        raise source.failure or sink.failure or error from None
    if failure := source.failure or sink.failure:
        raise failure


def sync_folder(folder: Path) -> None:
    """A name is on the disk once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
