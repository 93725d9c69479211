"""Mark keys: under which address prefixes of banned guests are hashed, one a day; never beside the data."""

from collections.abc import Collection
from typing import Protocol


class MarkKeys(Protocol):
    """Days are ISO dates."""

    def key_of(self, day: str) -> bytes:
        """The key of a day (32 bytes), made when there is none."""
        ...

    def known(self, day: str) -> bytes | None:
        """The key of a day; None when it was destroyed, or lost with a demo."""
        ...

    def keep(self, days: Collection[str]) -> None:
        """Destroy the keys of all other days."""
        ...
