"""The Watching port for one node."""

from collections import Counter

from palabre.domain.cover import Watch

NEVER = float("-inf")


class MemoryWatching:
    """As many entries as there are moderators."""

    def __init__(self) -> None:
        self._watches: dict[int, Watch] = {}

    def report(self, number: int, rooms: frozenset[int], *, active: bool, now: float) -> None:
        before = self._watches.get(number)
        active_at = now if active else before.active_at if before else NEVER
        self._watches[number] = Watch(rooms, active_at, now)

    def rooms_of(self, number: int) -> frozenset[int]:
        watch = self._watches.get(number)
        return watch.rooms if watch else frozenset()

    def watchers(self, room_id: int, now: float) -> int:
        if not self._watches:
            return 0  # asked several times for every message, and mostly there is none
        return sum(room_id in watch.rooms and watch.holds(now) for watch in self._watches.values())

    def by_room(self, now: float) -> dict[int, int]:
        return Counter(room for watch in self._watches.values() if watch.holds(now) for room in watch.rooms)

    def anyone(self, now: float) -> bool:
        return any(watch.holds(now) for watch in self._watches.values())

    def leave(self, number: int) -> None:
        self._watches.pop(number, None)
