"""The real parts every test may ask for.

All async tests and fixtures share one event loop, the session's (pyproject.toml): Chromium and connection
pools belong to the loop they were made on, and are made once.
"""

import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.faults.ledger import Ledger
from tests.tools.chromium import running_chromium
from tests.tools.nats import running_nats
from tests.tools.nursery import running_nursery
from tests.tools.postgres import PostgresServer, running_postgres
from tests.tools.server import PalabreServer, running_server


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of the slow or lasting runs; README and docs/performance.md say when they are used."""
    parser.addoption("--screenshots", metavar="DIR", default=None, help="keep the pictures of every screen in DIR")
    parser.addoption("--kills", metavar="N", type=int, default=3, help="how often the kill test kills the server")
    parser.addoption("--long", action="store_true", help="faults at full size: ./palabre tool faults")
    parser.addoption("--own-starts", action="store_true", help="start every server by itself, as `--long` does")
    parser.addoption("--ledger", metavar="FILE", type=Path, default=None, help="append what each fault did to FILE")


def pytest_configure() -> None:
    """End on SIGTERM as on Ctrl-C, so that the real parts are stopped and their folders removed."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last to leave takes away what the launcher put in memory (scripts/memory.sh)."""
    folder = os.environ.get("PALABRE_TESTS_IN")
    if folder and not hasattr(config, "workerinput"):
        shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take minutes come first: the workers end together, whatever each was given."""
    items.sort(key=lambda item: "e2e" not in item.path.parts)


@pytest.fixture(scope="session", autouse=True)
def nursery(pytestconfig: pytest.Config) -> Iterator[None]:
    """Servers are forked of one that is ready, rather than each made ready for two seconds of CPU and more."""
    if pytestconfig.getoption("own_starts") or pytestconfig.getoption("long"):
        yield
        return
    with running_nursery() as PalabreServer.nursery:
        yield


@pytest.fixture(scope="session")
def is_long(pytestconfig: pytest.Config) -> bool:
    """Whether faults are asked for at their full size."""
    return bool(pytestconfig.getoption("long"))


@pytest.fixture(scope="session")
def ledger(pytestconfig: pytest.Config) -> Ledger:
    """Where the fault tests note what happened."""
    return Ledger(pytestconfig.getoption("ledger"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The session's PostgreSQL."""
    with running_postgres() as server:
        yield server


@pytest.fixture
async def postgres_url(postgres_server: PostgresServer) -> AsyncIterator[str]:
    """The address of a fresh, empty database."""
    database = await postgres_server.create_database()
    yield postgres_server.url(database)
    await postgres_server.drop_database(database)


@pytest.fixture(scope="session")
def nats_url() -> Iterator[str]:
    """The address of the session's NATS; tests keep apart by their instance's subjects."""
    with running_nats() as url:
        yield url


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The session's Chromium; a test opens its own context in it."""
    async with running_chromium() as chromium:
        yield chromium


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[PalabreServer]:
    """A fresh demo server with empty data."""
    async with running_server(tmp_path / "data") as running:
        yield running
