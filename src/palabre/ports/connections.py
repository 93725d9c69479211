"""Connections: what a use case may ask of the live edge, wherever a guest is connected."""

from collections.abc import Iterable
from typing import Protocol

from palabre.domain.passing import AboutOneself
from palabre.protocol.events import (
    ConversationChangedEvent,
    ConversationOpenedEvent,
    ConversationRequestedEvent,
    ConversationSettledEvent,
    UnreadChangedEvent,
)

ConversationEvent = (
    ConversationRequestedEvent | ConversationSettledEvent | ConversationOpenedEvent | ConversationChangedEvent
)


class Connections(Protocol):
    """The live connections of this instance."""

    def is_connected(self, session_id: str) -> bool:
        """Whether a connection of this node is this session's."""
        ...

    def end_session(self, session_id: str) -> None:
        """Close every connection of a session that is over (4501)."""
        ...

    def tell(self, session_id: str, fact: AboutOneself) -> None:
        """Tell every connection of a session, at once, whichever rooms it is in."""
        ...

    def notify(self, session_id: str, event: ConversationEvent) -> None:
        """The same of what a guest and nobody else is told of their requests and conversations."""
        ...

    def is_reading(self, session_id: str, room_id: int) -> bool:
        """Whether a connection of a session is told what happens in a room."""
        ...

    def elsewhere(self, session_id: str, room_id: int) -> tuple[int, ...]:
        """The connections of a session that are not."""
        ...

    def notify_on(self, connection_ids: Iterable[int], event: UnreadChangedEvent) -> None:
        """Tell these, where they are still open."""
        ...

    def put_out(self, session_id: str, room_id: int | None) -> None:
        """Have every connection of a session out of a room, or of every room."""
        ...

    def put_out_of_adult_rooms(self, session_id: str) -> None:
        """Have every connection of a session out of the rooms for adults, but for who is there for the team.

        What was written to it and is not on its way within half a second never gets there: it is cut off.
        """
        ...

    def put_out_for_good(self, session_id: str, room_id: int) -> None:
        """Have every connection of a session out of a room that is not there for them any more, and cut off as
        `put_out_of_adult_rooms` does."""
        ...

    def prefixes_of(self, session_id: str) -> frozenset[str]:
        """The address prefixes a session is connected from."""
        ...

    def sessions_at(self, prefixes: frozenset[str]) -> int:
        """How many sessions are connected from these prefixes."""
        ...
