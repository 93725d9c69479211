"""Day keys: the secret from which a day's tags are drawn, destroyed when the day ends."""

from datetime import date
from typing import Protocol


class DayKeys(Protocol):
    """Hands out one key a day and forgets it after midnight."""

    def key_of(self, day: date) -> bytes:
        """The 32-byte key of `day`, made on first use; keys of earlier days are destroyed."""
        ...
