"""Retention: how long each thing is kept, and why; the one table the pages are generated from."""

from dataclasses import dataclass

HOUR_MS = 3_600_000
MIN_MESSAGES_H = 1
MAX_MESSAGES_H = 72
SEALED_MS = 24 * HOUR_MS
ROWS_A_STEP = 500
# A retry is answered with its recorded outcome for as long as the message lives, one hour at least.
NAME_HELD_MS = 30 * 60_000


@dataclass(frozen=True, slots=True)
class Retention:
    """What the operator may choose: hours a message stays readable (1 to 72), days evidence is held (30 to 730), and
    days a backup is kept (1 to 30)."""

    messages_h: int = 6
    evidence_days: int = 183
    backup_days: int = 30

    def keep_seconds(self) -> int:
        """How long a message stays, in seconds, as clients are told."""
        return self.messages_h * 3_600

    def messages_before(self, now_ms: int) -> int:
        """Messages sent before this time (Unix ms) are due to be destroyed."""
        return now_ms - self.messages_h * HOUR_MS
