"""Cover job: tells rooms who watches over them, once it has been so for a second."""

from palabre.domain.cover import Covered
from palabre.gateway.hub import Hub
from palabre.ports.clock import Clock
from palabre.services.board import Board
from palabre.services.covering import Covering, CoverTold
from palabre.services.directory import RoomDirectory

# A desk that is loaded again leaves a room for a moment.
STEADY_S = 1.0


class CoverJob:
    """One step every quarter of a second."""

    def __init__(
        self, covering: Covering, told: CoverTold, directory: RoomDirectory, hub: Hub, board: Board, clock: Clock
    ) -> None:
        self._covering = covering
        self._told = told
        self._directory = directory
        self._hub = hub
        self._board = board
        self._clock = clock
        self._changed_at: dict[int, float] = {}

    async def step(self) -> None:
        now, covered_of = self._clock.monotonic(), self._covering.everywhere()
        for room in self._directory.all():
            if room.privacy == "conversation":
                continue
            covered = covered_of(room)
            if covered == self._told.of(room):
                self._changed_at.pop(room.id, None)
            elif now - self._changed_at.setdefault(room.id, now) >= STEADY_S:
                self._tell(room.id, covered)

    def _tell(self, room_id: int, covered: Covered) -> None:
        del self._changed_at[room_id]
        self._told.tell(room_id, covered)
        self._hub.tell_cover(room_id, covered)
        self._board.turn()
