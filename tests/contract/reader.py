"""What a reader makes of a window and of the events that follow it, as the client does."""

from msgspec.structs import replace

from palabre.domain.log import GuestErased, LogEvent, MessageEdited, MessagePosted, MessageRemoved, RoomChanged
from palabre.domain.message import Author, Message, Removal
from palabre.domain.room import RoomSettings
from palabre.ports.store import Window


class Reader:
    """Keeps the messages shown since offset `start`, by id, and what the room was last said to be."""

    def __init__(self, window: Window) -> None:
        self.offset = window.head - len(window.events)
        self.start = self.offset + 1
        self.messages: dict[str, Message] = {}
        self.room: tuple[RoomSettings, bool] | None = None
        self.read(window.events)

    def read(self, events: list[LogEvent]) -> None:
        for event in events:
            assert event.offset == self.offset + 1, "the log has a hole"
            self.offset = event.offset
            self.apply(event)

    def apply(self, event: LogEvent) -> None:
        match event:
            case MessagePosted(message=message):
                self.messages[message.id] = message
            case MessageEdited(message_id=message_id, body=body, edited_ms=edited_ms):
                if message_id in self.messages:
                    edited = replace(self.messages[message_id], body=body, edited_ms=edited_ms)
                    self.messages[message_id] = edited
            case MessageRemoved(message_id=message_id, by=by):
                if message_id in self.messages:
                    self.messages[message_id] = hidden(self.messages[message_id], by)
            case GuestErased(tags=tags):
                for message in [*self.messages.values()]:
                    if message.author.tag in tags:
                        self.messages[message.id] = hidden(message, "erased")
            case RoomChanged(settings=settings, closed=closed):
                self.room = (settings, closed)

    def shown_from(self, first: int) -> list[Message]:
        """The messages whose offset is `first` or more: older ones have had their time."""
        return [message for message in self.messages.values() if message.offset >= first]


def hidden(message: Message, by: Removal) -> Message:
    author = Author("", message.author.tag) if by == "erased" else message.author
    return replace(message, body="", author=author, edited_ms=None, removed=by)
