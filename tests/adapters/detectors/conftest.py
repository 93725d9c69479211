"""The engine over the shipped packs, made once."""

import pytest

from palabre.adapters.detectors import Engine, shipped_engine


@pytest.fixture(scope="session")
def engine() -> Engine:
    return shipped_engine()
