"""Persons: a ban of somebody who proved their age is of every session they prove it under."""

from palabre.domain.age import PairwiseMark
from palabre.domain.moderation.sanction import Sanction
from palabre.domain.refusal import Refusal
from palabre.ports.proofs import ProofsAtHand
from palabre.services.neighbours import MARKING, Neighbours
from palabre.services.restraining import Restraints


class Persons:
    """Knows somebody again by what their issuer calls them here: a keyed hash, compared with those of bans only."""

    def __init__(self, neighbours: Neighbours, restraints: Restraints, proofs: ProofsAtHand) -> None:
        self._neighbours = neighbours
        self._restraints = restraints
        self._proofs = proofs

    def mark_of(self, pairwise: bytes) -> PairwiseMark:
        """What is kept of it."""
        return self._neighbours.mark_of(pairwise)

    async def may_prove(self, session_id: str, pairwise: bytes) -> bool:
        """False for who is banned from the whole place; whatever ban is of them holds for this session from now on,
        and is told to it. Raises StoreUnavailable."""
        bans = self._neighbours.bans_of(pairwise)
        if bans:
            await self._restraints.bear(session_id, bans)
        try:
            self._restraints.require_coming_in(session_id)
        except Refusal:
            return False
        return True

    async def follow(self, sanction: Sanction) -> None:
        """A ban was imposed: it holds wherever the same person is proven now. Raises StoreUnavailable."""
        mark = self._mark(sanction.session_id)
        if mark is None or sanction.kind not in MARKING:
            return
        same = [kept.session_id for kept in self._proofs.all() if kept.mark == mark]
        for session_id in same:
            if session_id != sanction.session_id:
                await self._restraints.bear(session_id, {sanction.id})

    def _mark(self, session_id: str) -> PairwiseMark | None:
        kept = self._proofs.of(session_id)
        return kept.mark if kept else None
