"""Urgency: calls the staff until somebody looks, and closes a room to writing when nobody comes."""

import logging
from collections.abc import Sequence

from palabre.domain.moderation.case import WAITING, Case, CaseTold, RoomPaused, is_overdue
from palabre.domain.moderation.event import Deed
from palabre.domain.room import Room
from palabre.domain.session import Locale
from palabre.domain.staff import PROGRAM
from palabre.ports.clock import Clock
from palabre.ports.notifier import Call, CallKind, Notifier, NotTold
from palabre.ports.store import Store
from palabre.services.announcing import Announcing
from palabre.services.board import Board
from palabre.services.casework import CASES_READ
from palabre.services.covering import Covering
from palabre.services.directory import RoomDirectory

MINUTE_MS = 60_000
# After a failure: the next try is not for a while, and other cases are not held up by it.
RETRY_MS = 30_000
PAUSED: dict[Locale, str] = {
    "fr": "Personne de l’équipe n’est disponible pour l’instant. On peut lire, mais plus écrire ici, jusqu’à ce que "
    "quelqu’un soit là. En danger\u00a0: 17 ou 112, par SMS au 114.",
    "en": "Nobody of the team is available right now. One can read here, but no longer write, until somebody is "
    "there. In danger: 17 or 112, by text message 114.",
}
RESUMED: dict[Locale, str] = {
    "fr": "Quelqu’un de l’équipe est là. On peut de nouveau écrire.",
    "en": "Somebody of the team is there. One can write again.",
}
log = logging.getLogger("palabre.notify")


class OnCall:
    """Tells the staff outside the desk. `desk` is its address, `every_ms` how often an urgent case is told again."""

    def __init__(self, notifier: Notifier | None, directory: RoomDirectory, *, desk: str, every_ms: int) -> None:
        self._notifier = notifier
        self._directory = directory
        self._desk = desk
        self._every_ms = every_ms
        self._failed: dict[str, int] = {}

    def is_due(self, case: Case, now_ms: int) -> CallKind | None:
        """What is to be told of this case now."""
        if self._notifier is None or now_ms - self._failed.get(case.id, 0) < RETRY_MS:
            return None
        if case.unacknowledged() and (case.told_ms is None or now_ms - case.told_ms >= self._every_ms):
            return "urgent"
        return "overdue" if case.alarmed_ms is None and is_overdue(case, now_ms) else None

    async def tell(self, case: Case, kind: CallKind, now_ms: int) -> bool:
        """Whether somebody could be told."""
        room = self._directory.by_id(case.subject.room_id)
        call = Call(
            kind=kind,
            case_id=case.id,
            category=case.category,
            room=(room.settings.name if room.is_public else room.handle) if room else "",
            desk=self._desk,
            times=case.told + 1,
        )
        try:
            if self._notifier is not None:
                await self._notifier.tell(call)
        except NotTold as error:
            log.error("the staff on call were not told: %s", error)
            self._failed[case.id] = now_ms
            return False
        self._failed.pop(case.id, None)
        return True


class Pausing:
    """A room with an urgent case nobody took, and nobody watching, closes to writing after `after_ms`."""

    def __init__(
        self, store: Store, covering: Covering, directory: RoomDirectory, announcing: Announcing, *, after_ms: int
    ) -> None:
        self._store = store
        self._covering = covering
        self._directory = directory
        self._announcing = announcing
        self._after_ms = after_ms
        self._causes: dict[int, str] = {}

    async def follow(self, cases: Sequence[Case], now_ms: int) -> bool:
        """Close and open rooms as the cases want it; whether anything changed."""
        causes: dict[int, str] = {}
        for case in cases:
            room = self._directory.by_id(case.subject.room_id)
            if room is not None and case.may_pause() and await self._closes(case, room, now_ms):
                causes[room.id] = case.id
        before, self._causes = self._causes, causes
        changed = self._covering.pause(frozenset(causes))
        for room_id in before.keys() - causes.keys():
            room = self._directory.by_id(room_id)
            if room is not None:
                await self._say(room, RESUMED, f"resumed-{before[room_id]}")
        return changed

    async def _closes(self, case: Case, room: Room, now_ms: int) -> bool:
        """Whether the room is closed for this case; it is told when it begins."""
        if case.paused_ms is not None:
            return True
        if now_ms - case.since_ms < self._after_ms or self._covering.moderators(room):
            return False
        await self._store.happened(case.id, RoomPaused(at_ms=now_ms), None)
        await self._say(room, PAUSED, f"paused-{case.id}")
        return True

    async def _say(self, room: Room, words: dict[Locale, str], key: str) -> None:
        if not room.closed:
            await self._announcing.say(room, words[room.settings.language], key)


class Urgency:
    """One look at everything that waits."""

    def __init__(self, store: Store, on_call: OnCall, pausing: Pausing, board: Board, clock: Clock) -> None:
        self._store = store
        self._on_call = on_call
        self.pausing = pausing
        self._board = board
        self._clock = clock

    async def look(self) -> None:
        """Close and open rooms, then tell whom there is to tell. Raises StoreUnavailable."""
        for case in await self.settle():
            now = self._clock.now_ms()
            kind = self._on_call.is_due(case, now)
            if kind is not None and await self._on_call.tell(case, kind, now):
                deed = Deed(at_ms=now, who=PROGRAM, what="urgent_told", reason=kind, case_id=case.id)
                await self._store.happened(case.id, CaseTold(at_ms=now, about=kind), deed)

    async def settle(self) -> list[Case]:
        """Close and open rooms as the cases want it now; return what waits. Raises StoreUnavailable."""
        cases = await self._store.cases(None, WAITING, CASES_READ)
        if await self.pausing.follow(cases, self._clock.now_ms()):
            self._board.turn()
        return cases
