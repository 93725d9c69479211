"""The folder where backups are kept for their days."""

import fcntl
import os
from pathlib import Path

from palabre.adapters.backup.writing import PART
from palabre.domain.backup import made_ms_of


class BackupFolder:
    """Files it does not know are left alone. Every method raises OSError."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def make(self) -> None:
        """Have it there, for its owner only."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)

    def names(self) -> list[str]:
        """Of the backups that are whole."""
        if not self.path.is_dir():
            return []
        return sorted(name for name in os.listdir(self.path) if made_ms_of(name) is not None)

    def size_of(self, name: str) -> int:
        return (self.path / name).stat().st_size

    def forget(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)

    def tidy(self) -> None:
        """Take away what a process that was killed left half made."""
        for path in self.path.glob(f".palabre-*{PART}"):
            if made_ms_of(path.name.removeprefix(".").removesuffix(PART)) is not None and not is_held(path):
                path.unlink(missing_ok=True)


def is_held(path: Path) -> bool:
    """Whether somebody writes it now."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
