"""Appending messages to the log, once each."""

from collections import defaultdict
from collections.abc import Sequence

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.statement import Operation
from palabre.domain.body import digest_of
from palabre.domain.log import MessagePosted
from palabre.domain.message import Draft, Message
from palabre.domain.refusal import Refusal
from palabre.ports.store import KnownPost, Recorded


class PostKnown(Exception):
    """One of several posts added together is known already: their offsets would leave a hole."""


def post(batch: Batch, draft: Draft) -> Operation[Recorded]:
    """Append one message, or answer its first outcome."""
    room = batch.room(draft.room_id)
    if not room.closed:
        offset = room.head + 1
        if (yield compiled.ADD_POSTS([row_of(draft, offset)])):
            return settle(batch, draft, offset)
    return (yield from earlier_outcome(draft, closed=room.closed))


def post_together(batch: Batch, drafts: Sequence[Draft]) -> Operation[list[Recorded | Refusal]]:
    """Append many in one statement; raises PostKnown when one of them is a retry."""
    offsets = offsets_for(batch, drafts)
    rows = [row_of(draft, offset) for draft, offset in zip(drafts, offsets, strict=True) if offset]
    if rows and len((yield compiled.ADD_POSTS(rows))) < len(rows):
        raise PostKnown
    outcomes: list[Recorded | Refusal] = []
    for draft, offset in zip(drafts, offsets, strict=True):
        outcomes.append(settle(batch, draft, offset) if offset else (yield from declined(batch, draft)))
    return outcomes


def offsets_for(batch: Batch, drafts: Sequence[Draft]) -> list[int]:
    """The next offsets of each draft's room; 0 where it may not be appended. Heads do not move yet."""
    taken: defaultdict[int, int] = defaultdict(int)
    offsets = []
    for draft in drafts:
        try:
            room = batch.room(draft.room_id)
        except Refusal:
            offsets.append(0)
            continue
        taken[draft.room_id] += not room.closed
        offsets.append(0 if room.closed else room.head + taken[draft.room_id])
    return offsets


def declined(batch: Batch, draft: Draft) -> Operation[Recorded | Refusal]:
    """What to answer where there is no room, or a closed one."""
    try:
        return (yield from earlier_outcome(draft, closed=batch.room(draft.room_id).closed))
    except Refusal as refusal:
        return refusal


def earlier_outcome(draft: Draft, *, closed: bool) -> Operation[Recorded]:
    """The answer to a retry; raises Refusal `conflict` when it is another message under the same id."""
    known = yield from known_post(draft.session_id, draft.client_message_id)
    if known is None:
        raise Refusal("room_closed" if closed else "conflict")
    if known.room_id != draft.room_id or known.body_digest != digest_of(draft.body):
        raise Refusal("conflict")
    return Recorded(known.message_id, known.offset, fresh=False)


def known_post(session_id: str, client_message_id: str) -> Operation[KnownPost | None]:
    """What became of an earlier post."""
    rows = yield compiled.POST_OF_KEY(session_id=session_id, client_message_id=client_message_id)
    for message_id, offset, room_id, body_digest in rows:
        return KnownPost(message_id, offset, room_id, bytes.fromhex(body_digest))
    return None


def settle(batch: Batch, draft: Draft, offset: int) -> Recorded:
    """Move the head to the message added at `offset`, which will be published."""
    batch.room(draft.room_id).head = offset
    message = Message(
        id=draft.id,
        offset=offset,
        client_message_id=draft.client_message_id,
        body=draft.body,
        author=draft.author,
        sent_ms=draft.sent_ms,
        reply_to=draft.reply_to,
    )
    batch.events.append(MessagePosted(room_id=draft.room_id, offset=offset, message=message))
    return Recorded(draft.id, offset, fresh=True)


def row_of(draft: Draft, offset: int) -> tuple[int | str | None, ...]:
    """A draft in the order of `statements.log.POST_COLUMNS`."""
    return (
        draft.room_id,
        offset,
        draft.sent_ms,
        draft.id,
        draft.session_id,
        draft.client_message_id,
        digest_of(draft.body).hex(),
        draft.author.nickname,
        draft.author.tag,
        draft.body,
        draft.reply_to,
    )
