"""The data directory: held by one server at a time."""

import fcntl
import os
from pathlib import Path
from typing import Self

LOCK_NAME = "lock"


class DataDirectoryBusy(Exception):
    """Another process serves this data directory."""

    def __init__(self, directory: Path) -> None:
        super().__init__(f"{directory} is in use by another server")
        self.directory = directory


class DataDirectory:
    """A data directory held exclusively until released; the system lets go of it when the process dies.

    Files it does not know are left alone.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    @classmethod
    def take(cls, path: Path) -> Self:
        """Make the directory if need be and hold it; raises DataDirectoryBusy or OSError."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise DataDirectoryBusy(path) from None
        return cls(path, descriptor)

    @classmethod
    def is_held(cls, path: Path) -> bool:
        """Whether a process holds the directory now; nothing is made."""
        try:
            descriptor = os.open(path / LOCK_NAME, os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False

    def release(self) -> None:
        """Let go; a second call does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
