"""What the memory store holds: rooms with their logs, posts, sessions, names, sealed texts."""

from dataclasses import dataclass, field

from palabre.domain.body import digest_of
from palabre.domain.log import LogEvent, MessageEdited, MessagePosted, Withheld
from palabre.domain.message import Draft, Message
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room, RoomSettings
from palabre.domain.session import Session
from palabre.ports.store import ControlEntry, SealedVersion, StoreUnavailable


class Post:
    """A message as it stands, and what only the store knows of it. `version` counts its texts from 1."""

    __slots__ = ("body_digest", "message", "room_id", "session_id", "version")

    def __init__(self, draft: Draft, offset: int) -> None:
        self.message = Message(
            id=draft.id,
            offset=offset,
            client_message_id=draft.client_message_id,
            body=draft.body,
            author=draft.author,
            sent_ms=draft.sent_ms,
            reply_to=draft.reply_to,
        )
        self.room_id = draft.room_id
        self.session_id = draft.session_id
        self.body_digest = digest_of(draft.body)
        self.version = 1


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """The place of a message in the log."""

    at_ms: int
    post: Post


@dataclass(frozen=True, slots=True)
class EditedEntry:
    """The place of an edit: the text is the message's own."""

    at_ms: int
    post: Post


@dataclass(frozen=True, slots=True)
class PlainEntry:
    """An event that is replayed as it was."""

    at_ms: int
    event: LogEvent


Entry = PostedEntry | EditedEntry | PlainEntry


@dataclass(slots=True)
class RoomLog:
    """A room and the events still kept of it; the first of `entries` has offset `first`."""

    room: Room
    entries: list[Entry] = field(default_factory=list)

    @property
    def first(self) -> int:
        return self.room.head + 1 - len(self.entries)


@dataclass(frozen=True, slots=True)
class Hold:
    """A nickname held in a room by a session until `until_ms`."""

    session_id: str
    nickname: str
    until_ms: int


@dataclass(slots=True)
class Tables:
    """Everything. `writable` may be set false to see what the callers make of a full disk."""

    writable: bool = True
    logs: dict[int, RoomLog] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    posts_by_client_id: dict[tuple[str, str], Post] = field(default_factory=dict)
    configured: dict[str, RoomSettings] = field(default_factory=dict)
    control: list[ControlEntry] = field(default_factory=list)
    control_cursor: int = 0
    sessions: dict[str, Session] = field(default_factory=dict)
    session_ids: dict[bytes, str] = field(default_factory=dict)
    holds: dict[tuple[int, str], Hold] = field(default_factory=dict)
    sealed: list[SealedVersion] = field(default_factory=list)

    def require_writable(self) -> None:
        if not self.writable:
            raise StoreUnavailable

    def log(self, room_id: int) -> RoomLog:
        """Raises Refusal `not_found` for an unknown room."""
        if room_id not in self.logs:
            raise Refusal("not_found")
        return self.logs[room_id]

    def shown(self, room_id: int, offset: int, entry: Entry) -> LogEvent:
        """An event as it may be shown now."""
        if isinstance(entry, PlainEntry):
            return entry.event
        message = entry.post.message
        if isinstance(entry, PostedEntry):
            return MessagePosted(room_id=room_id, offset=offset, message=message)
        if message.removed or message.edited_ms is None or message.id not in self.posts:
            return Withheld(room_id=room_id, offset=offset)
        return MessageEdited(
            room_id=room_id,
            offset=offset,
            message_id=message.id,
            body=message.body,
            edited_ms=message.edited_ms,
        )
