"""Tagging: the tag of a guest in a room today."""

from datetime import date, tzinfo

from palabre.domain.tag import day_of, midnight_after, tag_of
from palabre.ports.clock import Clock
from palabre.ports.day_keys import DayKeys

REMEMBERED = 100_000


class Tagging:
    """Draws tags from the day's key; forgets every one at midnight."""

    def __init__(self, keys: DayKeys, clock: Clock, zone: tzinfo) -> None:
        self._keys = keys
        self._clock = clock
        self._zone = zone
        self._since_ms = self._until_ms = 0
        # A process that starts just before midnight has tags of that day too.
        self._last_asked: date = day_of(clock.now_ms(), zone)
        self._tags: dict[tuple[int, str], str] = {}

    def tag(self, room_id: int, session_id: str) -> str:
        """The tag this guest has in this room today."""
        self._turn_the_day()
        known = self._tags.get((room_id, session_id))
        if known is None:
            known = self._tags[room_id, session_id] = tag_of(self.key(), room_id, session_id)
        return known

    def key(self) -> bytes:
        """Today's key, to draw others from."""
        return self._keys.key_of(day_of(self._clock.now_ms(), self._zone))

    def has_turned(self) -> bool:
        """Whether a day began since this was last asked; the key of the day before is destroyed by then."""
        self._turn_the_day()
        day = day_of(self._clock.now_ms(), self._zone)
        turned, self._last_asked = day != self._last_asked, day
        if turned:
            self._keys.key_of(day)
        return turned

    def _turn_the_day(self) -> None:
        """The calendar may also be set back: a day that comes again is another day, with another key."""
        now = self._clock.now_ms()
        if not self._since_ms <= now < self._until_ms or len(self._tags) > REMEMBERED:
            self._tags.clear()
            self._until_ms = midnight_after(now, self._zone)
            self._since_ms = now
