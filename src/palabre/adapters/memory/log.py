"""The log of every room, in memory."""

import msgspec

from palabre.adapters.memory.reacting import withdraw_all
from palabre.adapters.memory.tables import EditedEntry, Entry, Faded, PlainEntry, Post, PostedEntry, RoomLog, Tables
from palabre.domain.body import digest_of
from palabre.domain.connection_record import Record
from palabre.domain.log import GuestErased, LogEvent, MessageEdited, MessagePosted, MessageRemoved, RoomChanged
from palabre.domain.message import EDIT_WITHIN_MS, OPERATOR_SESSION, OPERATOR_TAG, Draft, Message
from palabre.domain.refusal import Refusal
from palabre.domain.retention import SEALED_MS
from palabre.domain.room import RoomSettings
from palabre.ports.bus import Bus
from palabre.ports.sealer import Sealer
from palabre.ports.store import Byline, KnownPost, Recorded, SealedVersion, Window


class MemoryRoomLog:
    """Nothing awaits inside a write, so each happens whole, and is published before its caller resumes."""

    def __init__(self, tables: Tables, bus: Bus, sealer: Sealer) -> None:
        self._tables = tables
        self._bus = bus
        self._sealer = sealer

    async def post(self, draft: Draft, record: Record | None = None) -> Recorded:
        self._tables.require_writable()
        sealed = self._tables.under_seal(record)
        recorded = append_post(self._tables, self._bus, draft)
        if recorded.fresh:
            self._tables.vault_records += sealed
        return recorded

    async def edit(
        self, room_id: int, message_id: str, session_id: str, body: str, at_ms: int, record: Record | None = None
    ) -> MessageEdited:
        post = self._own(room_id, message_id, session_id)
        if at_ms - post.message.shown_ms() > EDIT_WITHIN_MS:
            raise Refusal("edit_too_late")
        self._tables.keep_record(record)
        self._seal(post, at_ms)
        post.message = msgspec.structs.replace(post.message, body=body, edited_ms=at_ms)
        post.version += 1
        offset = append(self._tables.logs[room_id], EditedEntry(at_ms, post))
        event = MessageEdited(
            room_id=room_id,
            offset=offset,
            message_id=message_id,
            body=body,
            edited_ms=at_ms,
            tag=post.message.author.tag,
        )
        self._bus.publish([event])
        return event

    async def remove(self, room_id: int, message_id: str, session_id: str, at_ms: int) -> MessageRemoved:
        post = self._own(room_id, message_id, session_id)
        log = self._tables.logs[room_id]
        self._seal(post, at_ms)
        post.take_text("author")
        event = MessageRemoved(room_id=room_id, offset=log.room.head + 1, message_id=message_id, by="author")
        append(log, PlainEntry(at_ms, event))
        self._bus.publish([event])
        return event

    async def erase(self, session_id: str, at_ms: int) -> list[GuestErased]:
        self._tables.require_writable()
        posts = [
            post
            for post in self._tables.posts.values()
            if session_id == post.session_id != OPERATOR_SESSION and post.message.removed != "erased"
        ]
        room_ids = sorted({post.room_id for post in posts})
        events = [self._erase_in(room_id, posts, at_ms) for room_id in room_ids]
        changed = withdraw_all(self._tables, session_id)
        if events:
            self._bus.publish(events)
        if changed:
            self._bus.pass_on(changed)
        return events

    def _erase_in(self, room_id: int, posts: list[Post], at_ms: int) -> GuestErased:
        log = self._tables.logs[room_id]
        here = [post for post in posts if post.room_id == room_id]
        for post in here:
            if post.message.removed is None:
                self._seal(post, at_ms)
            post.take_text("erased")
        tags = tuple(sorted({post.message.author.tag for post in here}))
        event = GuestErased(room_id=room_id, offset=log.room.head + 1, tags=tags)
        append(log, PlainEntry(at_ms, event))
        return event

    async def change_room(self, room_id: int, settings: RoomSettings, *, closed: bool) -> RoomChanged:
        self._tables.require_writable()
        log = self._tables.log(room_id)
        event = RoomChanged(room_id=room_id, offset=log.room.head + 1, settings=settings, closed=closed)
        log.room = msgspec.structs.replace(log.room, settings=settings, closed=closed)
        append(log, PlainEntry(0, event))
        self._bus.publish([event])
        return event

    async def known_post(self, session_id: str, client_message_id: str) -> KnownPost | None:
        return known_post(self._tables, session_id, client_message_id)

    async def window(self, room_id: int, count: int) -> Window:
        log = self._tables.log(room_id)
        events = self._events(log, max(log.first, log.room.head + 1 - count), count)
        return Window(epoch=log.room.epoch, head=log.room.head, first=log.first, events=events)

    async def since(self, room_id: int, offset: int, count: int) -> list[LogEvent]:
        log = self._tables.log(room_id)
        return self._events(log, max(log.first, offset + 1), count)

    def _events(self, log: RoomLog, start: int, count: int) -> list[LogEvent]:
        kept = log.entries[start - log.first : start - log.first + count]
        return [self._tables.shown(log.room.id, start + place, entry) for place, entry in enumerate(kept)]

    async def page(self, room_id: int, before: int, count: int) -> list[Message]:
        older = self._tables.log(room_id).from_to(0, before)
        messages = [entry.post.message for entry in older if isinstance(entry, PostedEntry)]
        return messages[max(0, len(messages) - count) :]

    async def message(self, room_id: int, message_id: str) -> Message | None:
        post = self._tables.posts.get(message_id)
        return post.message if post is not None and post.room_id == room_id else None

    async def guest_of(self, room_id: int, tag: str) -> Byline | None:
        if tag == OPERATOR_TAG or room_id not in self._tables.logs:
            return None
        entries = reversed(self._tables.logs[room_id].entries)
        posts = (entry.post for entry in entries if isinstance(entry, PostedEntry))
        of_tag = (post for post in posts if post.message.author.tag == tag and post.message.removed != "erased")
        return next((Byline(post.session_id, post.message.author.nickname) for post in of_tag), None)

    async def rooms_written_in(self, session_id: str) -> list[int]:
        posts = self._tables.posts.values()
        return sorted({p.room_id for p in posts if p.session_id == session_id and p.message.removed != "erased"})

    async def heads(self) -> dict[int, int]:
        return {room_id: log.room.head for room_id, log in self._tables.logs.items()}

    async def expire(self, room_id: int, before_ms: int, rows: int, *, now_ms: int | None = None) -> tuple[int, int]:
        self._tables.require_writable()
        log = self._tables.log(room_id)
        due = 0
        while due < min(rows, len(log.entries)) and log.entries[due].at_ms < before_ms:
            due += 1
        for entry in log.entries[:due]:
            if isinstance(entry, PostedEntry):
                self._forget(entry.post)
                self._fade(entry, now_ms)
        del log.entries[:due]
        return due, log.first

    def _fade(self, entry: PostedEntry, now_ms: int | None) -> None:
        if now_ms is not None and entry.at_ms + SEALED_MS > now_ms:
            self._tables.faded.append(Faded(entry.post, now_ms, entry.at_ms + SEALED_MS))

    def _forget(self, post: Post) -> None:
        del self._tables.posts[post.message.id]
        del self._tables.posts_by_client_id[post.session_id, post.message.client_message_id]

    def _own(self, room_id: int, message_id: str, session_id: str) -> Post:
        self._tables.require_writable()
        post = self._tables.posts.get(message_id)
        if post is None or post.room_id != room_id or post.message.removed is not None:
            raise Refusal("not_found")
        if session_id == OPERATOR_SESSION or post.session_id != session_id:
            raise Refusal("not_yours")
        return post

    def _seal(self, post: Post, at_ms: int) -> None:
        message = post.message
        sealed = self._sealer.seal(message.body.encode(), f"{message.id}:{post.version}".encode())
        version = SealedVersion(message.id, post.room_id, post.version, sealed, at_ms + SEALED_MS)
        self._tables.sealed.append(version)


