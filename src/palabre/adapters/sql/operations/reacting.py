"""Reactions under messages."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.statement import Operation, as_json
from palabre.domain.message import OPERATOR_SESSION
from palabre.domain.passing import ReactionsChanged
from palabre.domain.reaction import Reacted, ReactionKind
from palabre.domain.refusal import Refusal


def react(
    batch: Batch, room_id: int, message_id: str, session_id: str, reaction: ReactionKind, *, on: bool
) -> Operation[Reacted]:
    """Put a reaction, or take one's own away."""
    if session_id == OPERATOR_SESSION:
        raise Refusal("not_yours")
    found = reacted_of((yield compiled.REACTIONS_OF_MESSAGE(room_id=room_id, message_id=message_id)))
    if not found:
        raise Refusal("not_found")
    (before,) = found
    if (session_id in before.by.get(reaction, ())) == on:
        return before
    change = compiled.ADD_REACTION if on else compiled.DROP_REACTION
    yield change(room_id=room_id, offset=before.offset, session_id=session_id, reaction=reaction)
    batch.hid_text = batch.hid_text or not on
    (after,) = yield from changed(batch, room_id, [before.offset])
    return after


def withdraw_all(batch: Batch, room_id: int, session_id: str) -> Operation[None]:
    """Take every reaction of a session in a room away."""
    dropped = yield compiled.DROP_REACTIONS_OF_GUEST(session_id=session_id, room_id=room_id)
    if dropped:
        batch.hid_text = True
        yield from changed(batch, room_id, sorted({offset for (offset,) in dropped}))


def changed(batch: Batch, room_id: int, offsets: Sequence[int]) -> Operation[list[Reacted]]:
    """What stands under these messages from now on, to be passed on.

    `offsets` grow, and so do the versions, by as much: each message has one of its own, in one statement for all.
    """
    first, last, rows = offsets[0], offsets[-1], as_json(offsets)
    ((newest,),) = yield compiled.NEXT_REACTIONS_VERSIONS(room_id=room_id, count=last - first + 1)
    yield compiled.MARK_REACTED(room_id=room_id, shift=newest - last, rows=rows)
    standing = reacted_of((yield compiled.REACTIONS_AT(room_id=room_id, rows=rows)))
    for reacted in standing:
        batch.pass_on(ReactionsChanged(room_id=room_id, reacted=reacted))
    return standing


def between(room_id: int, first: int, last: int) -> Operation[list[Reacted]]:
    """What stands under the messages of these offsets."""
    rows = yield compiled.REACTIONS_BETWEEN(room_id=room_id, first=first, last=last)
    return reacted_of(rows)


def reacted_of(rows: Sequence[Sequence[Any]]) -> list[Reacted]:
    """One for each message, from rows of `statements.reactions.standing`."""
    return [reactions_of([*of_message]) for _, of_message in groupby(rows, key=itemgetter(0))]


def reactions_of(rows: Sequence[Sequence[Any]]) -> Reacted:
    offset, message_id, version, _, _ = rows[0]
    by: dict[ReactionKind, set[str]] = {}
    for *_, session_id, reaction in rows:
        if session_id is not None:
            by.setdefault(reaction, set()).add(session_id)
    standing = {kind: frozenset(sessions) for kind, sessions in by.items()}
    return Reacted(message_id=message_id, offset=offset, version=version or 0, by=standing)
