"""The C programs of the comparison: the reference server, and the load client that reads for thousands of guests.

They are no part of Palabre: whoever compares gives the directory of their two sources, `csrv.c` and `wsload.c`.
"""

import asyncio
import json
import subprocess
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from palabre.bench.server import BenchFailed, free_port

SERVER_CORE, CLIENT_CORE = 0, 1
ROOM = "agora"
WARM_S = 4.0
LISTENING_WITHIN_S = 20.0
# Followed by nanoseconds in a body. Identifiers are base64url, so that "=" is in none of them.
MARK = "zt="


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What the load client measured; times in ms, memory in KiB, CPU in seconds."""

    conns: int
    failed: int
    dead: int
    msgs: int
    deliv_per_s: float
    frames: int
    frames_per_s: float
    reads: int
    unstamped: int
    MB_per_s: float
    p50_ms: float
    p99_ms: float
    max_ms: float
    srv_user: float
    srv_sys: float
    srv_util: float
    other_cores: float
    client_cpu: float
    cpu_s_per_M: float
    rss_start_kb: int
    rss_kb: int

    def kib_per_connection(self) -> float:
        """What the server's memory grew by for each connection."""
        return (self.rss_kb - self.rss_start_kb) / self.conns

    def user_us(self) -> float:
        """CPU the server spent in its own code, in µs a delivery."""
        return self.srv_user / max(1, self.msgs) * 1e6

    def system_us(self) -> float:
        """CPU the kernel spent for the server, in µs a delivery."""
        return self.srv_sys / max(1, self.msgs) * 1e6

    def frames_per_read(self) -> float:
        """How many deliveries arrived in one read, on average: 1 when each was a write of its own."""
        return self.msgs / max(1, self.reads)


@dataclass(frozen=True)
class Programs:
    """The built programs."""

    server: Path
    client: Path


@dataclass(frozen=True)
class Target:
    """A running server: its port, its process, and what the load client must say to it."""

    port: int
    pid: int
    options: Sequence[str] = ()

    def never_asleep(self) -> "Target":
        """The same, its load client polling without end: no delivery has to wake it on the other core."""
        return Target(self.port, self.pid, (*self.options, "-B"))


def build(reference: Path, folder: Path) -> Programs:
    """Compile `csrv.c` and `wsload.c` of the directory `reference` with gcc. Raises BenchFailed."""
    programs = Programs(folder / "csrv", folder / "wsload")
    for program in (programs.server, programs.client):
        source = reference / f"{program.name}.c"
        try:
            subprocess.run(["gcc", "-O2", "-Wall", "-o", program, source], check=True)  # noqa: S603, S607
        except (OSError, subprocess.CalledProcessError):
            raise BenchFailed(f"{source} could not be compiled with gcc.") from None
    return programs


def pinned(core: int, *command: str | Path) -> list[str | Path]:
    """The command, on one core only."""
    return ["taskset", "-c", str(core), *command]


@asynccontextmanager
async def reference_server(
    programs: Programs, *, connections: int, rate: float, coalesce_ms: int = 0
) -> AsyncIterator[Target]:
    """The C server, publishing `rate` messages a second once all have come; 0 saturates, -1 is idle."""
    port = free_port()
    arguments = [str(port), str(connections), str(rate), str(coalesce_ms)]
    async with running(pinned(SERVER_CORE, programs.server, *arguments)) as process:
        await listening(port)
        yield Target(port, process.pid)


@asynccontextmanager
async def running(command: Sequence[str | Path]) -> AsyncIterator[Process]:
    """A program that is gone when the block ends."""
    process = await asyncio.create_subprocess_exec(*map(str, command))
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def listening(port: int) -> None:
    """Wait until something listens there."""
    async with asyncio.timeout(LISTENING_WITHIN_S):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            await writer.wait_closed()
            return


def palabre_target(port: int, pid: int, room: str = ROOM) -> Target:
    """A room of Palabre, as its spectators meet it; the marker of a message's time is in its body."""
    headers = f"Origin: http://127.0.0.1:{port}\r\nSec-WebSocket-Protocol: palabre.v1"
    enter = json.dumps({"type": "room.enter", "ref": 1, "room": room})
    return Target(port, pid, ("-x", headers, "-j", enter, "-k", MARK))


async def listen(
    programs: Programs, target: Target, *, connections: int, seconds: float, warm: float = WARM_S, idle: bool = False
) -> Figures:
    """Connect everyone, warm up, and measure; idle, only hold them for `seconds`. Raises BenchFailed."""
    options = [
        *("-p", str(target.port), "-u", "/ws", "-n", str(connections), "-P", str(target.pid)),
        *("-w", str(warm), "-d", str(seconds), *target.options, *(["-i", str(seconds)] if idle else [])),
    ]
    command = pinned(CLIENT_CORE, programs.client, *options)
    process = await asyncio.create_subprocess_exec(*map(str, command), stdout=PIPE)
    try:
        said, _ = await process.communicate()
    except BaseException:
        process.kill()
        await process.wait()
        raise
    figures = msgspec.json.decode(said.splitlines()[-1], type=Figures)
    if figures.failed or figures.dead or figures.conns != connections:
        raise BenchFailed(f"connections were lost: {figures}")
    return figures
