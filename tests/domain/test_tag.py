"""Tags: one guest, one room, one day; nothing to link them by."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.tag import KEY_BYTES, TAG_LENGTH, day_of, midnight_after, tag_of

PARIS = ZoneInfo("Europe/Paris")
keys = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)
handles = st.tuples(keys, st.integers(1, 99), st.text(max_size=4))
instants = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)).map(
    lambda moment: round(moment.replace(tzinfo=UTC).timestamp() * 1_000)
)
zones = st.sampled_from(["Europe/Paris", "UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"])


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1_000)


@given(keys, st.integers(1, 10**6), st.text(min_size=1))
def test_a_tag_is_the_same_for_the_same_guest_room_and_day(key: bytes, room: int, session: str) -> None:
    tag = tag_of(key, room, session)
    assert tag == tag_of(key, room, session)
    assert len(tag) == TAG_LENGTH and set(tag) <= set("abcdefghijklmnopqrstuvwxyz234567")


@given(handles, handles)
def test_another_guest_room_or_day_has_an_unrelated_tag(
    one: tuple[bytes, int, str], other: tuple[bytes, int, str]
) -> None:
    assert (tag_of(*one) == tag_of(*other)) is (one == other)


def test_a_room_and_a_session_are_not_taken_for_one_another() -> None:
    key = bytes(KEY_BYTES)
    assert tag_of(key, 1, "1:x") != tag_of(key, 11, ":x")


@pytest.mark.parametrize(
    ("moment", "day", "midnight"),
    [
        ("2026-11-22T12:00:00+01:00", date(2026, 11, 22), "2026-11-23T00:00:00+01:00"),
        ("2026-11-22T23:59:59.999+01:00", date(2026, 11, 22), "2026-11-23T00:00:00+01:00"),
        ("2026-11-23T00:00:00+01:00", date(2026, 11, 23), "2026-11-24T00:00:00+01:00"),
        ("2026-11-22T23:30:00+00:00", date(2026, 11, 23), "2026-11-24T00:00:00+01:00"),
        # The day of 23 hours, and the day of 25.
        ("2026-03-29T00:30:00+01:00", date(2026, 3, 29), "2026-03-30T00:00:00+02:00"),
        ("2026-03-28T23:30:00+01:00", date(2026, 3, 28), "2026-03-29T00:00:00+01:00"),
        ("2026-10-25T02:30:00+02:00", date(2026, 10, 25), "2026-10-26T00:00:00+01:00"),
        ("2026-10-25T02:30:00+01:00", date(2026, 10, 25), "2026-10-26T00:00:00+01:00"),
        ("2026-12-31T23:59:59+01:00", date(2026, 12, 31), "2027-01-01T00:00:00+01:00"),
    ],
)
def test_a_day_in_paris_ends_at_midnight_in_paris(moment: str, day: date, midnight: str) -> None:
    assert day_of(at(moment), PARIS) == day
    assert midnight_after(at(moment), PARIS) == at(midnight)


@given(instants, zones)
def test_a_day_ends_after_now_and_the_next_one_begins_there(now: int, name: str) -> None:
    zone = ZoneInfo(name)
    end = midnight_after(now, zone)
    assert 0 < end - now <= timedelta(hours=26) / timedelta(milliseconds=1)
    assert day_of(end - 1, zone) == day_of(now, zone)
    assert day_of(end, zone) > day_of(now, zone)
