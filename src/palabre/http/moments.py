"""Moments: days and hours as the pages tell them, in the time zone of the place."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from palabre.http.words import MomentWords


def moments_of(words: MomentWords, timezone: str) -> Callable[[str], str]:
    """Tells an RFC 3339 time as `22 novembre 2026, 14 h 32`."""
    zone = ZoneInfo(timezone)

    def moment(at: str) -> str:
        local = datetime.fromisoformat(at).astimezone(zone)
        month = words.months[local.month - 1]
        return words.form.format(
            day=local.day, month=month, year=local.year, hour=local.hour, minute=f"{local.minute:02}"
        )

    return moment
