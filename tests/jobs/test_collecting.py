"""The garbage collector does not walk through the connections there are."""

import gc
from collections.abc import Iterator

import pytest

from palabre.jobs.collecting import CollectingJob


@pytest.fixture(autouse=True)
def taken_back() -> Iterator[None]:
    yield
    gc.unfreeze()


class FakeEdge:
    """Connections that come and go when told to."""

    def __init__(self) -> None:
        self.came = self.gone = 0

    def arrived(self) -> int:
        return self.came

    def count(self) -> int:
        return self.came - self.gone


async def test_what_came_with_many_connections_is_set_aside_until_half_have_gone() -> None:
    edge = FakeEdge()
    job = CollectingJob(edge)
    gc.unfreeze()
    seen = []
    for edge.came, edge.gone in ((400, 0), (600, 0), (900, 400), (1_000, 450), (1_000, 750)):
        await job.step()
        seen.append(gc.get_freeze_count() > 0)
    assert seen == [False, True, True, True, False]
