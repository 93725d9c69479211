"""What a log writer does with the writes it gathered: together when it can, one by one when it must."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.operations.posting import Post, post, post_together, prepared
from palabre.adapters.sql.statement import Operation
from palabre.domain.connection_record import Record
from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.message import Draft
from palabre.domain.refusal import Refusal

P = ParamSpec("P")
T = TypeVar("T")
Outcome = Any | Exception


@dataclass(frozen=True, slots=True)
class Write(Generic[T]):
    """An operation to run in a transaction that holds the row of `room_id`, if one is given.

    `post` is set when it is one: those that come in a row are added in one statement.
    """

    operation: Callable[[Batch], Operation[T]]
    room_id: int | None = None
    post: Post | None = None


def plain(operation: Callable[P, Operation[T]], *args: P.args, **named: P.kwargs) -> Write[T]:
    """A write that needs no room held."""
    return Write(lambda batch: operation(*args, **named))


def scrubbed(operation: Callable[Concatenate[Batch, P], Operation[T]], *args: P.args, **named: P.kwargs) -> Write[T]:
    """A write that needs no room held, and takes away what is to be scrubbed."""
    return Write(lambda batch: operation(batch, *args, **named))


def with_batch(operation: Callable[Concatenate[Batch, P], Operation[T]], *args: P.args, **named: P.kwargs) -> Write[T]:
    """A write that needs no room held, and gives the batch something to keep."""
    return Write(lambda batch: operation(batch, *args, **named))


def in_room(
    operation: Callable[Concatenate[Batch, int, P], Operation[T]],
    room_id: int,
    *args: P.args,
    **named: P.kwargs,
) -> Write[T]:
    """A write to the log of a room."""
    return Write(lambda batch: operation(batch, room_id, *args, **named), room_id)


def write_of(draft: Draft, record: Record | None = None) -> Write[Any]:
    """The write that appends a message."""
    ready = prepared(draft, record)
    return Write(lambda batch: post(batch, ready), draft.room_id, ready)


def run_together(batch: Batch, writes: Sequence[Write[Any]]) -> Operation[list[Outcome]]:
    """Run `writes` in order, in one transaction; a Refusal is an outcome and disturbs no other.

    Raises PostKnown when a post turned out to be a retry: roll back, and run them one by one.
    """
    yield from batch.lock(write.room_id for write in writes if write.room_id is not None)
    outcomes: list[Outcome] = []
    for posts, others in runs_of_posts(writes):
        if posts:
            outcomes += yield from post_together(batch, posts)
        for write in others:
            outcomes.append((yield from attempt(batch, write)))
    yield from batch.finish()
    return outcomes


def run_one_by_one(batch: Batch, writes: Sequence[Write[Any]]) -> Operation[list[Outcome]]:
    """Run `writes` in order, in one transaction, each post with a statement of its own."""
    yield from batch.lock(write.room_id for write in writes if write.room_id is not None)
    outcomes: list[Outcome] = []
    for write in writes:
        outcomes.append((yield from attempt(batch, write)))
    yield from batch.finish()
    return outcomes


def attempt(batch: Batch, write: Write[Any]) -> Operation[Outcome]:
    """The outcome of a write; what is refused has written nothing."""
    try:
        return (yield from write.operation(batch))
    except (Refusal, DeskRefusal) as refusal:
        return refusal


def run_alone(batch: Batch, write: Write[T]) -> Operation[T]:
    """Run one write that needs no room held, in a transaction of its own; raises what it is refused with."""
    outcome = yield from write.operation(batch)
    yield from batch.finish()
    return outcome


def runs_of_posts(writes: Sequence[Write[Any]]) -> Iterator[tuple[list[Post], list[Write[Any]]]]:
    """Cut `writes` where posts and other writes meet: (posts, none) or (none, others), in order."""
    for _, run in groupby(writes, key=lambda write: write.post is None):
        members = list(run)
        posts = [write.post for write in members if write.post is not None]
        yield (posts, []) if posts else ([], members)
