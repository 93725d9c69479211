"""Edits, removals and erasures: the old text goes under seal in the same transaction."""

from typing import NamedTuple

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.operations.reacting import withdraw_all
from palabre.adapters.sql.statement import Operation, as_json
from palabre.domain.connection_record import Record
from palabre.domain.log import GuestErased, MessageEdited, MessageRemoved
from palabre.domain.message import EDIT_WITHIN_MS, OPERATOR_SESSION
from palabre.domain.refusal import Refusal
from palabre.domain.retention import SEALED_MS


class Text(NamedTuple):
    """The text of a message as it stands, before it is hidden. `version` counts from 1."""

    message_id: str
    room_id: int
    offset: int
    version: int
    body: str
    tag: str


def edit(
    batch: Batch,
    room_id: int,
    message_id: str,
    session_id: str,
    *,
    body: str,
    at_ms: int,
    record: Record | None = None,
) -> Operation[MessageEdited]:
    """Replace one's own text."""
    text, shown_ms = yield from own_text(room_id, message_id, session_id)
    if at_ms - shown_ms > EDIT_WITHIN_MS:
        raise Refusal("edit_too_late")
    yield from seal(batch, text, at_ms)
    yield compiled.CHANGE_TEXT(message_id=message_id, new_body=body, at_ms=at_ms)
    offset = yield from batch.add_event(room_id, "edited", at_ms, about=message_id)
    event = MessageEdited(
        room_id=room_id, offset=offset, message_id=message_id, body=body, edited_ms=at_ms, tag=text.tag
    )
    batch.events.append(event)
    batch.record(record)
    return event


def remove(batch: Batch, room_id: int, message_id: str, session_id: str, at_ms: int) -> Operation[MessageRemoved]:
    """Take one's own text away."""
    text, _ = yield from own_text(room_id, message_id, session_id)
    yield from seal(batch, text, at_ms)
    yield compiled.TAKE_TEXT(message_id=message_id, by="author")
    yield from drop_reactions(batch, room_id, [text.offset])
    offset = yield from batch.add_event(room_id, "removed", at_ms, about=message_id, removed="author")
    event = MessageRemoved(room_id=room_id, offset=offset, message_id=message_id, by="author")
    batch.events.append(event)
    return event


def rooms_of_guest(session_id: str) -> Operation[list[int]]:
    """The rooms where a session has something to erase."""
    if session_id == OPERATOR_SESSION:
        return []
    written_in = yield compiled.ROOMS_WRITTEN_IN(session_id=session_id)
    reacted_in = yield compiled.ROOMS_REACTED_IN(session_id=session_id)
    return sorted({room_id for (room_id,) in (*written_in, *reacted_in)})


def erase(batch: Batch, room_id: int, session_id: str, at_ms: int) -> Operation[GuestErased | None]:
    """Take away every text, nickname and reaction of a session in a room; None when it has no message left there."""
    event = yield from erase_texts(batch, room_id, session_id, at_ms)
    yield from withdraw_all(batch, room_id, session_id)
    return event


def erase_texts(batch: Batch, room_id: int, session_id: str, at_ms: int) -> Operation[GuestErased | None]:
    written = yield compiled.MESSAGES_OF_GUEST(room_id=room_id, session_id=session_id)
    if not written:
        return None
    for offset, message_id, tag, body, version, removed in written:
        if removed is None:
            yield from seal(batch, Text(message_id, room_id, offset, version, body, tag), at_ms)
    yield compiled.ERASE_GUEST(room_id=room_id, session_id=session_id)
    yield from drop_reactions(batch, room_id, [offset for offset, *_ in written])
    tags = tuple(sorted({tag for _, _, tag, *_ in written}))
    offset = yield from batch.add_event(room_id, "erased", at_ms, data=as_json(tags))
    event = GuestErased(room_id=room_id, offset=offset, tags=tags)
    batch.events.append(event)
    return event


def own_text(room_id: int, message_id: str, session_id: str) -> Operation[tuple[Text, int]]:
    """The text of one's own message, and when it was sent (Unix ms)."""
    rows = yield compiled.MESSAGE(message_id=message_id)
    for found_in, offset, author, shown_ms, removed, body, version, tag in rows:
        if found_in != room_id or removed is not None:
            break
        if session_id == OPERATOR_SESSION or author != session_id:
            raise Refusal("not_yours")
        return Text(message_id, room_id, offset, version, body, tag), shown_ms
    raise Refusal("not_found")


def drop_reactions(batch: Batch, room_id: int, offsets: list[int]) -> Operation[None]:
    """What has no text has no reactions: readers know it without being told."""
    batch.hid_text = True
    yield compiled.DROP_REACTIONS_AT(room_id=room_id, rows=as_json(offsets))
    batch.keep_to_itself(room_id, offsets)


def take_down(batch: Batch, text: Text, at_ms: int) -> Operation[None]:
    """Its text goes under seal, and readers are told."""
    yield from seal(batch, text, at_ms)
    yield compiled.TAKE_TEXT(message_id=text.message_id, by="moderation")
    yield from drop_reactions(batch, text.room_id, [text.offset])
    offset = yield from batch.add_event(text.room_id, "removed", at_ms, about=text.message_id, removed="moderation")
    batch.events.append(
        MessageRemoved(room_id=text.room_id, offset=offset, message_id=text.message_id, by="moderation")
    )


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
