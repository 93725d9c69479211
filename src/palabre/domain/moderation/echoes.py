"""Echoes: what was said lately: a guest's own short messages, and the same text in several rooms."""

from collections import OrderedDict

from palabre.domain.moderation.circumstances import REMEMBERED, SHORT

GUESTS_KEPT = 20_000
# "Bonsoir à tous" is said everywhere; shorter texts than this are not compared.
COMPARED_FROM = 24
SAME_WITHIN_S = 60.0
TEXTS_KEPT = 20_000


class LastWords:
    """The last short messages of each guest in each room, with which the next may make one word."""

    def __init__(self) -> None:
        self._said: OrderedDict[str, dict[int, tuple[str, ...]]] = OrderedDict()

    def of(self, session_id: str, room_id: int) -> tuple[str, ...]:
        """Oldest first, five at most."""
        return self._said.get(session_id, {}).get(room_id, ())

    def add(self, session_id: str, room_id: int, text: str) -> None:
        """It was said; a long message ends what a word could be made of."""
        rooms = self._said.setdefault(session_id, {})
        self._said.move_to_end(session_id)
        if len(text) > SHORT:
            rooms.pop(room_id, None)
        else:
            rooms[room_id] = (*rooms.get(room_id, ()), text)[-REMEMBERED:]
        if not rooms or len(self._said) > GUESTS_KEPT:
            self._said.pop(session_id if not rooms else next(iter(self._said)))

    def take_back(self, session_id: str, room_id: int, text: str) -> None:
        """It was not said after all."""
        said = self.of(session_id, room_id)
        if said and said[-1] == text:
            self._said[session_id][room_id] = said[:-1]

    def forget(self, session_id: str) -> None:
        """The session is over."""
        self._said.pop(session_id, None)


class SameText:
    """In how many rooms the same text was said within a minute, by whomever; of texts only a hash is kept."""

    def __init__(self) -> None:
        # Tuples of numbers only: the collector has nothing to look through.
        self._rooms: OrderedDict[int, tuple[tuple[int, float], ...]] = OrderedDict()

    def rooms(self, text: int, room_id: int, now: float) -> int:
        """How many, with this one."""
        return len({room_id, *(room for room, at in self._rooms.get(text, ()) if at > now - SAME_WITHIN_S)})

    def add(self, text: int, room_id: int, now: float) -> None:
        """It was said there."""
        before = self._rooms.pop(text, ())
        others = [(room, at) for room, at in before if room != room_id and at > now - SAME_WITHIN_S]
        self._rooms[text] = (*others, (room_id, now))
        if len(self._rooms) > TEXTS_KEPT:
            self._rooms.popitem(last=False)
