"""Day keys in memory: a restart changes every tag, as a demo may."""

from datetime import date

from palabre.domain.tag import KEY_BYTES
from palabre.ports.chance import Chance


class MemoryDayKeys:
    """Holds today's key and no other."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._day: date | None = None
        self._key = b""

    def key_of(self, day: date) -> bytes:
        if day != self._day:
            self._day, self._key = day, self._chance.bytes(KEY_BYTES)
        return self._key
