"""Casework: what a member of the staff may do with a case before it is decided."""

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.case import WAITING, AnyCaseEvent, Case, CaseAcknowledged, priority
from palabre.domain.moderation.event import Deed, What
from palabre.domain.refusal import Refusal
from palabre.domain.staff import Staff
from palabre.ports.clock import Clock
from palabre.ports.store import Store
from palabre.services.board import Board
from palabre.services.conflicts import Conflicting
from palabre.services.gathering import Gathering
from palabre.services.staffing import require

# Of as many as these the most pressing are shown.
CASES_READ = 2_000
CASES_SHOWN = 100


class Casework:
    """Nobody sees, claims or decides a case about themselves, or where they appear in the evidence."""

    def __init__(self, store: Store, gathering: Gathering, conflicts: Conflicting, board: Board, clock: Clock) -> None:
        self._store = store
        self._gathering = gathering
        self._conflicts = conflicts
        self._board = board
        self._clock = clock

    async def queue(self, member: Staff) -> list[Case]:
        """What waits for them, the most pressing first, 100 at most; nothing for who decides on nothing."""
        if not member.may("decide"):
            return []
        now = self._clock.now_ms()
        waiting = await self._store.cases(member.rooms, WAITING, CASES_READ)
        own = await self._own(member)
        return sorted((case for case in waiting if case.id not in own), key=lambda case: priority(case, now))[
            :CASES_SHOWN
        ]

    async def require(self, member: Staff, case: Case) -> None:
        """Raises DeskRefusal `not_for_you`, `conflict_of_interest`."""
        require(member, "decide", case.subject.room_id)
        if case.id in await self._own(member):
            raise DeskRefusal("conflict_of_interest")

    async def find(self, member: Staff, case_id: str) -> Case:
        """A case of theirs. Raises Refusal `not_found`, and as `require`."""
        case = await self._store.case(case_id)
        if case is None:
            raise Refusal("not_found")
        await self.require(member, case)
        return case

    async def look(self, member: Staff, case_id: str) -> Case:
        """A case whose evidence they are about to see: what came since is in it, and that they saw it is recorded."""
        case = await self.find(member, case_id)
        await self.gather(case)
        await self._store.record_deed(self._deed(member, case, "evidence_viewed"))
        return case

    async def claim(self, member: Staff, case_id: str) -> Case:
        """Raises DeskRefusal `claimed_already`, `already_decided`, `needs_another_person`, and as `find`."""
        case = await self.find(member, case_id)
        await self.gather(case)
        return self._told(await self._store.claim(case_id, self._deed(member, case, "case_claimed")))

    async def release(self, member: Staff, case_id: str) -> Case:
        """Hand it over. Raises DeskRefusal `claimed_already`, and as `find`."""
        case = await self.find(member, case_id)
        return self._told(await self._store.release_case(case_id, self._deed(member, case, "case_released")))

    async def acknowledge(self, member: Staff, case_id: str) -> Case:
        """They know of an urgent case: nobody else is called. Raises as `find`."""
        case = await self.find(member, case_id)
        if case.acknowledged_ms is not None:
            return case
        event: AnyCaseEvent = CaseAcknowledged(at_ms=self._clock.now_ms(), by=member.id)
        deed = self._deed(member, case, "urgent_acknowledged")
        return self._told(await self._store.happened(case_id, event, deed))

    async def close(self, member: Staff, case_id: str) -> Case:
        """Raises DeskRefusal `not_decided`, and as `find`."""
        case = await self.find(member, case_id)
        return self._told(await self._store.close_case(case_id, self._deed(member, case, "case_closed")))

    async def gather(self, case: Case) -> int:
        """Seal what came since; return how many pieces. Raises StoreUnavailable."""
        return await self._gathering.follow(case)

    async def _own(self, member: Staff) -> frozenset[str]:
        sessions = self._conflicts.sessions_of(member.number)
        return await self._store.cases_with(sessions) if sessions else frozenset()

    def _told(self, case: Case) -> Case:
        self._board.turn()
        return case

    def _deed(self, member: Staff, case: Case, what: What) -> Deed:
        return Deed(at_ms=self._clock.now_ms(), who=member.id, what=what, case_id=case.id)
