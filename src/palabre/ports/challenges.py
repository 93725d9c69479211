"""Challenges: a proof of work that a guest's browser can find in seconds, and the server checks at once."""

from typing import Protocol

from msgspec import Struct

from palabre.protocol.resources import Challenge


class Solved(Struct, frozen=True):
    """A challenge of ours that was solved: its digest, and until when it was to be (Unix milliseconds)."""

    digest: bytes
    until_ms: int


class Challenges(Protocol):
    """Signed with `key`: nothing of a challenge is kept until it is solved."""

    def issue(self, key: bytes, counter: int, until_ms: int) -> Challenge:
        """A challenge whose answer is `counter`."""
        ...

    def solved(self, key: bytes, payload: str) -> Solved | None:
        """What was solved; None when it is not ours, or not the answer. Never raises."""
        ...
