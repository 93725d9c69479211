"""Discretion: what a guest wrote, and who they are, never shows in a log by way of a struct."""

from msgspec import Struct


class Discreet(Struct, frozen=True):
    """Base of the structs that carry a guest's words, name, tag or address: printed, they show only their kind."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"
