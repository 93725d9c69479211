"""Birthdates as providers give them: whether somebody born then is surely of age."""

import re
from datetime import UTC, date, datetime, timedelta

# Where the day begins last (IANA Etc/GMT+12): who is of age there is of age everywhere.
LAST_DAYBREAK = timedelta(hours=12)
FULL = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
YEAR = re.compile(r"[0-9]{4}")
OLDEST_YEARS = 130


def latest_birthday(birthdate: str) -> date | None:
    """The latest day a `birthdate` claim may mean (OpenID Connect Core 1.0, §5.1), or None when it tells no year.

    A year alone is its last day; the year 0000 stands for a year that is not told.
    """
    if YEAR.fullmatch(birthdate) and int(birthdate):
        return date(int(birthdate), 12, 31)
    found = FULL.fullmatch(birthdate)
    if found is None or not int(found[1]):
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def is_over(years: int, birthdate: str, now_ms: int) -> bool | None:
    """Whether whoever was born then is at least `years` old, wherever they are; None when it cannot be told."""
    born = latest_birthday(birthdate)
    today = (datetime.fromtimestamp(now_ms / 1000, UTC) - LAST_DAYBREAK).date()
    if born is None or born > today or today.year - born.year > OLDEST_YEARS:
        return None
    # Born on 29 February: of age on 1 March, never a day too soon.
    return (today.year - years, today.month, today.day) >= (born.year, born.month, born.day)
