"""The grounds shipped with Palabre, read from their file."""

from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from palabre.domain.moderation.grounds import Ground, Grounds

FILE = Path(__file__).with_name("grounds.toml")


class GroundsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `grounds.toml`."""

    grounds: tuple[Ground, ...]


@cache
def shipped_grounds() -> Grounds:
    """French law, and the rules of the rules page under their numbers; raises msgspec.DecodeError."""
    return Grounds(msgspec.toml.decode(FILE.read_bytes(), type=GroundsFile).grounds)
