"""The servers of these tests, shared where a test leaves nothing behind."""

from collections.abc import AsyncIterator

import pytest

from tests.sockets.hurried_server import hurried_server
from tests.tools.server import PalabreServer


@pytest.fixture(scope="package")
async def edge(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """A server without allowances."""
    async with hurried_server(tmp_path_factory.mktemp("edge"), {}) as server:
        yield server


@pytest.fixture(scope="package")
async def impatient(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """A server that waits for the rest of a request for a moment only."""
    constants = {"palabre.gateway.requests.COMPLETE_WITHIN_S": 0.3}
    async with hurried_server(tmp_path_factory.mktemp("impatient"), constants) as server:
        yield server
