"""Proofs: which sessions proved that their guest is an adult."""

from collections.abc import Iterable
from typing import Protocol

from palabre.domain.age import KeptProof


class Proofs(Protocol):
    """Asked for every entry and message of a room for adults: nothing here reads a store."""

    def can_be_given(self) -> bool:
        """Whether a guest can prove it on this instance."""
        ...

    def is_adult(self, session_id: str) -> bool:
        """Whether a proof of this session holds now."""
        ...

    def key_of(self, session_id: str) -> str | None:
        """The thumbprint of the key of the browser it was given in; None when none holds now."""
        ...


class ProofsAtHand(Proofs, Protocol):
    """The same, with what they are filled by."""

    def of(self, session_id: str) -> KeptProof | None:
        """What a session proved, whether or not it still holds."""
        ...

    def until_ms(self, session_id: str) -> int | None:
        """Until when the proof of a session holds if nothing more is done, Unix ms; None when none does."""
        ...

    def all(self) -> Iterable[KeptProof]:
        """Every one that is known."""
        ...

    def over(self) -> Iterable[KeptProof]:
        """Those whose time has come; a session that is not in use decides nothing."""
        ...

    def put(self, kept: KeptProof) -> None:
        """From now on this is what its session proved."""
        ...

    def drop(self, session_id: str) -> KeptProof | None:
        """A session proved nothing any more; what it had proved."""
        ...
