"""Palabre on the servers' core, as the measurements have it: one large room, no allowances."""

import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from palabre.bench.reference import SERVER_CORE, pinned
from tests.tools.child import Child
from tests.tools.server import PalabreServer

CONFIGURATION = """
[allowance]
factor = 0

[live]
coalesce_ms = {coalesce_ms}

[[rooms]]
slug = "agora"
name = "Agora"
capacity = 20000
"""


class PinnedServer(PalabreServer):
    """`palabre serve` on the servers' core."""

    async def start(self) -> None:
        """As PalabreServer.start."""
        serve = [sys.executable, "-P", "-m", "palabre", "serve", "--port", str(self.port), "--data", str(self.data)]
        self._child = Child(pinned(SERVER_CORE, *serve, *self.options), self.logs, env=self._env)
        await self._await_health()


@asynccontextmanager
async def pinned_palabre(folder: Path, *, coalesce_ms: int) -> AsyncIterator[PalabreServer]:
    """A fresh server with the room `agora`; it is killed when the block ends."""
    with tempfile.TemporaryDirectory(dir=folder) as home:
        file = Path(home) / "palabre.toml"
        file.write_text(CONFIGURATION.format(coalesce_ms=coalesce_ms))
        server = PinnedServer(Path(home) / "data", options=["--config", file])
        try:
            await server.start()
            yield server
        finally:
            await server.kill9()
