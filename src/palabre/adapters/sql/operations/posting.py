"""Appending messages to the log, once each."""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch, Posted
from palabre.adapters.sql.statement import Operation
from palabre.domain.body import digest_of
from palabre.domain.connection_record import Record
from palabre.domain.held import HeldRefusal
from palabre.domain.message import Draft
from palabre.domain.refusal import Refusal
from palabre.ports.store import KnownPost, Recorded


class Post(NamedTuple):
    """A draft, its values in the order of `statements.log.POST_COLUMNS` after room and offset, and its record.

    It is made before the writer's turn: the writer's time is what limits how many are posted.
    """

    draft: Draft
    values: tuple[int | str | None, ...]
    record: Record | None = None

    def row(self, offset: int) -> tuple[int | str | None, ...]:
        return (self.draft.room_id, offset, *self.values)


class PostKnown(Exception):
    """One of several posts added together is known already: their offsets would leave a hole."""


def post(batch: Batch, ready: Post) -> Operation[Recorded]:
    """Append one message, or answer its first outcome."""
    room = batch.room(ready.draft.room_id)
    if not room.closed:
        offset = room.head + 1
        if (yield compiled.ADD_POSTS([ready.row(offset)])):
            return settle(batch, ready, offset)
    return (yield from earlier_outcome(ready.draft, closed=room.closed))


def post_together(batch: Batch, posts: Sequence[Post]) -> Operation[list[Recorded | Refusal]]:
    """Append many in one statement; raises PostKnown when one of them is a retry."""
    offsets = offsets_for(batch, [post.draft.room_id for post in posts])
    rows = [post.row(offset) for post, offset in zip(posts, offsets, strict=True) if offset]
    if rows and len((yield compiled.ADD_POSTS(rows))) < len(rows):
        raise PostKnown
    outcomes: list[Recorded | Refusal] = []
    for ready, offset in zip(posts, offsets, strict=True):
        outcomes.append(settle(batch, ready, offset) if offset else (yield from declined(batch, ready.draft)))
    return outcomes


def offsets_for(batch: Batch, room_ids: Sequence[int]) -> list[int]:
    """The next offset of each room in turn; 0 where nothing may be appended. Heads do not move yet."""
    following = {room_id: batch.offsets_from_head(room_id) for room_id in set(room_ids)}
    return [next(following[room_id]) for room_id in room_ids]


def declined(batch: Batch, draft: Draft) -> Operation[Recorded | Refusal]:
    """What to answer where there is no room, or a closed one."""
    try:
        return (yield from earlier_outcome(draft, closed=batch.room(draft.room_id).closed))
    except Refusal as refusal:
        return refusal


def earlier_outcome(draft: Draft, *, closed: bool) -> Operation[Recorded]:
    """The answer to a retry; raises Refusal `conflict` when it is another message under the same id."""
    known = yield from known_post(draft.session_id, draft.client_message_id)
    if known is None or known.offset is None:
        raise Refusal("room_closed" if closed else "conflict")
    if known.room_id != draft.room_id or known.body_digest != digest_of(draft.body):
        raise Refusal("conflict")
    return Recorded(known.message_id, known.offset, fresh=False)


def known_post(session_id: str, client_message_id: str) -> Operation[KnownPost | None]:
    """What became of an earlier post."""
    rows = yield compiled.POST_OF_KEY(session_id=session_id, client_message_id=client_message_id)
    for message_id, offset, room_id, body_digest in rows:
        return KnownPost(message_id, offset, room_id, bytes.fromhex(body_digest))
    rows = yield compiled.HELD_OF_KEY(session_id=session_id, client_message_id=client_message_id)
    for message_id, room_id, body_digest, refusal in rows:
        return KnownPost(message_id, None, room_id, bytes.fromhex(body_digest), restored_refusal(refusal))
    return None


def restored_refusal(text: str | None) -> HeldRefusal | None:
    """Why a held message was not shown, as its row keeps it."""
    return None if text is None else msgspec.json.decode(text, type=HeldRefusal)


def settle(batch: Batch, ready: Post, offset: int) -> Recorded:
    """Move the head to the message added at `offset`, which will be published."""
    draft = ready.draft
    batch.room(draft.room_id).head = offset
    batch.events.append(Posted(draft, offset))
    batch.record(ready.record)
    return Recorded(draft.id, offset, fresh=True)


def prepared(draft: Draft, record: Record | None = None) -> Post:
    values = (
        draft.shown_ms(),
        draft.id,
        draft.session_id,
        draft.client_message_id,
        digest_of(draft.body).hex(),
        draft.author.nickname,
        draft.author.tag,
        draft.body,
        draft.reply_to,
    )
    return Post(draft, values, record)
