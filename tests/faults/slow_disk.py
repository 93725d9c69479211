"""Servers on a slow disk: each flush waits, in the system's own call where a compiler is, in the commit anywhere."""

import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.tools.server import PalabreServer, running_server

SHIM = Path(__file__).with_name("slow_sync.c")
LAUNCHER = Path(__file__).with_name("slow_commits.py")


def compiled_shim(folder: Path) -> Path | None:
    """The library that slows a process's flushes; None where there is no C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    library = folder / "slow_sync.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, SHIM, "-ldl"], check=True)
    return library


@asynccontextmanager
async def slow_syncs(folder: Path, configuration: Path, range_ms: tuple[int, int]) -> AsyncIterator[PalabreServer]:
    """A server whose every fsync and fdatasync waits; without a compiler, its commits do."""
    shim = compiled_shim(folder)
    if shim is None:
        async with slow_commits(folder, configuration, range_ms) as server:
            yield server
        return
    env = {"LD_PRELOAD": str(shim), "SLOW_SYNC_MS": " ".join(map(str, range_ms))}
    async with running_server(folder / "data", options=["--config", configuration], env=env) as server:
        yield server


@asynccontextmanager
async def slow_commits(folder: Path, configuration: Path, range_ms: tuple[int, int]) -> AsyncIterator[PalabreServer]:
    """A server whose commits wait."""
    low, high = range_ms
    program = (LAUNCHER, str(low), str(high))
    async with running_server(folder / "data", options=["--config", configuration], program=program) as server:
        yield server
