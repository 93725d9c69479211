"""Servers in a hurry: the real one, with constants a test can wait for."""

import json
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.tools.child import Child
from tests.tools.server import PalabreServer

LAUNCHER = Path(__file__).with_name("hurried.py")
# Everyone in a test is one address and in a hurry: allowances are tested on their own.
UNMEASURED = "[allowance]\nfactor = 0\n"


class HurriedServer(PalabreServer):
    """`palabre serve` with module constants set, by their full names."""

    def __init__(self, data: Path, constants: Mapping[str, float], options: Sequence[str | Path]) -> None:
        super().__init__(data, options=options)
        self._constants = dict(constants)

    async def start(self) -> None:
        """As PalabreServer.start."""
        launch = [sys.executable, "-P", str(LAUNCHER), json.dumps(self._constants)]
        serve = ["serve", "--port", str(self.port), "--data", str(self.data), *self.options]
        self._child = Child([*launch, *serve], self.logs, env=self._env)
        await self._await_health()


@asynccontextmanager
async def hurried_server(
    folder: Path, constants: Mapping[str, float], *, configuration: str = UNMEASURED
) -> AsyncIterator[HurriedServer]:
    """A healthy server that is gone when the block ends; `configuration` is TOML."""
    file = folder / "palabre.toml"
    file.write_text(configuration)
    server = HurriedServer(folder / "data", constants, ["--config", file])
    try:
        await server.start()
        yield server
    finally:
        await server.kill9()
