"""Options and servers of the fault tests."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.tools.server import PalabreServer, running_server

# Everyone in a test is one address and in a hurry: allowances are tested on their own.
UNMEASURED = "[allowance]\nfactor = 0\n"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--kills` is in tests/conftest.py; this is for repeating a run that printed its seed."""
    parser.addoption("--kill-seed", metavar="N", type=int, help="the seed of an earlier kill test: the same moments")


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    """A configuration file without allowances."""
    file = tmp_path / "palabre.toml"
    file.write_text(UNMEASURED)
    return file


@pytest.fixture
async def unmeasured(tmp_path: Path, configuration: Path) -> AsyncIterator[PalabreServer]:
    """A fresh server without allowances."""
    async with running_server(tmp_path / "data", options=["--config", configuration]) as server:
        yield server
