"""Presence: who is in which room, across connections."""

from collections.abc import Callable
from typing import Protocol

from palabre.domain.presence import Counts, Departure, Person, PresenceDiff


class Presence(Protocol):
    """A guest with several connections is present once; a lost connection leaves after 15 s."""

    def arrive(self, room_id: int, connection_id: int, session_id: str | None) -> None:
        """A connection entered a room; `session_id` is None for a spectator."""
        ...

    def depart(self, room_id: int, connection_id: int, *, lost: bool, now: float) -> None:
        """A connection left: at once, or after 15 s when it was `lost`. `now` is monotonic seconds."""
        ...

    def list_person(self, room_id: int, session_id: str, person: Person) -> None:
        """The guest posted, or changed nickname or tag: list them as `person` while they are present."""
        ...

    def turn(self) -> None:
        """A day began. In each room its roster is told as it was, and no difference, until `retag`."""
        ...

    def retag(self, room_id: int, tag_of: Callable[[str], str]) -> None:
        """The day turned: everyone listed there gets the tag `tag_of` gives for their session, all at once."""
        ...

    def forget(self, session_id: str) -> None:
        """The session ended: it is present nowhere."""
        ...

    def counts(self, room_id: int) -> Counts:
        """How many are listed and how many only read."""
        ...

    def people(self, room_id: int) -> tuple[Person, ...]:
        """Who is listed, by nickname."""
        ...

    def listed(self, room_id: int, session_id: str) -> Person | None:
        """How this guest is listed there, if they are."""
        ...

    def session_of(self, room_id: int, tag: str) -> str | None:
        """Whose tag this is, among those listed there since the day began, still present or not."""
        ...

    def find(self, room_id: int, name: str, count: int) -> tuple[Person, ...]:
        """At most `count` of those listed whose nickname begins with `name`, or has a word that does (case and
        accents aside), by nickname; the whole roster's beginning when `name` is empty."""
        ...

    def is_here(self, room_id: int, session_id: str) -> bool:
        """Whether this guest has a connection there, or lost it less than 15 s ago."""
        ...

    def due(self, now: float) -> list[PresenceDiff]:
        """The net change of each room whose interval has elapsed, once. `now` is monotonic seconds."""
        ...

    def departures(self) -> list[Departure]:
        """Guests who left a room for good since the last call (their lost connections were waited for)."""
        ...
