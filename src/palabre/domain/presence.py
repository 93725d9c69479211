"""Presence: who is in a room, as a state and the net differences of it."""

from collections.abc import Iterable, Set

from msgspec import Struct

from palabre.domain.discretion import Discreet

LOST_AFTER_S = 15.0
DIFF_EVERY_S = 1.0
DIFF_EVERY_CROWDED_S = 5.0
CROWDED = 200


class Person(Discreet, frozen=True):
    """Someone listed: who posted in the room and is still there."""

    nickname: str
    tag: str


class Counts(Struct, frozen=True):
    """How many are listed, and how many read without having posted (spectators)."""

    present: int
    spectators: int


class PresenceDiff(Discreet, frozen=True, kw_only=True):
    """The net change of one interval: what a reader of the last state needs to be right again.

    `people` is the whole roster, where differences would not do: the room is no longer crowded, or the day turned.
    """

    room_id: int
    joined: tuple[Person, ...]
    left: tuple[str, ...]
    counts: Counts
    people: tuple[Person, ...] | None = None


class Departure(Struct, frozen=True):
    """A guest whose last connection left a room."""

    room_id: int
    session_id: str


def by_nickname(people: Iterable[Person]) -> tuple[Person, ...]:
    """A roster in the order it is shown."""
    return tuple(sorted(people, key=lambda person: (person.nickname.casefold(), person.tag)))


def difference(
    before: dict[str, Person], after: dict[str, Person], touched: Set[str] = frozenset()
) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """Return (joined or renamed, tags that left) between two rosters keyed by tag.

    `touched` are the tags that came, changed or left meanwhile: who was told a state in between needs them again.
    """
    joined = tuple(person for tag, person in after.items() if before.get(tag) != person or tag in touched)
    left = tuple(tag for tag in (*before, *sorted(touched - before.keys())) if tag not in after)
    return joined, left
