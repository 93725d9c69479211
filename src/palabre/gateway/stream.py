"""A served room's recent log: the last 500 events, encoded, and the state they give."""

from collections import deque
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

import msgspec

from palabre.domain.log import (
    GuestErased,
    LogEvent,
    MessageEdited,
    MessagePosted,
    MessageRemoved,
    Withheld,
)
from palabre.domain.message import Author
from palabre.domain.reaction import Reacted
from palabre.gateway.reactions import RingReactions, Told
from palabre.ports.store import Window
from palabre.protocol.conversion import log_frame, wire_message
from palabre.protocol.events import MessageHiddenEvent
from palabre.protocol.limits import RESUME_EVENTS, SNAPSHOT_BYTES, SNAPSHOT_MESSAGES

SNAPSHOT_ROOM_FOR_STATE = 1_500
# What the reactions under one message take, with one's own.
REACTIONS_BYTES = 260
KNOWN_ORIGINS = 2 * RESUME_EVENTS
NOBODY: frozenset[str] = frozenset()


class Snapshot(NamedTuple):
    """The JSON of the last messages, oldest first, the reactions under them, and whether older ones exist."""

    messages: list[bytes]
    reactions: Told
    more: bool


class Origin(NamedTuple):
    """Whose a message is, and since when it is shown; known for longer than the ring tells of it: it may be edited."""

    tag: str
    shown_ms: int


class Entry:
    """One event of the ring as it may be shown now; `raw` is its JSON. `at_ms` is when its text dates from.

    `about` names the messages whose text it carried when it came, also once it tells nothing of them any more.
    """

    __slots__ = ("about", "at_ms", "event", "raw")

    def __init__(self, event: LogEvent, at_ms: int, raw: bytes) -> None:
        self.about = messages_of(event)
        self.event = event
        self.at_ms = at_ms
        self.raw = raw


