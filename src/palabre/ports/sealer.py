"""Sealer: hides a removed text at once, with a key that does not lie beside the data."""

from typing import Protocol


class Sealer(Protocol):
    """Authenticated encryption bound to a context (the message's id and version)."""

    def seal(self, plain: bytes, context: bytes) -> bytes:
        """Return the sealed bytes. Thread-safe: the log writer calls it inside its transaction."""
        ...

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Return the plain bytes; raises SealBroken when the key, the context or the bytes are not the same."""
        ...


class SealBroken(Exception):
    """The sealed bytes cannot be opened with this key and context."""
