"""Somebody a backup is sealed for: their key in a file, and what is in a backup by it."""

import gzip
from pathlib import Path
from typing import NamedTuple

import pyrage


class Keeper(NamedTuple):
    """The recipient to configure, and the file only they have."""

    recipient: str
    file: Path

    def opened(self, backup: Path) -> bytes:
        """The lines of a backup as the tools `age` and `zcat` give them."""
        identity = pyrage.x25519.Identity.from_str(self.file.read_text().splitlines()[1])
        return gzip.decompress(pyrage.decrypt(backup.read_bytes(), [identity]))


def keeper(folder: Path, name: str = "mo") -> Keeper:
    """A new one, with a key in `folder`."""
    identity = pyrage.x25519.Identity.generate()
    file = folder / f"{name}.age-key"
    file.write_text(f"# {name}\n{identity}\n")
    return Keeper(str(identity.to_public()), file)
