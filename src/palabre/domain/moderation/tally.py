"""Tallies: how many texts each rule matched, as it is kept over a restart."""

from msgspec import Struct

# Under this in place of a version: how many texts were judged in all, as `live`.
ALL_TEXTS = ""


class Tally(Struct, frozen=True, kw_only=True):
    """What the rule of a version matched in force and in shadow; when it began, `since` texts had been judged."""

    version: str
    live: int = 0
    shadow: int = 0
    since: int = 0
