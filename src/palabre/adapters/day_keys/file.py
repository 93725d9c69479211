"""Day keys in a file of the keys directory: tags survive a restart until midnight, and no longer."""

import os
from datetime import date
from pathlib import Path

from palabre.domain.tag import KEY_BYTES
from palabre.ports.chance import Chance


class FileDayKeys:
    """Keeps `DAY KEY` (ISO date, hexadecimal) in one file, mode 0600, overwritten when the day turns."""

    def __init__(self, path: Path, chance: Chance) -> None:
        self._path = path
        self._chance = chance
        self._day: date | None = None
        self._key = b""

    def key_of(self, day: date) -> bytes:
        if day != self._day:
            self._day, self._key = day, self._read(day) or self._make(day)
        return self._key

    def _read(self, day: date) -> bytes | None:
        try:
            written_day, _, key = self._path.read_text().strip().partition(" ")
        except FileNotFoundError:
            return None
        return bytes.fromhex(key) if written_day == day.isoformat() else None

    def _make(self, day: date) -> bytes:
        key = self._chance.bytes(KEY_BYTES)
        fresh = self._path.with_suffix(".new")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"{day.isoformat()} {key.hex()}\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
        return key
