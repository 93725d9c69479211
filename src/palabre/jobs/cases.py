"""Case jobs: urgent cases are told, evidence is followed, what is over is closed and erased."""

from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.domain.moderation.case import UNDECIDED, CaseClosed
from palabre.domain.moderation.event import Deed
from palabre.domain.staff import PROGRAM
from palabre.ports.clock import Clock
from palabre.ports.store import Store
from palabre.services.casework import CASES_READ
from palabre.services.gathering import Gathering
from palabre.services.urgency import Urgency

FOLLOWED_A_STEP = 100
CLOSED_A_STEP = 200
ERASED_A_STEP = 50


class UrgencyJob:
    """One step every five seconds."""

    def __init__(self, urgency: Urgency) -> None:
        self._urgency = urgency

    async def step(self) -> None:
        await self._urgency.look()


class EvidenceJob:
    """One step every half minute: what came in the rooms of cases nobody has decided; of 100 cases at most, by turns.

    What is missed in between is still under seal for a day, and is taken in when somebody opens or takes the case.
    """

    def __init__(self, store: Store, gathering: Gathering) -> None:
        self._store = store
        self._gathering = gathering
        self._heads: dict[str, int] = {}

    async def step(self) -> None:
        heads = await self._store.heads()
        cases = await self._store.cases(None, UNDECIDED, CASES_READ)
        now = {case.id: heads.get(case.subject.room_id, 0) for case in cases}
        # In the order they were followed, the longest ago first.
        self._heads = {case_id: head for case_id, head in self._heads.items() if case_id in now}
        turn = {case_id: place for place, case_id in enumerate(self._heads)}
        moved = [case for case in cases if now[case.id] != self._heads.get(case.id)]
        for case in sorted(moved, key=lambda case: turn.get(case.id, -1))[:FOLLOWED_A_STEP]:
            await self._gathering.follow(case)
            self._heads.pop(case.id, None)
            self._heads[case.id] = now[case.id]


class ClosingJob:
    """One step an hour: cases nobody can contest any more, and evidence whose hold is over (`held_ms`)."""

    def __init__(self, store: Store, clock: Clock, *, held_ms: int) -> None:
        self._store = store
        self._clock = clock
        self._held_ms = held_ms

    async def step(self) -> None:
        now = self._clock.now_ms()
        for case in await self._store.cases(None, {"decided"}, CLOSED_A_STEP):
            if case.decided_ms is not None and now >= case.decided_ms + APPEAL_MS:
                deed = Deed(at_ms=now, who=PROGRAM, what="case_closed", case_id=case.id)
                await self._store.happened(case.id, CaseClosed(at_ms=now), deed)
        while await self._store.erase_cases(now - self._held_ms, ERASED_A_STEP, now) >= ERASED_A_STEP:
            pass
