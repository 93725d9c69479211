"""Who may do what: every command and every route against every kind of visitor, in one table.

`matrix.txt` has a line for each: what most are answered, then who is answered otherwise. What is not in it fails.
"""

from pathlib import Path

import pytest

from tests.laws.matrix import asked, kinds, places_of, routes, row_of

TABLE = Path(__file__).with_name("matrix.txt")
HEADING = "#"
EVERYTHING = [*kinds(), *routes()]
CELLS = [(name, place) for name in EVERYTHING for place in places_of(name)]


def rows() -> dict[str, str]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith(HEADING)]
    return {line.partition(" | ")[0]: line for line in lines}


def test_every_command_and_every_route_has_its_line_and_nothing_else_has_one() -> None:
    assert [*rows()] == [f"{name} in {place}" if place else name for name, place in CELLS]


@pytest.mark.parametrize(("name", "place"), CELLS)
async def test_each_is_answered_as_the_table_says(name: str, place: str) -> None:
    told = row_of(name, place, await asked(name, place))
    assert told == rows().get(told.partition(" | ")[0])