class RoomStream:
    """Applies committed events in order; what was edited, removed, erased or expired is never shown again."""

    def __init__(self, slug: str, window: Window, keep_seconds: int, reactions: Sequence[Reacted] = ()) -> None:
        self.slug = slug
        self.epoch = window.epoch
        self.keep_seconds = keep_seconds
        self.head = window.head - len(window.events)
        self.oldest_in_store = window.first
        self.bytes = 0
        self._entries: deque[Entry] = deque()
        self._places: dict[str, list[int]] = {}
        self._origins: dict[str, Origin] = {}
        self._reactions = RingReactions()
        self._snapshot: Snapshot | None = None
        for event in window.events:
            self.apply(event)
        for reacted in reactions:
            self.react(reacted)

    @property
    def first(self) -> int:
        """The offset of the oldest event of the ring; head + 1 when it is empty."""
        return self.head - len(self._entries) + 1

    @property
    def reactions_version(self) -> int:
        """The greatest version of reactions told of here."""
        return self._reactions.version

    def apply(self, event: LogEvent) -> bytes:
        """Append the next event (offset head + 1) and return its JSON."""
        self._retell(event)
        raw = self._encode(event)
        self._entries.append(Entry(event, self._dated(event), raw))
        self.head = event.offset
        self.bytes += len(raw)
        for message_id in messages_of(event):
            self._places.setdefault(message_id, []).append(event.offset)
        if isinstance(event, MessagePosted):
            self._origins[event.message.id] = Origin(event.message.author.tag, event.message.shown_ms())
        self._snapshot = None
        while len(self._entries) > RESUME_EVENTS:
            self._drop_oldest()
        while len(self._origins) > KNOWN_ORIGINS:
            del self._origins[next(iter(self._origins))]
        return raw

    def react(self, reacted: Reacted) -> bool:
        """Take in the reactions under a message; return whether they are news to readers.

        Those of a message older than the ring are not kept: what a newcomer is told of it comes with its page.
        """
        if reacted.offset < self.first:
            return True
        if self.took_back(reacted.offset) or not self._reactions.put(reacted):
            return False
        self._snapshot = None
        return True

    def took_back(self, offset: int) -> bool:
        """Whether the ring says that the message of this offset has no text any more."""
        if not self.first <= offset <= self.head:
            return False
        event = self._entries[offset - self.first].event
        return not isinstance(event, MessagePosted) or event.message.removed is not None

    def resume(self, epoch: str, offset: int, hidden: frozenset[str] = NOBODY) -> list[bytes] | None:
        """The JSON of the events after `offset`, or None when only a snapshot can help.

        What was written under the tags in `hidden` is withheld.
        """
        if epoch != self.epoch or not self.first - 1 <= offset <= self.head:
            return None
        missed = range(len(self._entries) - (self.head - offset), len(self._entries))
        if not hidden:
            return [self._entries[index].raw for index in missed]
        return [self._shown(self._entries[index], hidden) for index in missed]

    def reactions_after(self, version: int | None) -> Told:
        """The reactions that changed since, under the messages of the ring; all of them when `version` is None."""
        return self._reactions.after(-1 if version is None else version)

    def snapshot(self, hidden: frozenset[str] = NOBODY) -> Snapshot:
        """The last messages (50 at most, about 25 kB), without those written under the tags in `hidden`."""
        if hidden and any(origin.tag in hidden for origin in self._origins.values()):
            return self._take_snapshot(hidden)
        if self._snapshot is None:
            self._snapshot = self._take_snapshot(NOBODY)
        return self._snapshot

    def tag_of(self, event: LogEvent) -> str | None:
        """Under which tag the text of an event was written; None when it carries none, or it is not known."""
        match event:
            case MessagePosted():
                return event.message.author.tag
            case MessageEdited() if event.tag:
                return event.tag
            case MessageEdited() if origin := self._origins.get(event.message_id):
                return origin.tag
            case _:
                return None

    def hidden(self, offset: int) -> bytes:
        """The JSON that holds the place of an event its reader does not see."""
        return msgspec.json.encode(MessageHiddenEvent(room=self.slug, epoch=self.epoch, offset=offset))

    def expire(self, before_ms: int) -> None:
        """Forget events older than `before_ms`, and what newer ones say of the messages they carried."""
        while self._entries and self._entries[0].at_ms < before_ms:
            entry = self._drop_oldest()
            # An entry of unknown age (the first of a window, about no message of it) says nothing of the store.
            if entry.at_ms:
                self.oldest_in_store = max(self.oldest_in_store, entry.event.offset + 1)
            self._snapshot = None
        for message_id in list(takewhile(lambda known: self._origins[known].shown_ms < before_ms, self._origins)):
            self._rewrite_message(message_id, body="", removed="erased")
            del self._origins[message_id]
            self._places.pop(message_id, None)

    def _shown(self, entry: Entry, hidden: frozenset[str]) -> bytes:
        return self.hidden(entry.event.offset) if self.tag_of(entry.event) in hidden else entry.raw

    def _take_snapshot(self, hidden: frozenset[str]) -> Snapshot:
        found: list[bytes] = []
        shown: list[str] = []
        room_left = SNAPSHOT_BYTES - SNAPSHOT_ROOM_FOR_STATE
        # What the ring no longer holds may be messages; that something older than them was logged says nothing.
        more = self.first > self.oldest_in_store
        for entry in reversed(self._entries):
            if not isinstance(entry.event, MessagePosted) or entry.event.message.author.tag in hidden:
                continue
            raw = msgspec.json.encode(wire_message(entry.event.message))
            room_left -= len(raw) + 1 + REACTIONS_BYTES * self._reactions.has(entry.event.message.id)
            if len(found) >= SNAPSHOT_MESSAGES or (room_left < 0 and found):
                more = True
                break
            found.append(raw)
            shown.append(entry.event.message.id)
        found.reverse()
        return Snapshot(found, self._reactions.under(reversed(shown)), more)

    def _retell(self, event: LogEvent) -> None:
        """Rewrite what the ring already tells, so that no replay shows the old text."""
        match event:
            case MessageEdited():
                self._rewrite_message(event.message_id, body=event.body, edited_ms=event.edited_ms)
            case MessageRemoved():
                self._rewrite_message(event.message_id, body="", removed=event.by)
            case GuestErased():
                self._drop_edits_of_unknown_authors()
                for message_id, origin in self._origins.items():
                    if origin.tag in event.tags:
                        author = Author("", origin.tag)
                        self._rewrite_message(message_id, body="", removed="erased", author=author)
            case _:
                pass

    def _drop_edits_of_unknown_authors(self) -> None:
        """A window may begin after a message and before its edit: whether an erasure is about it cannot be told."""
        unknown = (places[-1] for message_id, places in self._places.items() if message_id not in self._origins)
        for _ in range(self.first, max(unknown, default=0) + 1):
            self._drop_oldest()

    def _rewrite_message(self, message_id: str, **changes: object) -> None:
        if "removed" in changes:
            self._reactions.drop(message_id)
        for offset in self._places.get(message_id, ()):
            entry = self._entries[offset - self.first]
            match entry.event:
                case MessagePosted():
                    message = msgspec.structs.replace(entry.event.message, **changes)
                    self._replace(entry, msgspec.structs.replace(entry.event, message=message))
                case MessageEdited() if "removed" in changes:
                    self._replace(entry, Withheld(room_id=entry.event.room_id, offset=offset))
                case MessageEdited():
                    self._replace(entry, msgspec.structs.replace(entry.event, **changes))
                case _:
                    pass

    def _replace(self, entry: Entry, event: LogEvent) -> None:
        self.bytes -= len(entry.raw)
        entry.event = event
        entry.raw = self._encode(event)
        self.bytes += len(entry.raw)

    def _drop_oldest(self) -> Entry:
        entry = self._entries.popleft()
        self.bytes -= len(entry.raw)
        if isinstance(entry.event, MessagePosted):
            self._reactions.drop(entry.event.message.id)
        for message_id in entry.about:
            places = self._places.get(message_id, [])
            if entry.event.offset in places:
                places.remove(entry.event.offset)
            if not places:
                self._places.pop(message_id, None)
        return entry

    def _encode(self, event: LogEvent) -> bytes:
        frame = log_frame(event, room=self.slug, epoch=self.epoch, keep_seconds=self.keep_seconds)
        return msgspec.json.encode(frame)

    def _dated(self, event: LogEvent) -> int:
        """Events about a message are as old as the one before them, so that a prefix expires together."""
        latest = self._entries[-1].at_ms if self._entries else 0
        return max(latest, event.message.shown_ms()) if isinstance(event, MessagePosted) else latest


def messages_of(event: LogEvent) -> tuple[str, ...]:
    """The identifiers of the messages whose text an event carries."""
    match event:
        case MessagePosted():
            return (event.message.id,)
        case MessageEdited():
            return (event.message_id,)
        case _:
            return ()
