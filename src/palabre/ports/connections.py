"""Connections: what a use case may ask of the live edge, wherever a guest is connected."""

from typing import Protocol

from palabre.domain.passing import ProofChanged, SanctionApplied, SanctionLifted


class Connections(Protocol):
    """The live connections of this instance."""

    def is_connected(self, session_id: str) -> bool:
        """Whether a connection of this node is this session's."""
        ...

    def end_session(self, session_id: str) -> None:
        """Close every connection of a session that is over (4501)."""
        ...

    def tell(self, session_id: str, fact: SanctionApplied | SanctionLifted | ProofChanged) -> None:
        """Tell every connection of a session, at once, whichever rooms it is in."""
        ...

    def put_out(self, session_id: str, room_id: int | None) -> None:
        """Have every connection of a session out of a room, or of every room."""
        ...

    def put_out_of_adult_rooms(self, session_id: str) -> None:
        """Have every connection of a session out of the rooms for adults, but for who is there for the team.

        What was written to it and is not on its way within half a second never gets there: it is cut off.
        """
        ...

    def prefixes_of(self, session_id: str) -> frozenset[str]:
        """The address prefixes a session is connected from."""
        ...

    def sessions_at(self, prefixes: frozenset[str]) -> int:
        """How many sessions are connected from these prefixes."""
        ...
