"""Palabre itself as a process, to be read, stopped, killed and started again."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import ClassVar

import httpx

from tests.tools.child import Child
from tests.tools.midday import at_midday
from tests.tools.nursery import Nursery
from tests.tools.ports import free_port

_START_SECONDS = 60.0
_STOP_SECONDS = 20.0  # DESIGN §5: exit within 15 s


class PalabreServer:
    """One `palabre serve`; port and data directory stay the same over restarts."""

    # Where servers without an environment of their own are forked of; None: each is started by itself.
    nursery: ClassVar[Nursery | None] = None

    def __init__(
        self,
        data: Path,
        *,
        port: int | None = None,
        options: Sequence[str | Path] = (),
        env: Mapping[str, str] | None = None,
        program: Sequence[str | Path] = ("-m", "palabre"),
    ) -> None:
        """`options` follow `serve`; `env` is added to this process's environment; `program` is what Python runs."""
        self.data = data
        self.port = free_port() if port is None else port
        self.options = list(options)
        self.logs = data.with_name(f"{data.name}-logs")
        self._env = None if env is None else {**os.environ, **env}
        self._program = list(program)
        self._child: Child | None = None

    @property
    def url(self) -> str:
        """The guest address, without a final slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def ws_url(self) -> str:
        """The address of the live edge."""
        return f"ws://127.0.0.1:{self.port}/ws"

    @property
    def child(self) -> Child:
        """The running process.

        Raises RuntimeError before the first start.
        """
        if self._child is None:
            raise RuntimeError("the server was never started")
        return self._child

    @property
    def stdout(self) -> str:
        """All that was printed since the first start."""
        return self.child.stdout_file.read_text()

    @property
    def stderr(self) -> str:
        """All that was logged since the first start."""
        return self.child.stderr_file.read_text()

    async def start(self) -> None:
        """Start where it is noon, and return when `GET /healthz` is 200.

        Raises RuntimeError with the program's output when it ends or stays unhealthy.
        """
        options = at_midday(self.options, self.data)
        serve = [*self._program, "serve", "--port", str(self.port), "--data", str(self.data), *options]
        if self.nursery is None or self._env is not None:
            self._child = Child([sys.executable, "-P", *serve], self.logs, env=self._env)
        else:
            self._child = Child(serve, self.logs, nursery=self.nursery)
        await self._await_health()

    async def terminate(self) -> int:
        """SIGTERM, as an operator stops it; returns the exit code once the process is gone."""
        return await asyncio.to_thread(self.child.stop, signal.SIGTERM, within=_STOP_SECONDS)

    async def kill9(self) -> None:
        """SIGKILL to the whole process group: what a power cut leaves of it."""
        await asyncio.to_thread(self.child.kill)

    @asynccontextmanager
    async def frozen(self) -> AsyncIterator[None]:
        """SIGSTOP, as a machine that is suspended or starved; SIGCONT when the block ends."""
        os.kill(self.child.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.child.pid, signal.SIGCONT)

    def memory(self) -> int:
        """The resident memory of the process, in bytes."""
        pages = int(Path(f"/proc/{self.child.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGESIZE")

    async def figures(self) -> dict[str, float]:
        """What `/metrics` says; up to a second old."""
        async with httpx.AsyncClient(base_url=self.url, trust_env=False, verify=False) as client:
            lines = (await client.get("/metrics")).text.splitlines()
        return {name: float(figure) for name, _, figure in (line.partition(" ") for line in lines)}

    async def until_connections(self, count: int, *, within_s: float = _START_SECONDS) -> None:
        """Wait until the server counts so many connections; raises TimeoutError."""
        await self._until("palabre_connections", count, within_s)

    async def until_ready(self) -> None:
        """Wait until nothing that lasts is made any more: memory then grows by what guests do. Raises TimeoutError."""
        await self._until("palabre_patterns_ready", 1, _START_SECONDS)

    async def _until(self, name: str, figure: float, within_s: float) -> None:
        async with asyncio.timeout(within_s):
            while True:
                if (await self.figures()).get(name) == figure:
                    return
                await asyncio.sleep(0.05)

    async def restart(self) -> None:
        """Start again on the same port and data; a server still running is terminated first."""
        await self.terminate()
        await self.start()

    async def _is_healthy(self, client: httpx.AsyncClient) -> bool:
        return (await client.get(f"{self.url}/healthz")).is_success

    async def _await_health(self) -> None:
        deadline = time.monotonic() + _START_SECONDS
        async with httpx.AsyncClient(trust_env=False, timeout=5) as client:
            while time.monotonic() < deadline:
                if self.child.returncode() is not None:
                    break
                try:
                    if await self._is_healthy(client):
                        return
                except httpx.TransportError:
                    pass  # not listening yet
                await asyncio.sleep(0.02)
        await self.kill9()
        raise RuntimeError(f"palabre serve did not become healthy:\n{self.child.said()}")


@asynccontextmanager
async def running_server(
    data: Path,
    *,
    port: int | None = None,
    options: Sequence[str | Path] = (),
    env: Mapping[str, str] | None = None,
    program: Sequence[str | Path] = ("-m", "palabre"),
) -> AsyncIterator[PalabreServer]:
    """A healthy server that is gone when the block ends."""
    server = PalabreServer(data, port=port, options=options, env=env, program=program)
    try:
        await server.start()
        yield server
    finally:
        await server.kill9()  # tests of an orderly stop call terminate() themselves; the others need not wait
