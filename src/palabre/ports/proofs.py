"""Proofs: which sessions proved that their guest is an adult."""

from typing import Protocol


class Proofs(Protocol):
    """Asked for every entry and message of a room for adults: nothing here reads a store."""

    def can_be_given(self) -> bool:
        """Whether a guest can prove it on this instance."""
        ...

    def is_adult(self, session_id: str) -> bool:
        """Whether a proof of this session holds now."""
        ...
