"""Private rooms job: what nobody is in any more closes, and what is over is erased."""

from palabre.domain.invitation import EMPTY_MS
from palabre.domain.member import REPORTABLE_MS
from palabre.domain.retention import ROWS_A_STEP
from palabre.domain.room import Room
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.ports.store import Store
from palabre.services.directory import RoomDirectory
from palabre.services.membership import Members

REFRESH_EVERY_MS = 60_000


class PrivateRoomsJob:
    """A private room where no member was connected for a day closes; a day after a place closed nothing is kept of it.

    What was written goes under seal when it closes, so that members may report it.
    """

    def __init__(
        self, store: Store, directory: RoomDirectory, members: Members, presence: Presence, clock: Clock
    ) -> None:
        self._store = store
        self._directory = directory
        self._members = members
        self._presence = presence
        self._clock = clock
        self._empty_since: dict[int, int] = {}
        self._sealed: set[int] = set()
        self._refreshed_ms = 0

    async def step(self) -> None:
        now = self._clock.now_ms()
        for room in self._directory.all():
            if room.is_public:
                continue
            if room.ends_ms is not None and room.ends_ms <= now:
                await self._members.erase(room)
            elif room.closed and room.id not in self._sealed:
                await self._seal(room, now)
            elif not room.closed and room.privacy == "private" and self._is_long_empty(room, now):
                await self._members.close(room)
        self._forget_gone()
        if now - self._refreshed_ms >= REFRESH_EVERY_MS:
            self._refreshed_ms = now
            await self._members.refresh()
        while await self._store.sweep_members(now - REPORTABLE_MS, ROWS_A_STEP) >= ROWS_A_STEP:
            pass

    async def _seal(self, room: Room, now: int) -> None:
        while (await self._store.expire(room.id, now + 1, ROWS_A_STEP, now_ms=now))[0] >= ROWS_A_STEP:
            pass
        self._sealed.add(room.id)

    def _is_long_empty(self, room: Room, now: int) -> bool:
        if any(self._presence.is_here(room.id, member.session_id) for member in self._members.of(room.id)):
            self._empty_since.pop(room.id, None)
            return False
        return now - self._empty_since.setdefault(room.id, now) >= EMPTY_MS

    def _forget_gone(self) -> None:
        for room_id in [room_id for room_id in self._empty_since if self._directory.by_id(room_id) is None]:
            del self._empty_since[room_id]
        self._sealed = {room_id for room_id in self._sealed if self._directory.by_id(room_id) is not None}
