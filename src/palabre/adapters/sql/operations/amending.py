"""Edits, removals and erasures: the old text goes under seal in the same transaction."""

from typing import NamedTuple

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.statement import Operation, as_json
from palabre.domain.log import GuestErased, MessageEdited, MessageRemoved
from palabre.domain.message import EDIT_WITHIN_MS
from palabre.domain.refusal import Refusal
from palabre.domain.retention import SEALED_MS


class Text(NamedTuple):
    """The text of a message as it stands, before it is hidden. `version` counts from 1."""

    message_id: str
    room_id: int
    version: int
    body: str


def edit(
    batch: Batch, room_id: int, message_id: str, session_id: str, *, body: str, at_ms: int
) -> Operation[MessageEdited]:
    """Replace one's own text."""
    text, sent_ms = yield from own_text(room_id, message_id, session_id)
    if at_ms - sent_ms > EDIT_WITHIN_MS:
        raise Refusal("edit_too_late")
    yield from seal(batch, text, at_ms)
    yield compiled.CHANGE_TEXT(message_id=message_id, new_body=body, at_ms=at_ms)
    offset = yield from batch.add_event(room_id, "edited", at_ms, about=message_id)
    event = MessageEdited(room_id=room_id, offset=offset, message_id=message_id, body=body, edited_ms=at_ms)
    batch.events.append(event)
    return event


def remove(batch: Batch, room_id: int, message_id: str, session_id: str, at_ms: int) -> Operation[MessageRemoved]:
    """Take one's own text away."""
    text, _ = yield from own_text(room_id, message_id, session_id)
    yield from seal(batch, text, at_ms)
    yield compiled.TAKE_TEXT(message_id=message_id, by="author")
    offset = yield from batch.add_event(room_id, "removed", at_ms, about=message_id, removed="author")
    event = MessageRemoved(room_id=room_id, offset=offset, message_id=message_id, by="author")
    batch.events.append(event)
    return event


def rooms_written_in(session_id: str) -> Operation[list[int]]:
    """The rooms where a session has something to erase."""
    rows = yield compiled.ROOMS_WRITTEN_IN(session_id=session_id)
    return [room_id for (room_id,) in rows]


def erase(batch: Batch, room_id: int, session_id: str, at_ms: int) -> Operation[GuestErased | None]:
    """Take away every text and nickname of a session in a room; None when there is none left."""
    written = yield compiled.MESSAGES_OF_GUEST(room_id=room_id, session_id=session_id)
    if not written:
        return None
    for message_id, _, body, version, removed in written:
        if removed is None:
            yield from seal(batch, Text(message_id, room_id, version, body), at_ms)
    yield compiled.ERASE_GUEST(room_id=room_id, session_id=session_id)
    batch.hid_text = True
    tags = tuple(sorted({tag for _, tag, *_ in written}))
    offset = yield from batch.add_event(room_id, "erased", at_ms, data=as_json(tags))
    event = GuestErased(room_id=room_id, offset=offset, tags=tags)
    batch.events.append(event)
    return event


def own_text(room_id: int, message_id: str, session_id: str) -> Operation[tuple[Text, int]]:
    """The text of one's own message, and when it was sent (Unix ms)."""
    rows = yield compiled.MESSAGE(message_id=message_id)
    for found_in, author, sent_ms, removed, body, version in rows:
        if found_in != room_id or removed is not None:
            break
        if author != session_id:
            raise Refusal("not_yours")
        return Text(message_id, room_id, version, body), sent_ms
    raise Refusal("not_found")


def seal(batch: Batch, text: Text, at_ms: int) -> Operation[None]:
    batch.hid_text = True
    context = f"{text.message_id}:{text.version}".encode()
    yield compiled.ADD_SEALED(
        message_id=text.message_id,
        version=text.version,
        room_id=text.room_id,
        sealed=batch.sealer.seal(text.body.encode(), context),
        expires_ms=at_ms + SEALED_MS,
    )
