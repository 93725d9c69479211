"""Tags: the handle of a guest in one room for one day, from a key that dies at midnight."""

import base64
import hashlib
import hmac
from datetime import UTC, date, datetime, timedelta, tzinfo

KEY_BYTES = 32
TAG_LENGTH = 12


def tag_of(key: bytes, room_id: int, session_id: str) -> str:
    """Return the tag: 12 base32 characters (60 bits) of HMAC-SHA-256 (RFC 2104, RFC 4648).

    `key` is the day's key (32 bytes). Without it, two tags cannot be told to be the same guest.
    """
    digest = hmac.digest(key, f"{room_id}:{session_id}".encode(), hashlib.sha256)
    return base64.b32encode(digest)[:TAG_LENGTH].decode().lower()


def day_of(at_ms: int, zone: tzinfo) -> date:
    """Return the calendar day, in the instance's time zone, of a Unix time in milliseconds."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone).date()


def midnight_after(at_ms: int, zone: tzinfo) -> int:
    """Return the Unix time, in milliseconds, at which the day of `at_ms` ends in `zone`."""
    tomorrow = day_of(at_ms, zone) + timedelta(days=1)
    return int(datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone).timestamp() * 1000)
