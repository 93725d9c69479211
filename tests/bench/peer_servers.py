"""The servers compared at fan-out, each started for one measurement; those of others are in tests/peers."""

import asyncio
import json
import os
import sys
import sysconfig
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from palabre.bench.reference import SERVER_CORE, Programs, Target, listening, palabre_target, pinned, reference_server
from tests.bench.nats_writer import SUBJECT, nats_writer
from tests.bench.pinned import pinned_palabre
from tests.bench.writers import writing
from tests.tools.child import Child
from tests.tools.ports import free_port

PEERS = Path(__file__).parents[1] / "peers"
NATS = Path(sysconfig.get_path("scripts")) / "nats-server"
Serving = Callable[[float], AbstractAsyncContextManager[Target]]


@dataclass(frozen=True)
class Arena:
    """What every contestant needs: the C programs, a folder for what is written, and how many connections come.

    Each contestant is a function of a rate: so many messages a second once everyone is in, or with 0 as many as
    are taken.
    """

    programs: Programs
    folder: Path
    connections: int

    def reference(self, rate: float) -> AbstractAsyncContextManager[Target]:
        """The C server."""
        return reference_server(self.programs, connections=self.connections, rate=rate)

    @asynccontextmanager
    async def at_hub(self, rate: float) -> AsyncIterator[Target]:
        """Palabre publishing at its hub, as the other servers publish by themselves."""
        port = free_port()
        serve = [sys.executable, "-P", "-m", "palabre.bench.at_hub", "--port", str(port)]
        async with self._child([*serve, "--connections", str(self.connections), "--rate", str(rate)], port) as child:
            yield palabre_target(port, child.pid)

    @asynccontextmanager
    async def whole(self, rate: float) -> AsyncIterator[Target]:
        """Palabre's whole path: one guest posts."""
        async with pinned_palabre(self.folder, coalesce_ms=0) as server:

            async def write() -> None:
                await count_in(
                    f"{server.url}/metrics", lambda said: f"palabre_connections {self.connections}\n" in said
                )
                async with writing(server.url, 1, rate=rate or None):
                    await asyncio.Event().wait()

            async with beside(write()):
                yield palabre_target(server.port, server.child.pid)

    @asynccontextmanager
    async def ws(self, rate: float) -> AsyncIterator[Target]:
        """Node's `ws`."""
        async with self._node("ws.mjs", rate) as (port, child):
            yield Target(port, child.pid)

    @asynccontextmanager
    async def socketio(self, rate: float) -> AsyncIterator[Target]:
        """Socket.IO: the load client says "40", a Socket.IO connect, and is in."""
        async with self._node("socketio.mjs", rate) as (port, child):
            yield Target(port, child.pid, ("-u", "/socket.io/?EIO=4&transport=websocket", "-j", "40"))

    @asynccontextmanager
    async def nats(self, rate: float) -> AsyncIterator[Target]:
        """nats-server's WebSocket; a writer publishes over TCP, on the client's core."""
        logs = self.folder / "nats-logs"
        serve = pinned(SERVER_CORE, NATS, "--config", PEERS / "nats.conf", "--ports_file_dir", self.folder)
        child = Child(serve, logs, env={**os.environ, "GOMAXPROCS": "1"})
        try:
            ports = await nats_ports(self.folder / f"nats-server_{child.pid}.ports")

            async def write() -> None:
                await count_in(
                    f"http://127.0.0.1:{ports['monitoring']}/subsz",
                    lambda said: json.loads(said)["num_subscriptions"] >= self.connections,
                )
                writer = await nats_writer(ports["nats"])
                try:
                    await writer.write_on(rate)
                finally:
                    writer.close()

            async with beside(write()):
                enter = f'CONNECT {{"verbose":false}}\\r\\nSUB {SUBJECT} 1\\r\\n'
                yield Target(ports["websocket"], child.pid, ("-u", "/", "-b", "-m", "-j", enter))
        finally:
            child.kill()

    @asynccontextmanager
    async def _node(self, script: str, rate: float) -> AsyncIterator[tuple[int, Child]]:
        port = free_port()
        node = Path(os.environ["PALABRE_NODE_BIN"]) / "node"
        async with self._child([node, PEERS / script, str(port), str(self.connections), str(rate)], port) as child:
            yield port, child

    @asynccontextmanager
    async def _child(self, command: list[str | Path], port: int) -> AsyncIterator[Child]:
        child = Child(pinned(SERVER_CORE, *command), self.folder / "logs")
        try:
            await listening(port)
            yield child
        finally:
            child.kill()


async def nats_ports(file: Path) -> dict[str, int]:
    """The ports nats-server chose, by service, once it has written them down."""
    async with asyncio.timeout(20):
        while True:
            if ports := read_ports(file):
                return ports
            await asyncio.sleep(0.05)


def read_ports(file: Path) -> dict[str, int]:
    try:
        addresses: dict[str, list[str]] = json.loads(file.read_bytes())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}  # not there, or not wholly written
    return {name: int(found[0].rpartition(":")[2]) for name, found in addresses.items() if found}


async def count_in(url: str, everyone: Callable[[str], bool]) -> None:
    """Wait until what a server tells of itself says that everyone is in."""
    async with httpx.AsyncClient(trust_env=False, verify=False) as client, asyncio.timeout(60):
        while True:
            if everyone((await client.get(url)).text):
                return
            await asyncio.sleep(0.1)


@asynccontextmanager
async def beside(work: Awaitable[None]) -> AsyncIterator[None]:
    """Have something done for as long as the block lasts; what it raises is raised at the end of it."""
    task = asyncio.ensure_future(work)
    try:
        yield
    finally:
        task.cancel()
        ended = (await asyncio.gather(task, return_exceptions=True))[0]
    if isinstance(ended, Exception):
        raise ended
