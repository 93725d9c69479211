"""Reading the log, as it may be shown now; each operation is run in one read transaction."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from palabre.adapters.sql import compiled
from palabre.adapters.sql.statement import Operation
from palabre.domain.log import (
    GuestErased,
    LogEvent,
    MessageEdited,
    MessagePosted,
    MessageRemoved,
    RoomChanged,
    Withheld,
)
from palabre.domain.message import OPERATOR_TAG, Author, Message
from palabre.domain.refusal import Refusal
from palabre.domain.room import RoomSettings
from palabre.ports.store import Byline, Window

Row = Sequence[Any]


class Position(NamedTuple):
    """Where a room's log stands; `first` is head + 1 when nothing is kept."""

    epoch: str
    head: int
    first: int


class EventRow(NamedTuple):
    """A row of `statements.log.EVENTS_AFTER` after its message columns; `subject_*` is what it is about."""

    kind: str
    about: str
    data: str
    subject_body: str | None
    subject_edited_ms: int | None
    subject_removed: str | None
    subject_tag: str | None


class StoredChange(msgspec.Struct, frozen=True):
    """What a `room.changed` row keeps in `data`."""

    settings: RoomSettings
    closed: bool


MESSAGE_COLUMNS = 11


def window(room_id: int, count: int) -> Operation[Window]:
    position = yield from position_of(room_id)
    rows = yield compiled.EVENTS_AFTER(room_id=room_id, after=position.head - count, count=count)
    events = [event_of(room_id, row) for row in rows]
    return Window(epoch=position.epoch, head=position.head, first=position.first, events=events)


def since(room_id: int, offset: int, count: int) -> Operation[list[LogEvent]]:
    yield from position_of(room_id)
    rows = yield compiled.EVENTS_AFTER(room_id=room_id, after=offset, count=count)
    return [event_of(room_id, row) for row in rows]


def page(room_id: int, before: int, count: int) -> Operation[list[Message]]:
    yield from position_of(room_id)
    rows = yield compiled.MESSAGES_BEFORE(room_id=room_id, before=before, count=count)
    return [message_of(row) for row in reversed(rows)]


def message(room_id: int, message_id: str) -> Operation[Message | None]:
    rows = yield compiled.MESSAGE_IN_ROOM(room_id=room_id, message_id=message_id)
    return message_of(rows[0]) if rows else None


def rooms_written_in(session_id: str) -> Operation[list[int]]:
    """The rooms where a session has something that could be erased."""
    rows = yield compiled.ROOMS_WRITTEN_IN(session_id=session_id)
    return [room_id for (room_id,) in rows]


def guest_of(room_id: int, tag: str) -> Operation[Byline | None]:
    """Whoever wrote under this tag; the operator is no guest."""
    if tag == OPERATOR_TAG:
        return None
    rows = yield compiled.GUEST_OF_TAG(room_id=room_id, tag=tag)
    return Byline(*rows[0]) if rows else None


def heads() -> Operation[dict[int, int]]:
    rows = yield compiled.HEADS()
    return {row[0]: row[1] for row in rows}


def position_of(room_id: int) -> Operation[Position]:
    """Raises Refusal `not_found`."""
    rows = yield compiled.ROOM_POSITION(room_id=room_id)
    for epoch, head, first in rows:
        return Position(epoch, head, head + 1 if first is None else first)
    raise Refusal("not_found")


def event_of(room_id: int, row: Row) -> LogEvent:
    """The event a row stands for."""
    offset: int = row[0]
    found = EventRow(*row[MESSAGE_COLUMNS:])
    match found.kind:
        case "posted":
            return MessagePosted(room_id=room_id, offset=offset, message=message_of(row[:MESSAGE_COLUMNS]))
        case "edited":
            return edited_of(room_id, offset, found)
        case "removed":
            by = row[MESSAGE_COLUMNS - 1]
            return MessageRemoved(room_id=room_id, offset=offset, message_id=found.about, by=by)
        case "erased":
            tags = msgspec.json.decode(found.data, type=tuple[str, ...])
            return GuestErased(room_id=room_id, offset=offset, tags=tags)
        case _:
            change = msgspec.json.decode(found.data, type=StoredChange)
            return RoomChanged(room_id=room_id, offset=offset, settings=change.settings, closed=change.closed)


def edited_of(room_id: int, offset: int, found: EventRow) -> LogEvent:
    """The edit with the text of now, or nothing when the message was removed or has expired."""
    if found.subject_edited_ms is None or found.subject_body is None or found.subject_removed is not None:
        return Withheld(room_id=room_id, offset=offset)
    return MessageEdited(
        room_id=room_id,
        offset=offset,
        message_id=found.about,
        body=found.subject_body,
        edited_ms=found.subject_edited_ms,
        tag=found.subject_tag or "",
    )


def message_of(row: Row) -> Message:
    message_id: str
    offset, message_id, client_message_id, body, nickname, tag, at_ms, sent_ms, reply_to, edited_ms, removed = row
    return Message(
        id=message_id,
        offset=offset,
        client_message_id=client_message_id,
        body=body,
        author=Author(nickname, tag),
        sent_ms=at_ms if sent_ms is None else sent_ms,
        posted_ms=None if sent_ms is None else at_ms,
        reply_to=reply_to,
        edited_ms=edited_ms,
        removed=removed,
    )
