"""Passing facts: what nodes tell each other beside the log. Never replayed; a snapshot restores what they changed."""

from msgspec import Struct

from palabre.domain.presence import Person
from palabre.domain.reaction import Reacted


class ReactionsChanged(Struct, frozen=True, kw_only=True):
    """The reactions under a message, as committed."""

    room_id: int
    reacted: Reacted


class TypingStarted(Struct, frozen=True, kw_only=True):
    """A guest began, or goes on, to write in a room."""

    room_id: int
    session_id: str
    person: Person

    def __repr__(self) -> str:
        return f"<TypingStarted in {self.room_id}>"


class GuestMentioned(Struct, frozen=True, kw_only=True):
    """A message names a guest, who is to be told."""

    room_id: int
    session_id: str
    message_id: str

    def __repr__(self) -> str:
        return f"<GuestMentioned in {self.room_id}>"


class HidingChanged(Struct, frozen=True, kw_only=True):
    """A guest hid someone in a room, or undid it."""

    room_id: int
    session_id: str

    def __repr__(self) -> str:
        return f"<HidingChanged in {self.room_id}>"


Passing = ReactionsChanged | TypingStarted | GuestMentioned | HidingChanged
