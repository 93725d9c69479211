"""Presence in the memory of one node: connections, the guests behind them, and what was last told."""

from collections.abc import Callable

from palabre.adapters.presence.room import RoomPresence
from palabre.adapters.presence.searching import finder
from palabre.domain.presence import Counts, Departure, Person, PresenceDiff, by_nickname


class MemoryPresence:
    """The Presence port for one node."""

    def __init__(self) -> None:
        self._rooms: dict[int, RoomPresence] = {}
        # Where something is still to be told or to be let go: of ten thousand rooms a few, at any time.
        self._restless: dict[int, RoomPresence] = {}

    def arrive(self, room_id: int, connection_id: int, session_id: str | None) -> None:
        self._changing(room_id).arrive(connection_id, session_id)

    def depart(self, room_id: int, connection_id: int, *, lost: bool, now: float) -> None:
        self._changing(room_id).depart(connection_id, lost=lost, now=now)

    def list_person(self, room_id: int, session_id: str, person: Person) -> None:
        self._changing(room_id).list_person(session_id, person)

    def forget(self, session_id: str) -> None:
        for room_id, room in self._rooms.items():
            room.forget(session_id)
            if room.is_restless:
                self._restless[room_id] = room

    def counts(self, room_id: int) -> Counts:
        return self._room(room_id).counts()

    def people(self, room_id: int) -> tuple[Person, ...]:
        return by_nickname(self._room(room_id).shown().values())

    def turn(self) -> None:
        for room in self._rooms.values():
            room.turn()

    def retag(self, room_id: int, tag_of: Callable[[str], str]) -> None:
        self._changing(room_id).retag(tag_of)

    def listed(self, room_id: int, session_id: str) -> Person | None:
        return self._room(room_id).listed.get(session_id)

    def session_of(self, room_id: int, tag: str) -> str | None:
        return self._room(room_id).session_of(tag)

    def find(self, room_id: int, name: str, count: int) -> tuple[Person, ...]:
        is_sought = finder(name)
        found = (person for person in self._room(room_id).shown().values() if is_sought(person.nickname))
        return by_nickname(found)[:count]

    def is_here(self, room_id: int, session_id: str) -> bool:
        return self._room(room_id).is_here(session_id)

    def due(self, now: float) -> list[PresenceDiff]:
        diffs = (room.due(room_id, now) for room_id, room in self._restless.items())
        return [diff for diff in diffs if diff is not None]

    def departures(self) -> list[Departure]:
        gone = [
            Departure(room_id, session_id)
            for room_id, room in self._restless.items()
            for session_id in room.take_departed()
        ]
        self._restless = {room_id: room for room_id, room in self._restless.items() if room.is_restless}
        return gone

    def _changing(self, room_id: int) -> RoomPresence:
        room = self._restless[room_id] = self._room(room_id)
        return room

    def _room(self, room_id: int) -> RoomPresence:
        room = self._rooms.get(room_id)
        if room is None:
            room = self._rooms[room_id] = RoomPresence()
        return room
