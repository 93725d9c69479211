"""Mark keys in a file of the keys directory: marks are found again after a restart, for as long as they last."""

import os
from collections.abc import Collection
from pathlib import Path

from palabre.adapters.mark_keys.memory import KEY_BYTES
from palabre.ports.chance import Chance


class FileMarkKeys:
    """Keeps lines `DAY KEY` (ISO date, hexadecimal) in one file, mode 0600, written anew when a day comes or goes."""

    def __init__(self, path: Path, chance: Chance) -> None:
        self._path = path
        self._chance = chance
        self._keys = self._read()

    def key_of(self, day: str) -> bytes:
        if day not in self._keys:
            self._keys = self._read()
        if day not in self._keys:
            self._write(self._keys | {day: self._chance.bytes(KEY_BYTES)})
        return self._keys[day]

    def known(self, day: str) -> bytes | None:
        if day not in self._keys:
            self._keys = self._read()
        return self._keys.get(day)

    def keep(self, days: Collection[str]) -> None:
        if not self._keys.keys() <= set(days):
            self._write({day: key for day, key in self._keys.items() if day in days})

    def _read(self) -> dict[str, bytes]:
        try:
            lines = self._path.read_text().splitlines()
        except FileNotFoundError:
            return {}
        pairs = (line.split(" ", 1) for line in lines)
        return {day: bytes.fromhex(key) for day, key in pairs}

    def _write(self, keys: dict[str, bytes]) -> None:
        fresh = self._path.with_suffix(".new")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.writelines(f"{day} {key.hex()}\n" for day, key in sorted(keys.items()))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        self._keys = keys
