"""What browser tests share."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import expect

from tests.e2e.agora import Agora, many_agoras
from tests.e2e.guests import BURST_MS
from tests.tools.server import PalabreServer, running_server

# A busy machine makes a page late, never wrong.
expect.set_options(timeout=BURST_MS)


@pytest.fixture(scope="session")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """One demo server for the tests that only look, or that keep to a room and names of their own."""
    async with running_server(tmp_path_factory.mktemp("place") / "data") as running:
        yield running


@pytest.fixture(scope="session")
async def agoras(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Iterator[Agora]]:
    """More rooms than tests ask for."""
    async with many_agoras(tmp_path_factory.mktemp("agoras"), 60) as rooms:
        yield rooms


@pytest.fixture
def agora(agoras: Iterator[Agora]) -> Agora:
    """A room of one's own."""
    return next(agoras)
