"""Servers in a hurry: the real one, with constants a test can wait for."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.tools.server import PalabreServer, running_server

LAUNCHER = Path(__file__).with_name("hurried.py")
# Everyone in a test is one address and in a hurry: allowances are tested on their own.
UNMEASURED = "[allowance]\nfactor = 0\n"


@asynccontextmanager
async def hurried_server(
    folder: Path, constants: Mapping[str, float], *, configuration: str = UNMEASURED
) -> AsyncIterator[PalabreServer]:
    """A healthy server with module constants set, by their full names; `configuration` is TOML."""
    file = folder / "palabre.toml"
    file.write_text(configuration)
    program = (LAUNCHER, json.dumps(dict(constants)))
    async with running_server(folder / "data", options=["--config", file], program=program) as server:
        yield server
