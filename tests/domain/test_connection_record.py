"""What a connection record may hold, and for how long."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.connection_record import (
    FIELDS,
    KNOWN_INJUNCTIONS,
    ConnectionRecord,
    Injunction,
    Record,
    communication_of,
    forgotten_from,
    kept_fields,
    lapses,
    last_forgotten,
    record_of,
)

FACTS = ConnectionRecord(
    communication="c",
    address="192.0.2.7",
    port=50_000,
    protocols=("https", "websocket"),
    session="s",
    nickname="Ana",
    content="m",
    operation="created",
    at="2026-10-20T10:00:00.000+00:00",
    author="Ana",
)
IN_FORCE, LAPSED = date(2026, 10, 20), date(2026, 10, 21)
ENJOINED = {"content", "operation", "at", "author"}


def kept_of(day: date) -> Record:
    return record_of(FACTS, day, kept_fields(day, KNOWN_INJUNCTIONS))


def test_every_field_of_a_record_names_its_basis() -> None:
    assert [field.name for field in FIELDS] == [field.name for field in msgspec.structs.fields(ConnectionRecord)]
    assert all(field.basis and field.what for field in FIELDS)


def test_what_an_injunction_orders_is_kept_to_its_last_day_and_no_longer() -> None:
    kept = msgspec.json.decode(kept_of(IN_FORCE).plain, type=ConnectionRecord)
    assert kept == FACTS
    left = msgspec.json.decode(kept_of(LAPSED).plain)
    assert set(left) == {field.name for field in FIELDS} - ENJOINED


def test_an_injunction_the_operator_names_is_obeyed() -> None:
    renewed = Injunction(reference="décret 2026-999", since=LAPSED, until=date(2027, 10, 20))
    assert kept_fields(LAPSED, [*KNOWN_INJUNCTIONS, renewed]) == {field.name for field in FIELDS}


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 8, 20), None),
        (date(2026, 8, 21), "ends on 2026-10-20"),
        (IN_FORCE, "ends on 2026-10-20"),
        (LAPSED, "ended on 2026-10-20"),
    ],
)
def test_a_basis_that_lapses_is_told_sixty_days_before(today: date, told: str | None) -> None:
    sentences = [*lapses(today, KNOWN_INJUNCTIONS)]
    assert [told in each for each in sentences if told] == ([True] if told else [])
    assert bool(sentences) == bool(told)


def test_a_renewal_is_what_counts() -> None:
    renewed = Injunction(reference="décret 2026-999", since=LAPSED, until=date(2027, 10, 20))
    assert not [*lapses(LAPSED, [*KNOWN_INJUNCTIONS, renewed])]


def test_a_day_is_kept_a_whole_year_after_its_end() -> None:
    assert forgotten_from(date(2026, 11, 23)) == date(2027, 11, 24)
    assert forgotten_from(date(2024, 2, 29)) == date(2025, 3, 2)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_the_last_day_forgotten_is_the_last_whose_year_is_over(today: date) -> None:
    last = last_forgotten(today)
    assert forgotten_from(last) <= today < forgotten_from(date.fromordinal(last.toordinal() + 1))


def test_a_communication_is_found_by_its_message_and_tells_none() -> None:
    assert communication_of("m1") == communication_of("m1") != communication_of("m2")
    assert "m1" not in communication_of("m1")


def test_a_record_shows_nothing_of_itself() -> None:
    assert "192.0.2.7" not in repr(FACTS) + repr(kept_of(IN_FORCE))
