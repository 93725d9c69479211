"""What `check` says of the disk: sizes as they are, and a pace only where one can be told."""

import msgspec
import pytest

from palabre.cli.disk import MIB, MIN_FREE_BYTES, outlook, pace_of
from palabre.domain.retention import HOUR_MS
from palabre.ports.usage import Usage

NOW = 1_795_348_800_000
# 2 KiB a row: 1,024 rows make 2 MiB.
BUSY = Usage(
    database_bytes=10 * MIB,
    waiting_bytes=0,
    used_bytes=8 * MIB,
    rows=4_096,
    recent_rows=1_024,
    oldest_ms=NOW - 5 * HOUR_MS,
)


def changed(**changes: int | None) -> Usage:
    return msgspec.structs.replace(BUSY, **changes)


def test_a_pace_is_that_of_the_last_hour() -> None:
    pace = pace_of(BUSY, NOW)
    assert pace is not None
    assert (pace.bytes_an_hour, pace.rows) == (2 * MIB, 1_024)


def test_a_store_younger_than_an_hour_is_counted_over_its_age() -> None:
    pace = pace_of(changed(oldest_ms=NOW - HOUR_MS // 2), NOW)
    assert pace is not None
    assert pace.bytes_an_hour == 4 * MIB


@pytest.mark.parametrize(
    "usage",
    [
        changed(rows=0, recent_rows=0, oldest_ms=None),
        changed(recent_rows=12),
        changed(oldest_ms=NOW - HOUR_MS // 12),
    ],
    ids=["empty", "quiet", "just begun"],
)
def test_no_pace_is_invented(usage: Usage) -> None:
    told = outlook(usage, free=0, keep_hours=6, now_ms=NOW)
    assert (told.lasts, told.text) == (True, "too little was written lately to tell a pace")


def test_what_expires_makes_room_for_what_comes() -> None:
    told = outlook(BUSY, free=MIN_FREE_BYTES + 100 * MIB, keep_hours=6, now_ms=NOW)
    assert told.lasts
    assert told.text == (
        "1,024 events in the last hour make about 2.0 MiB an hour; "
        "kept 6 h, they settle at about 12.0 MiB, for which there is room"
    )


def test_a_disk_too_small_is_told_with_the_hours_left() -> None:
    told = outlook(BUSY, free=MIN_FREE_BYTES + 20 * MIB, keep_hours=72, now_ms=NOW)
    assert not told.lasts
    assert told.text.endswith("kept 72 h, they need about 144.0 MiB: full in about 10 h")
