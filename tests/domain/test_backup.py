"""What a backup is called, when the next is due, and when it must be gone."""

import pytest

from palabre.domain.backup import DAY_MS, is_due, last_made_ms, made_ms_of, name_of, to_forget

NOON = 1_795_348_800_000


def test_a_name_tells_when_it_was_made() -> None:
    assert name_of(NOON + 999) == "palabre-20261122T120000Z.backup"
    assert made_ms_of(name_of(NOON)) == NOON


@pytest.mark.parametrize(
    "name", ["palabre.backup", "palabre-20261322T120000Z.backup", ".palabre-20261122T120000Z.backup.part", "notes.txt"]
)
def test_other_files_are_none(name: str) -> None:
    assert made_ms_of(name) is None
    assert to_forget([name], NOON * 2, 1) == []


def test_the_next_is_due_a_day_after_the_last() -> None:
    names = [name_of(NOON), name_of(NOON - DAY_MS), "notes.txt"]
    assert last_made_ms(names) == NOON
    assert is_due(None, NOON)
    assert not is_due(NOON, NOON + DAY_MS - 1)
    assert is_due(NOON, NOON + DAY_MS)


def test_a_clock_that_was_set_back_does_not_stop_them() -> None:
    assert not is_due(NOON + DAY_MS, NOON)
    assert is_due(NOON + DAY_MS + 1, NOON)


def test_each_goes_after_its_days_whether_another_was_made_or_not() -> None:
    only = [name_of(NOON)]
    assert to_forget(only, NOON + 30 * DAY_MS - 1, 30) == []
    assert to_forget(only, NOON + 30 * DAY_MS, 30) == only
