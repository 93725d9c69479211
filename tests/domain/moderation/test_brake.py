"""A young rule that matches more than twice, and more than one text in twenty of enough, is braked."""

import pytest

from palabre.domain.moderation.brake import YOUNG_MS, brakes


@pytest.mark.parametrize(
    ("hits", "judged", "age_ms", "expected"),
    [
        (0, 0, 0, False),
        (2, 39, 0, False),
        (3, 3, 0, False),
        (49, 49, 0, False),
        (3, 50, 0, True),
        (3, 59, 0, True),
        (3, 60, 0, False),
        (50, 1_000, 0, False),
        (51, 1_000, YOUNG_MS - 1, True),
        (51, 1_000, YOUNG_MS, False),
    ],
)
def test_the_brake(hits: int, judged: int, age_ms: int, expected: bool) -> None:
    assert brakes(hits=hits, judged=judged, age_ms=age_ms, sample=50) is expected
