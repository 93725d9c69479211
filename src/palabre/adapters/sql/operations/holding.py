"""Messages that wait for a person: kept, then released to the log, or put under seal."""

from collections.abc import Collection, Sequence
from typing import Any

import msgspec

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.operations import moderation
from palabre.adapters.sql.operations.amending import Text, seal, take_down
from palabre.adapters.sql.operations.posting import known_post, post, prepared
from palabre.adapters.sql.statement import Operation, as_json
from palabre.domain.body import digest_of
from palabre.domain.connection_record import Record
from palabre.domain.held import (
    FULL_RETRY_S,
    HELD_PER_ROOM,
    HELD_PER_SESSION,
    SETTLED,
    Grounds,
    Held,
    HeldRefusal,
    HeldState,
    OwnHeld,
    RefusedMessage,
    Settlement,
    own_of,
)
from palabre.domain.message import Author, Draft
from palabre.domain.moderation.event import Deed
from palabre.domain.passing import HeldSettled, MessageHeld
from palabre.domain.refusal import Refusal
from palabre.domain.staff import PROGRAM
from palabre.ports.store import KnownPost, Recorded

Row = Sequence[Any]
MOST_READ = 100_000
decode_refusal = msgspec.json.Decoder(HeldRefusal).decode
decode_grounds = msgspec.json.Decoder(Grounds).decode


def hold(batch: Batch, room_id: int, held: Held, record: Record | None = None) -> Operation[KnownPost | None]:
    """Keep a message that waits, or answer what became of it."""
    draft = held.draft
    known = yield from known_post(draft.session_id, draft.client_message_id)
    if known is not None:
        if known.room_id != room_id or known.body_digest != digest_of(draft.body):
            raise Refusal("conflict")
        return known
    if batch.room(room_id).closed:
        raise Refusal("room_closed")
    yield from require_place(room_id, draft.session_id)
    if not (yield add_held(held)):
        raise Refusal("conflict")
    batch.held.append(MessageHeld(held=held))
    batch.record(record)
    return None


def withhold(batch: Batch, room_id: int, message_id: str, held: Held, deed: Deed) -> Operation[bool]:
    """Take a message out of the log, and have another with its text wait."""
    rows = yield compiled.MESSAGE(message_id=message_id)
    for found_in, offset, _, _, removed, body, version, tag in rows:
        if found_in != room_id or removed is not None or not (yield add_held(held)):
            break
        yield from take_down(batch, Text(message_id, room_id, offset, version, body, tag), deed.at_ms)
        yield from moderation.record(deed)
        batch.held.append(MessageHeld(held=held))
        return True
    return False


def require_place(room_id: int, session_id: str) -> Operation[None]:
    """Raises Refusal `slowed` when too many wait already."""
    ((of_session,),) = yield compiled.COUNT_HELD_OF_SESSION(session_id=session_id)
    if of_session >= HELD_PER_SESSION:
        raise Refusal("slowed", retry_after=FULL_RETRY_S, limit=HELD_PER_SESSION, reason="held")
    ((in_room,),) = yield compiled.COUNT_HELD_IN_ROOM(room_id=room_id)
    if in_room >= HELD_PER_ROOM:
        raise Refusal("slowed", retry_after=FULL_RETRY_S, limit=HELD_PER_ROOM, reason="held_in_room")


def release(batch: Batch, room_id: int, message_id: str, deed: Deed) -> Operation[Recorded | Settlement]:
    """Append a message that waits, at the room's next offset."""
    is_closed = batch.room(room_id).closed
    held = yield from locked(room_id, message_id)
    if isinstance(held, Settlement):
        return held
    if is_closed:
        raise Refusal("room_closed")
    draft = msgspec.structs.replace(held.draft, posted_ms=deed.at_ms)
    recorded = yield from post(batch, prepared(draft))
    yield compiled.MARK_RELEASED(message_id=message_id, sent_ms=draft.sent_ms)
    yield from settle(batch, held, "released", deed.who, deed.at_ms)
    yield from moderation.record(deed)
    return recorded


def refuse(
    batch: Batch, room_id: int, message_id: str, refusal: HeldRefusal, deed: Deed
) -> Operation[RefusedMessage | Settlement]:
    """Put a message that waits under seal."""
    held = yield from locked(room_id, message_id)
    if isinstance(held, Settlement):
        return held
    yield from put_away(batch, held, "refused", refusal, deed.who, deed.at_ms)
    yield from moderation.record(deed)
    return held.refused(refusal, deed.at_ms)


def drop_of_session(batch: Batch, session_id: str, at_ms: int) -> Operation[int]:
    """Put everything that waits of a session under seal."""
    return (yield from drop(batch, (yield compiled.LOCK_HELD_OF_SESSION(session_id=session_id)), at_ms))


def drop_of_nobody(batch: Batch, at_ms: int, rows: int) -> Operation[int]:
    """The same for what was held while its session was ending."""
    return (yield from drop(batch, (yield compiled.LOCK_HELD_OF_NOBODY(count=rows)), at_ms))