def append_post(tables: Tables, bus: Bus, draft: Draft) -> Recorded:
    """Append a message and publish it, or answer its first outcome; raises Refusal `conflict`, `room_closed`."""
    log = tables.log(draft.room_id)
    earlier = tables.posts_by_client_id.get((draft.session_id, draft.client_message_id))
    if earlier is not None:
        return same_outcome(earlier, draft)
    if log.room.closed:
        raise Refusal("room_closed")
    if draft.id in tables.posts:
        raise Refusal("conflict")
    post = Post(draft, offset=log.room.head + 1)
    tables.posts[draft.id] = post
    tables.posts_by_client_id[draft.session_id, draft.client_message_id] = post
    event = MessagePosted(room_id=draft.room_id, offset=post.message.offset, message=post.message)
    append(log, PostedEntry(draft.shown_ms(), post))
    bus.publish([event])
    return Recorded(draft.id, post.message.offset, fresh=True)


def known_post(tables: Tables, session_id: str, client_message_id: str) -> KnownPost | None:
    """What became of an earlier post, in the log or held."""
    post = tables.posts_by_client_id.get((session_id, client_message_id))
    if post is not None:
        return KnownPost(post.message.id, post.message.offset, post.room_id, post.body_digest)
    entry = tables.held_by_client_id.get((session_id, client_message_id))
    if entry is None:
        return None
    draft = entry.held.draft
    return KnownPost(draft.id, None, draft.room_id, entry.body_digest, entry.refused.refusal if entry.refused else None)


def same_outcome(earlier: Post, draft: Draft) -> Recorded:
    """The answer to a retry; raises Refusal `conflict` when it is another message under the same id."""
    if earlier.room_id != draft.room_id or earlier.body_digest != digest_of(draft.body):
        raise Refusal("conflict")
    return Recorded(earlier.message.id, earlier.message.offset, fresh=False)


def take_down(tables: Tables, bus: Bus, sealer: Sealer, post: Post, at_ms: int) -> None:
    """Its text goes under seal, by the team, and readers are told."""
    message = post.message
    sealed = sealer.seal(message.body.encode(), f"{message.id}:{post.version}".encode())
    tables.sealed.append(SealedVersion(message.id, post.room_id, post.version, sealed, at_ms + SEALED_MS))
    post.take_text("moderation")
    log = tables.log(post.room_id)
    event = MessageRemoved(room_id=post.room_id, offset=log.room.head + 1, message_id=message.id, by="moderation")
    append(log, PlainEntry(at_ms, event))
    bus.publish([event])


def append(log: RoomLog, entry: Entry) -> int:
    """Put `entry` at the room's next offset, and return that."""
    log.entries.append(entry)
    log.room = msgspec.structs.replace(log.room, head=log.room.head + 1)
    return log.room.head
