"""Which tables go into a backup: each is in one list, with its reason."""

import pytest

from palabre.adapters.sql.carried import CARRIED, LEFT, selection
from palabre.adapters.sql.tables import metadata
from palabre.domain.backup import Column

TEXTS_OF_GUESTS = {"log", "faded", "sealed_versions", "held", "follow_ups", "conversations", "conversation_requests"}
WAYS_IN = {"staff_links", "staff_sessions", "passkey_challenges", "vouches", "room_invitations"}


def test_every_table_goes_into_a_backup_or_is_left_for_a_reason() -> None:
    assert {*CARRIED} | {*LEFT} == {*metadata.tables}
    assert {*CARRIED} & {*LEFT} == set()
    assert all(carried.why for carried in CARRIED.values()) and all(LEFT.values())


def test_what_guests_said_and_what_lets_one_in_never_goes_into_one() -> None:
    assert {*LEFT} >= TEXTS_OF_GUESTS | WAYS_IN


@pytest.mark.parametrize("table", [table for table, carried in CARRIED.items() if carried.needs])
def test_a_condition_is_on_a_column_there_is(table: str) -> None:
    assert CARRIED[table].needs in metadata.tables[table].columns


def test_a_store_from_before_a_column_is_read_without_its_condition() -> None:
    assert selection("rooms", (Column("id", "integer"),)) == 'SELECT "id" FROM rooms'
    with_it = selection("rooms", (Column("id", "integer"), Column("privacy", "text")))
    assert with_it == 'SELECT "id", "privacy" FROM rooms WHERE privacy = \'public\''
