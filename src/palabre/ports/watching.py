"""Watching: which moderators watch over which rooms, now."""

from typing import Protocol


class Watching(Protocol):
    """Nothing of it is kept: after a restart every desk says again what it watches. Times are monotonic seconds."""

    def report(self, number: int, rooms: frozenset[int], *, active: bool, now: float) -> None:
        """The desk of this moderator is open on these rooms; `active`: they did something since its last report."""
        ...

    def rooms_of(self, number: int) -> frozenset[int]:
        """What this moderator said they watch."""
        ...

    def watchers(self, room_id: int, now: float) -> int:
        """How many watch over this room."""
        ...

    def by_room(self, now: float) -> dict[int, int]:
        """How many watch over each room that is watched."""
        ...

    def anyone(self, now: float) -> bool:
        """Whether somebody is at their desk, whatever they watch."""
        ...

    def leave(self, number: int) -> None:
        """This moderator signed out."""
        ...
