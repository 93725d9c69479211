"""Nobody under age passes by a birthdate: not by a year alone, a leap day, or another time zone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.birthdate import is_over, latest_birthday


def at(text: str) -> int:
    """Unix milliseconds of an ISO instant in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


NOON = at("2026-11-22T12:00:00")


@pytest.mark.parametrize(
    ("birthdate", "now", "expected"),
    [
        ("2008-11-22", "2026-11-22T12:00:00", True),
        ("2008-11-22", "2026-11-22T11:59:59", False),
        ("2008-11-23", "2026-11-22T23:59:59", False),
        ("2008-11-21", "2026-11-22T00:00:00", True),
        ("1990-05-17", "2026-11-22T12:00:00", True),
        ("2008", "2026-11-22T12:00:00", False),
        ("2008", "2026-12-31T11:59:59", False),
        ("2008", "2026-12-31T12:00:00", True),
        ("2007", "2026-11-22T12:00:00", True),
        ("2008-02-29", "2026-02-28T23:59:59", False),
        ("2008-02-29", "2026-03-01T12:00:00", True),
    ],
)
def test_of_age_is_who_is_so_everywhere_on_earth(birthdate: str, now: str, expected: bool) -> None:
    assert is_over(18, birthdate, at(now)) is expected


@pytest.mark.parametrize(
    "birthdate",
    ["", "0000", "0000-05-17", "1990-13-01", "1990-02-30", "17/05/1990", "1990-5-17", " 1990", "1990-05-17T00:00",
     "19900517", "２０００", "1895-01-01", "2027-01-01", "2026-11-23", "9999", "99999", "-1990", "1990-05-17\n"],
)  # fmt: skip
def test_what_tells_no_birthday_tells_nothing(birthdate: str) -> None:
    assert is_over(18, birthdate, NOON) is None


@given(st.text(max_size=20))
def test_no_text_whatever_is_an_error(text: str) -> None:
    assert is_over(18, text, NOON) in (True, False, None)


@given(st.dates(date(1900, 1, 1), date(2026, 11, 20)), st.integers(0, 48))
def test_a_year_alone_never_says_more_than_the_full_date(born: date, hours: int) -> None:
    now = NOON + int(timedelta(hours=hours).total_seconds() * 1000)
    if is_over(18, f"{born.year:04}", now):
        assert is_over(18, born.isoformat(), now)


def test_the_latest_day_a_claim_may_mean_is_taken() -> None:
    assert latest_birthday("1990") == date(1990, 12, 31)
    assert latest_birthday("1990-05-17") == date(1990, 5, 17)
