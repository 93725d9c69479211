"""Presence in one room: who is connected, who is listed, and the roster its readers were last told."""

from collections.abc import Callable

from palabre.domain.presence import (
    CROWDED,
    DIFF_EVERY_CROWDED_S,
    DIFF_EVERY_S,
    LOST_AFTER_S,
    Counts,
    Person,
    PresenceDiff,
    by_nickname,
    difference,
)


class RoomPresence:
    """Counts are kept as they change: a storm of arrivals must not count the room each time."""

    def __init__(self) -> None:
        self.listed: dict[str, Person] = {}
        self._connections: dict[int, str | None] = {}
        self._guests: dict[str, set[int]] = {}
        self._lost_at: dict[int, float] = {}
        self._present = 0
        self._anonymous = 0
        self._departed: list[str] = []
        self._told: dict[str, Person] = {}
        self._told_counts = Counts(0, 0)
        # Connections that were told a state since everyone was told the last difference.
        self._newcomers: set[int] = set()
        self._touched: set[str] = set()
        self._told_at = float("-inf")
        self._is_changed = False
        self._is_whole_due = False
        # Between midnight and the new tags of all: the roster as it was, once it changed, shown until then.
        self._is_turning = False
        self._as_it_was: dict[str, Person] | None = None

    def arrive(self, connection_id: int, session_id: str | None) -> None:
        self._hold_as_it_was()
        if connection_id in self._connections:
            self._lost_at.pop(connection_id, None)
            if self._is_changed:
                self._newcomers.add(connection_id)
            return
        self._connections[connection_id] = session_id
        self._newcomers.add(connection_id)
        self._is_changed = True
        if session_id is None:
            self._anonymous += 1
            return
        if session_id not in self._guests:
            self._guests[session_id] = set()
            self._count_in(session_id in self.listed)
        self._guests[session_id].add(connection_id)
        self._forget_lost_of(session_id)

    def depart(self, connection_id: int, *, lost: bool, now: float) -> None:
        if connection_id not in self._connections:
            return
        self._hold_as_it_was()
        self._newcomers.discard(connection_id)
        if lost and self._connections[connection_id] is not None:
            self._lost_at[connection_id] = now
        else:
            self._remove(connection_id)

    def turn(self) -> None:
        """A day began: until everyone gets their new tag, nobody is told who came, went or is called otherwise."""
        self._is_turning = True

    def list_person(self, session_id: str, person: Person) -> None:
        # A new tag beside those of the day before would be told as one leaving and one joining: the same guest.
        self._is_turning = self._is_turning or self.listed.get(session_id, person).tag != person.tag
        self._hold_as_it_was()
        self._count_in(session_id not in self.listed and session_id in self._guests)
        if session_id in self._guests:
            self._touched |= {person.tag, self.listed.get(session_id, person).tag}
        self.listed[session_id] = person
        self._is_changed = True

    def retag(self, tag_of: Callable[[str], str]) -> None:
        """Everyone gets the tag of a new day at once: one by one would tie each new tag to an old one."""
        self.listed = {session: Person(person.nickname, tag_of(session)) for session, person in self.listed.items()}
        self._is_changed = self._is_whole_due = True
        self._is_turning, self._as_it_was = False, None

    def forget(self, session_id: str) -> None:
        self._hold_as_it_was()
        for connection_id in list(self._guests.get(session_id, ())):
            self._remove(connection_id)
        self.listed.pop(session_id, None)

    def session_of(self, tag: str) -> str | None:
        """Whose tag this is, present or not."""
        return next((session for session, person in self.listed.items() if person.tag == tag), None)

    @property
    def is_restless(self) -> bool:
        """Whether time alone may bring something to tell or to let go."""
        return self._is_changed or bool(self._lost_at) or bool(self._departed)

    def is_here(self, session_id: str) -> bool:
        return session_id in self._guests

    def counts(self) -> Counts:
        return Counts(self._present, self._anonymous + len(self._guests) - self._present)

    def roster(self) -> dict[str, Person]:
        """Listed guests who are present, by tag."""
        people = (self.listed[session] for session in self._guests if session in self.listed)
        return {person.tag: person for person in people}

    def shown(self) -> dict[str, Person]:
        """The roster as it is told: while the day turns, as it was."""
        return self.roster() if self._as_it_was is None else self._as_it_was

    def take_departed(self) -> list[str]:
        """Guests whose last connection left since the last call, and who are not back."""
        departed, self._departed = self._departed, []
        return [session for session in departed if session not in self._guests]

    def due(self, room_id: int, now: float) -> PresenceDiff | None:
        self._drop_lost(now)
        every = DIFF_EVERY_CROWDED_S if self._present > CROWDED else DIFF_EVERY_S
        if self._is_turning or not self._is_changed or now - self._told_at < every:
            return None
        self._is_changed = False
        # In a crowd nobody is told names, and putting thousands together holds the loop for milliseconds.
        roster = {} if self._present > CROWDED else self.roster()
        if self._is_as_told(roster):
            self._touched = set()
            return None
        self._told_counts, self._newcomers = self.counts(), set()
        if self._present > CROWDED:
            # Counts only: whoever was told names is told all of them again when the crowd has gone.
            self._told, self._told_at, self._touched = {}, now, set()
            return PresenceDiff(room_id=room_id, joined=(), left=(), counts=self.counts())
        if self._is_whole_due:
            self._told, self._told_at, self._touched, self._is_whole_due = roster, now, set(), False
            people = by_nickname(roster.values())
            return PresenceDiff(room_id=room_id, joined=(), left=(), counts=self.counts(), people=people)
        joined, left = difference(self._told, roster, self._touched)
        # Told even when nothing changed in the end if someone came in the middle, who was told something else.
        self._told, self._told_at, self._touched = roster, now, set()
        return PresenceDiff(room_id=room_id, joined=joined, left=left, counts=self.counts())

    def _hold_as_it_was(self) -> None:
        if self._is_turning and self._as_it_was is None:
            self._as_it_was = self.roster()

    def _is_as_told(self, roster: dict[str, Person]) -> bool:
        """Whether all that changed has changed back, and nobody who is there was told a state in between."""
        if self._newcomers or self.counts() != self._told_counts:
            return False
        return self._present > CROWDED or (not self._is_whole_due and roster == self._told)

    def _count_in(self, is_one_more: bool) -> None:
        """Whoever is told the state of a crowd is told no names: they need all of them when it has gone."""
        self._present += is_one_more
        self._is_whole_due = self._is_whole_due or self._present > CROWDED

    def _remove(self, connection_id: int) -> None:
        self._is_changed = True
        self._lost_at.pop(connection_id, None)
        self._newcomers.discard(connection_id)
        session = self._connections.pop(connection_id)
        if session is None:
            self._anonymous -= 1
            return
        its_connections = self._guests[session]
        its_connections.discard(connection_id)
        if not its_connections:
            del self._guests[session]
            if session in self.listed:
                self._present -= 1
                self._touched.add(self.listed[session].tag)
            self._departed.append(session)

    def _drop_lost(self, now: float) -> None:
        for connection_id, since in list(self._lost_at.items()):
            if now - since >= LOST_AFTER_S:
                self._hold_as_it_was()
                self._remove(connection_id)

    def _forget_lost_of(self, session_id: str) -> None:
        """The guest is back: their lost connections need not be waited for."""
        if not self._lost_at:
            return
        for connection_id in self._guests[session_id] & self._lost_at.keys():
            self._remove(connection_id)
