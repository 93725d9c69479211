"""The log of a room: dense, ordered events from which any reader can rebuild what is shown."""

from msgspec import Struct

from palabre.domain.message import Message, Removal
from palabre.domain.room import RoomSettings


class Logged(Struct, frozen=True, kw_only=True):
    """What every log event carries: its room and its place, dense from 1."""

    room_id: int
    offset: int

    def __repr__(self) -> str:
        return f"<{type(self).__name__} at {self.offset} in {self.room_id}>"


class MessagePosted(Logged, frozen=True, kw_only=True):
    """A message was posted. Replayed later, it carries the message as it stands then."""

    message: Message


class MessageEdited(Logged, frozen=True, kw_only=True):
    """The author changed the text. `body` is the current text, whichever edit this event was.

    `tag` is the author's, as on the message: it serves to filter the event, and is not told with it.
    """

    message_id: str
    body: str
    edited_ms: int
    tag: str = ""


class MessageRemoved(Logged, frozen=True, kw_only=True):
    """A message lost its text."""

    message_id: str
    by: Removal


class GuestErased(Logged, frozen=True, kw_only=True):
    """A guest took back everything they wrote in the room: all messages under these tags."""

    tags: tuple[str, ...]


class RoomChanged(Logged, frozen=True, kw_only=True):
    """The operator changed the room, or closed it."""

    settings: RoomSettings
    closed: bool


class Withheld(Logged, frozen=True, kw_only=True):
    """Nothing is left to say at this offset: what the event was about is gone."""


LogEvent = MessagePosted | MessageEdited | MessageRemoved | GuestErased | RoomChanged | Withheld
