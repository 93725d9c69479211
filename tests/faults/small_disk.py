"""Disks that can be filled and freed: a small tmpfs where mounting is allowed, a limit on file sizes anywhere."""

import errno
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tests.tools.server import PalabreServer

SIZE_MIB = 4
BLOCK = 4_096


class SmallDisk(Protocol):
    """Where the data lie."""

    @property
    def kind(self) -> str:
        """What makes it full, in words."""
        ...

    @property
    def data(self) -> Path:
        """The data directory; the server makes it."""
        ...

    def fill(self, server: PalabreServer) -> None:
        """Leave no room for one more byte."""
        ...

    def free(self, server: PalabreServer) -> None:
        """Give the room back."""
        ...


class Tmpfs:
    """A file system of its own, filled by a file beside the data."""

    kind = f"a file system of {SIZE_MIB} MiB"

    def __init__(self, root: Path) -> None:
        self.data = root / "data"
        self._filler = root / "filler"

    def fill(self, server: PalabreServer) -> None:
        """See SmallDisk."""
        with self._filler.open("wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(bytes(BLOCK))
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise

    def free(self, server: PalabreServer) -> None:
        """See SmallDisk."""
        self._filler.unlink()


class LimitedFiles:
    """No file of the server may grow (RLIMIT_FSIZE), which SQLite meets as it meets a disk without room."""

    kind = "no file may grow"

    def __init__(self, root: Path) -> None:
        self.data = root / "data"

    def fill(self, server: PalabreServer) -> None:
        """See SmallDisk."""
        self._limit(server, BLOCK)

    def free(self, server: PalabreServer) -> None:
        """See SmallDisk."""
        self._limit(server, resource.RLIM_INFINITY)

    def _limit(self, server: PalabreServer, size: int) -> None:
        resource.prlimit(server.child.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@contextmanager
def file_system(root: Path) -> Iterator[SmallDisk]:
    """A tmpfs of 4 MiB; where one cannot be mounted, the limit on files: the fault is met either way."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MIB}m,mode=700", "palabre-test", str(root)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        yield LimitedFiles(root)
        return
    try:
        yield Tmpfs(root)
    finally:
        # Lazily: what still has a file open there may end a moment later.
        subprocess.run(["umount", "--lazy", root], check=True)


@contextmanager
def limited_files(root: Path) -> Iterator[SmallDisk]:
    """Any directory, and a limit on the server's process."""
    yield LimitedFiles(root)
