"""The servers of these tests, shared where a test leaves nothing behind."""

from collections.abc import AsyncIterator

import pytest

from tests.faults.quiet import assert_log_is_quiet
from tests.sockets.hurried_server import hurried_server
from tests.tools.server import PalabreServer

NICKNAMES = ("Ana", "Bilal", "Chloé", "Diane", "Elias")


@pytest.fixture(scope="package")
async def edge(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """A server without allowances; whatever it meets, its log stays quiet."""
    async with hurried_server(tmp_path_factory.mktemp("edge"), {}) as server:
        yield server
        assert_log_is_quiet(server, nicknames=NICKNAMES)


@pytest.fixture(scope="package")
async def impatient(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """A server that waits for the rest of a request for a moment only."""
    constants = {"palabre.gateway.requests.COMPLETE_WITHIN_S": 0.3}
    async with hurried_server(tmp_path_factory.mktemp("impatient"), constants) as server:
        yield server
