"""Mark keys in memory: with a demo's restart, the marks made before match nobody."""

from collections.abc import Collection

from palabre.ports.chance import Chance

KEY_BYTES = 32


class MemoryMarkKeys:
    """Holds a key for each day there are marks of."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._keys: dict[str, bytes] = {}

    def key_of(self, day: str) -> bytes:
        if day not in self._keys:
            self._keys[day] = self._chance.bytes(KEY_BYTES)
        return self._keys[day]

    def known(self, day: str) -> bytes | None:
        return self._keys.get(day)

    def keep(self, days: Collection[str]) -> None:
        self._keys = {day: key for day, key in self._keys.items() if day in days}