def drop(batch: Batch, rows: Sequence[Row], at_ms: int) -> Operation[int]:
    for held in map(held_of_row, rows):
        refusal = held.refusal("rule", SETTLED[held.locale])
        yield from put_away(batch, held, "dropped", refusal, PROGRAM, at_ms)
    return len(rows)


def locked(room_id: int, message_id: str) -> Operation[Held | Settlement]:
    """A message of the room that waits, and nobody else can settle; raises Refusal `not_found`."""
    found = yield from held_or_settled((yield compiled.LOCK_HELD(message_id=message_id)), message_id)
    if found is None or room_of(found) != room_id:
        raise Refusal("not_found")
    return found


def put_away(batch: Batch, held: Held, state: HeldState, refusal: HeldRefusal, by: str, at_ms: int) -> Operation[None]:
    draft = held.draft
    yield from seal(batch, Text(draft.id, draft.room_id, 0, 1, draft.body, draft.author.tag), at_ms)
    yield from settle(batch, held, state, by, at_ms, refusal)


def settle(
    batch: Batch, held: Held, state: HeldState, by: str, at_ms: int, refusal: HeldRefusal | None = None
) -> Operation[None]:
    batch.hid_text = True
    draft = held.draft
    told = None if refusal is None else as_json(refusal)
    yield compiled.SETTLE_HELD(message_id=draft.id, state=state, settled_ms=at_ms, settled_by=by, refusal=told)
    settlement = Settlement(message_id=draft.id, room_id=draft.room_id, state=state, by=by, at_ms=at_ms)
    refused = None if refusal is None else held.refused(refusal, at_ms)
    batch.held.append(HeldSettled(session_id=draft.session_id, settlement=settlement, refused=refused))


def held_message(message_id: str) -> Operation[Held | Settlement | None]:
    return (yield from held_or_settled((yield compiled.HELD_MESSAGE(message_id=message_id)), message_id))


def held_or_settled(rows: Sequence[Row], message_id: str) -> Operation[Held | Settlement | None]:
    if rows:
        return held_of_row(rows[0])
    settled = yield compiled.SETTLEMENT(message_id=message_id)
    for found, room_id, state, by, at_ms in settled:
        return Settlement(message_id=found, room_id=room_id, state=state, by=by, at_ms=at_ms)
    return None


def held_messages(room_ids: Collection[int] | None, count: int) -> Operation[list[Held]]:
    if room_ids is None:
        rows = yield compiled.ALL_HELD(count=count)
    else:
        rows = yield compiled.HELD_IN_ROOMS(rows=as_json(sorted(room_ids)), count=count)
    return [held_of_row(row) for row in rows]


def held_of(session_id: str, refused_after_ms: int) -> Operation[OwnHeld]:
    waiting = yield compiled.HELD_OF_SESSION(session_id=session_id)
    refused = yield compiled.REFUSED_OF_SESSION(session_id=session_id, after=refused_after_ms)
    return OwnHeld(tuple(map(held_of_row, waiting)), tuple(map(refused_of_row, refused)))


def held_of_each(refused_after_ms: int) -> Operation[dict[str, OwnHeld]]:
    """The same of every session there is something of."""
    waiting = yield compiled.ALL_HELD(count=MOST_READ)
    refused = yield compiled.REFUSED_AFTER(after=refused_after_ms)
    return own_of(map(held_of_row, waiting), ((session_id, refused_of_row(rest)) for session_id, *rest in refused))


def destroy(batch: Batch, before_ms: int, rows: int) -> Operation[int]:
    batch.scrub = True
    due = yield compiled.SETTLED_BEFORE(before=before_ms, count=rows)
    for (message_id,) in due:
        yield compiled.DESTROY_HELD(message_id=message_id)
    batch.hid_text = batch.hid_text or bool(due)
    return len(due)


def add_held(held: Held) -> Any:
    """The query that adds it; its answer is empty when the message or its key is known already."""
    draft = held.draft
    return compiled.ADD_HELD(
        message_id=draft.id,
        room_id=draft.room_id,
        session_id=draft.session_id,
        client_message_id=draft.client_message_id,
        body_digest=digest_of(draft.body).hex(),
        body=draft.body,
        nickname=draft.author.nickname,
        tag=draft.author.tag,
        at_ms=draft.sent_ms,
        reply_to=draft.reply_to,
        locale=held.locale,
        grounds=as_json(held.grounds),
    )


def held_of_row(row: Row) -> Held:
    message_id, room_id, session_id, client_message_id, body, nickname, tag, at_ms, reply_to, locale, grounds = row
    draft = Draft(
        id=message_id,
        room_id=room_id,
        session_id=session_id,
        client_message_id=client_message_id,
        body=body,
        author=Author(nickname, tag),
        sent_ms=at_ms,
        reply_to=reply_to,
    )
    return Held(draft=draft, locale=locale, grounds=decode_grounds(grounds))


def refused_of_row(row: Row) -> RefusedMessage:
    message_id, client_message_id, room_id, at_ms, told = row
    return RefusedMessage(
        message_id=message_id,
        client_message_id=client_message_id,
        room_id=room_id,
        at_ms=at_ms,
        refusal=decode_refusal(told),
    )


def room_of(found: Held | Settlement) -> int:
    return found.draft.room_id if isinstance(found, Held) else found.room_id
