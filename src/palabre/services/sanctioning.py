"""Sanctioning: a person of the team decides on a case, and everything that follows from it happens at once."""

from typing import Literal

import msgspec

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.domain.moderation.case import Case
from palabre.domain.moderation.judgement import Kept, Ruled
from palabre.domain.moderation.sanction import AUTOMATIC, UNDO_MS
from palabre.domain.receipt import hash_code
from palabre.domain.staff import Staff
from palabre.ports.clock import Clock
from palabre.ports.connections import Connections
from palabre.ports.sanctions import SanctionStore
from palabre.services.casework import Casework
from palabre.services.drafting import Drafting
from palabre.services.holding import Holding
from palabre.services.imposing import Lifting
from palabre.services.neighbours import MARKING, Neighbours
from palabre.services.permitting import Permitting, Wish
from palabre.services.persons import Persons
from palabre.services.receipts import Receipts
from palabre.services.restraining import Restraints
from palabre.services.trusting import Trusting


class Effects:
    """What is felt at once: by the guest, and by what they had still waiting."""

    def __init__(
        self, restraints: Restraints, holding: Holding, trusting: Trusting, lifting: Lifting, persons: Persons
    ) -> None:
        self._restraints = restraints
        self._persons = persons
        self._lifting = lifting
        self._holding = holding
        self._trusting = trusting

    async def follow(self, kept: Kept) -> None:
        """After it was kept, or undone; raises StoreUnavailable."""
        session_id = kept.judgement.session_id
        if session_id is None:
            return
        await self._lifting.lift(kept)
        await self._restraints.refresh(session_id)
        sanction = kept.standing()
        if sanction is not None:
            await self._persons.follow(sanction)
        if sanction is not None and sanction.kind not in AUTOMATIC and sanction.until_ms is not None:
            # Who settles has come so far without a sanction: the count begins anew.
            self._trusting.forget(session_id)
            await self._holding.settle(session_id)


class Sanctioning:
    """Carries out a decision."""

    def __init__(
        self,
        casework: Casework,
        permitting: Permitting,
        drafting: Drafting,
        keeping: "Keeping",
        clock: Clock,
    ) -> None:
        self._casework = casework
        self._permitting = permitting
        self._drafting = drafting
        self._keeping = keeping
        self._clock = clock

    async def decide(self, member: Staff, case_id: str, wish: Wish) -> Kept:
        """Nobody has to claim the case before: who decides first decides.

        Raises Refusal `not_found`, DeskRefusal `already_decided`, `claimed_already`, `confirm_impact` (with how many
        come from there), and as `Casework.find` and `Permitting.require`.
        """
        case = await self._casework.find(member, case_id)
        now = self._clock.now_ms()
        until_ms = await self._permitting.require(member, case, wish, now)
        if wish.sanction in MARKING and not wish.confirm:
            self._require_confirmed(case)
        await self._casework.gather(case)
        return await self._keeping.keep(await self._drafting.draft(member, case, wish, now, until_ms))

    async def impact(self, member: Staff, case_id: str) -> Literal["<5", "5-20", "20+"]:
        """How many guests come from where the subject does; raises as `Casework.find`."""
        case = await self._casework.find(member, case_id)
        return self._keeping.impact(case.subject.session_id)

    def _require_confirmed(self, case: Case) -> None:
        found = self._keeping.impact(case.subject.session_id)
        if found != "<5":
            raise DeskRefusal("confirm_impact", found)

    def undo_until_ms(self, kept: Kept) -> int:
        """Until when its author may take it back without a word."""
        return kept.judgement.at_ms + UNDO_MS


class Keeping:
    """Keeps a decision with its receipt and its marks, and has it felt."""

    def __init__(
        self,
        store: SanctionStore,
        receipts: Receipts,
        neighbours: Neighbours,
        connections: Connections,
        effects: Effects,
    ) -> None:
        self._store = store
        self._receipts = receipts
        self._neighbours = neighbours
        self._connections = connections
        self._effects = effects

    async def keep(self, ruled: Ruled) -> Kept:
        """Raises as `SanctionStore.decide`."""
        kept = await self._store.decide(self._completed(ruled))
        await self._neighbours.start()
        await self._effects.follow(kept)
        return kept

    def impact(self, session_id: str | None) -> Literal["<5", "5-20", "20+"]:
        prefixes = self._connections.prefixes_of(session_id) if session_id else frozenset()
        count = self._connections.sessions_at(prefixes)
        return "<5" if count < 5 else "5-20" if count <= 20 else "20+"  # noqa: PLR2004  # the classes' own bounds

    def _completed(self, ruled: Ruled) -> Ruled:
        if ruled.sanction is None:
            return ruled
        prefixes = self._connections.prefixes_of(ruled.sanction.session_id)
        return msgspec.structs.replace(
            ruled,
            receipt=hash_code(self._receipts.derived(ruled.judgement.id)),
            receipt_until_ms=ruled.judgement.at_ms + APPEAL_MS,
            marks=self._neighbours.marks_of(ruled.sanction, prefixes),
        )
