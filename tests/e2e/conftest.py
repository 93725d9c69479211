"""What browser tests share."""

from collections.abc import AsyncIterator

import pytest

from tests.tools.server import PalabreServer, running_server


@pytest.fixture(scope="session")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """One demo server for the tests that only look, or that keep to a room and names of their own."""
    async with running_server(tmp_path_factory.mktemp("place") / "data") as running:
        yield running
