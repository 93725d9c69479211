"""Hiding: what a guest no longer wants to see, in the room where they said so."""

from msgspec import Struct

MAX_HIDDEN = 200


class Hide(Struct, frozen=True, kw_only=True):
    """`session_id` no longer sees what is written under `tag` in a room.

    It holds for that tag, hence until midnight for what is new: following a guest past the change of their tag
    would show which new tag is theirs. `hidden_session_id` serves elsewhere to withhold what is addressed to the
    one who hides, never to filter a message, a roster or a count. `nickname` is the one borne then, for the list.
    """

    session_id: str
    room_id: int
    tag: str
    nickname: str
    hidden_session_id: str
    at_ms: int

    def __repr__(self) -> str:
        return "<Hide>"
