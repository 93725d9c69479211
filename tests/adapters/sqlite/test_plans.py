"""How SQLite goes about what is asked at each reaction: never through a whole room."""

import re
import sqlite3
from collections.abc import Iterator

import pytest

from palabre.adapters.sql import compiled
from palabre.adapters.sql.sqlite import schema
from palabre.adapters.sql.statement import Statement

BY_PLACE = {
    "room_id": 1, "offset": 1, "message_id": "m", "session_id": "s", "reaction": "like", "rows": "[1]",
    "first": 1, "last": 1, "shift": 1, "count": 1, "client_message_id": "c", "before": 1, "after": 1,
}  # fmt: skip
REACTIONS = (
    compiled.REACTIONS_OF_MESSAGE,
    compiled.REACTIONS_BETWEEN,
    compiled.REACTIONS_AT,
    compiled.ADD_REACTION,
    compiled.DROP_REACTION,
    compiled.DROP_REACTIONS_AT,
    compiled.DROP_REACTIONS_UP_TO,
    compiled.DROP_REACTIONS_OF_GUEST,
    compiled.ROOMS_REACTED_IN,
    compiled.MARK_REACTED,
)


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.ensure(connection)
    yield connection
    connection.close()


@pytest.mark.parametrize("statement", REACTIONS, ids=lambda statement: statement.sqlite.text[:60])
def test_reactions_are_reached_by_place_by_message_or_by_guest(
    database: sqlite3.Connection, statement: Statement
) -> None:
    text, values = statement.sqlite.step(BY_PLACE)
    plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {text}", values)]
    reached = [step for step in plan if re.match("(SCAN|SEARCH) (log|reactions)", step)]
    assert all(re.search(r"\(.*(offset|message_id|session_id)[=<>]\?", step) for step in reached), plan


HELD = (
    compiled.HELD_OF_KEY,
    compiled.COUNT_HELD_OF_SESSION,
    compiled.COUNT_HELD_IN_ROOM,
    compiled.LOCK_HELD,
    compiled.HELD_OF_SESSION,
    compiled.REFUSED_OF_SESSION,
    compiled.ALL_HELD,
    compiled.SETTLED_BEFORE,
)


@pytest.mark.parametrize("statement", HELD, ids=lambda statement: statement.sqlite.text[:60])
def test_what_waits_is_reached_without_reading_what_is_settled(
    database: sqlite3.Connection, statement: Statement
) -> None:
    text, values = statement.sqlite.step(BY_PLACE)
    plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {text}", values)]
    assert not [step for step in plan if re.match("SCAN held", step)], plan
