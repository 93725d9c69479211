"""Connections: what a use case may ask of the live edge, wherever a guest is connected."""

from typing import Protocol


class Connections(Protocol):
    """The live connections of this instance."""

    def is_connected(self, session_id: str) -> bool:
        """Whether a connection of this node is this session's."""
        ...

    def end_session(self, session_id: str) -> None:
        """Close every connection of a session that is over (4501)."""
        ...
