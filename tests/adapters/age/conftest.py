"""One authority for all the tests: its keys take a moment to make."""

import pytest

from tests.adapters.age.authority import Authority


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()
