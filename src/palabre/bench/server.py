"""A server of the bench's own: a `palabre serve` child on a free loopback port, configured, started and stopped."""

import asyncio
import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from msgspec import Struct

from palabre.bench.doorway import ask
from palabre.bench.usage import Sample, sample
from palabre.domain.room import MAX_CAPACITY

# A machine may be far too busy for what it is asked.
START_WITHIN_S = 120.0
# DESIGN §5: exit within 15 s.
STOP_WITHIN_S = 20.0
POLL_S = 0.05
OK = 200
# Below those the kernel gives to outgoing connections: a server that starts again finds its port free.
PORTS, PORTS_TRIED = range(20_000, 32_000), 100
# A busy log would say the same thing over and over.
LOG_TOLD = 2_000


class BenchFailed(Exception):
    """The bench could not be carried out; the text is for whoever ran it."""


class Setting(Struct, frozen=True, kw_only=True):
    """How the server of a bench is configured; all else is the shipped default. `factor` is the allowances'."""

    rooms: Sequence[str]
    coalesce_ms: int = 10
    messages_h: int = 6
    factor: float = 0.0

    def toml(self) -> str:
        """The configuration file."""
        rooms = "".join(
            f'\n[[rooms]]\nslug = "{slug}"\nname = "Room {slug}"\ncapacity = {MAX_CAPACITY}\n' for slug in self.rooms
        )
        return (
            'mode = "demo"\n\n[allowance]\n'
            f"factor = {self.factor:g}\n\n[live]\ncoalesce_ms = {self.coalesce_ms}\nconnections_per_prefix = 100000\n\n"
            f"[retention]\nmessages_h = {self.messages_h}\n{rooms}"
        )


class Server:
    """One server; port and data stay the same over restarts.

        server = Server(folder, Setting(rooms=["agora"]))
        await server.start()
        before = server.sample()        # CPU and memory, see palabre.bench.usage
        ...
        await server.stop()             # SIGTERM; `kill` is SIGKILL; `start` again keeps port and data

    `core` pins it to one core (sched_setaffinity). The folder gets `data`, `bench.toml` and `server.log`.
    """

    def __init__(self, folder: Path, setting: Setting, *, core: int | None = None, port: int | None = None) -> None:
        self.port = free_port() if port is None else port
        self.data = folder / "data"
        self.setting = setting
        self._configuration = folder / "bench.toml"
        self._log = folder / "server.log"
        self._core = core
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where guests come in, without a final slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The process; raises BenchFailed before the first start."""
        if self._process is None:
            raise BenchFailed("the server was never started")
        return self._process.pid

    async def start(self) -> float:
        """Start, and return once it lets guests in: how long that took, in seconds. Raises BenchFailed."""
        began = time.monotonic()
        self._configuration.write_text(self.setting.toml())
        command = [sys.executable, "-P", "-m", "palabre", "serve", "--port", str(self.port)]
        with self._log.open("ab") as log:
            self._process = self._spawn([*command, "--data", self.data, "--config", self._configuration], log)
        while time.monotonic() - began < START_WITHIN_S:
            if self._process.poll() is not None:
                break
            if await is_healthy(self.port):
                return time.monotonic() - began
            await asyncio.sleep(POLL_S)
        what = f"lets nobody in after {START_WITHIN_S:.0f} s" if self.is_running() else "ended as it started"
        await self.kill()
        raise BenchFailed(f"the server {what}:\n{self.said()}")

    async def stop(self) -> int:
        """SIGTERM, as an operator stops it; SIGKILL when that takes over 20 s. Returns the exit code."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                await asyncio.to_thread(self._process.wait, STOP_WITHIN_S)
        return await self.kill()

    async def kill(self) -> int:
        """SIGKILL; returns the exit code."""
        if self._process is None:
            return 0
        self._process.kill()
        return await asyncio.to_thread(self._process.wait)

    def sample(self) -> Sample:
        """CPU and memory until now; raises BenchFailed when the process is gone."""
        try:
            return sample(self.pid)
        except FileNotFoundError:
            raise BenchFailed(f"the server ended by itself:\n{self.said()}") from None

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def said(self) -> str:
        """The end of what it logged."""
        return self._log.read_text(errors="replace")[-LOG_TOLD:] if self._log.exists() else ""

    def _spawn(self, command: Sequence[str | Path], log: IO[bytes]) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603 — our own program
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log
        )
        if self._core is not None:
            os.sched_setaffinity(process.pid, {self._core})
        return process


async def is_healthy(port: int) -> bool:
    """Whether guests can enter now."""
    try:
        return (await ask(port, request("/healthz", port))).status == OK
    except OSError:
        return False


async def figures(port: int) -> dict[str, float]:
    """What `/metrics` tells, by name."""
    text = (await ask(port, request("/metrics", port))).body.decode()
    lines = (line.rpartition(" ") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def request(path: str, port: int) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode()


def free_port() -> int:
    """A port on which nothing listens now. Raises BenchFailed when none was found."""
    for port in random.sample(PORTS, PORTS_TRIED):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise BenchFailed("no free port was found on this machine")
