"""What the disk holds and how long it lasts, in words that claim no more than can be known."""

import shutil
from pathlib import Path
from typing import NamedTuple

from palabre.domain.retention import HOUR_MS
from palabre.ports.usage import Usage

MIB = 1_024**2
# A full disk stops every write: this leaves time to act.
MIN_FREE_BYTES = 200 * MIB
# Fewer rows say more of the tables than of the messages; a shorter while says nothing of an hour.
ENOUGH_ROWS = 200
ENOUGH_MS = HOUR_MS // 6


class Pace(NamedTuple):
    """How fast a store grows before anything expires: bytes an hour, told from the last `span_ms`."""

    bytes_an_hour: float
    rows: int
    span_ms: int


class Outlook(NamedTuple):
    """Whether the disk lasts, and the sentence that says so."""

    lasts: bool
    text: str


def pace_of(usage: Usage, now_ms: int) -> Pace | None:
    """The present pace, or None when too little was written, or too lately, to tell one."""
    if usage.oldest_ms is None or usage.recent_rows < ENOUGH_ROWS:
        return None
    span_ms = min(HOUR_MS, now_ms - usage.oldest_ms)
    if span_ms < ENOUGH_MS:
        return None
    bytes_a_row = usage.used_bytes / usage.rows
    return Pace(bytes_a_row * usage.recent_rows * HOUR_MS / span_ms, usage.recent_rows, span_ms)


def outlook(usage: Usage, *, free: int, keep_hours: int, now_ms: int) -> Outlook:
    """How the store will go on at its present pace: what expires makes room for what comes."""
    pace = pace_of(usage, now_ms)
    if pace is None:
        return Outlook(True, "too little was written lately to tell a pace")
    told = f"{pace.rows:,} events in the last {minutes(pace.span_ms)} make about {size(pace.bytes_an_hour)} an hour"
    most = pace.bytes_an_hour * keep_hours
    growth = most - usage.database_bytes
    room = max(free - MIN_FREE_BYTES, 0)
    if growth <= room:
        return Outlook(True, f"{told}; kept {keep_hours} h, they settle at about {size(most)}, for which there is room")
    hours = room / pace.bytes_an_hour
    return Outlook(False, f"{told}; kept {keep_hours} h, they need about {size(most)}: full in about {hours:.0f} h")


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def size(count: float) -> str:
    """A number of bytes, in MiB."""
    return f"{count / MIB:,.1f} MiB"


def minutes(span_ms: int) -> str:
    return "hour" if span_ms >= HOUR_MS else f"{span_ms // 60_000} minutes"
