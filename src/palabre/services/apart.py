"""Apart: who may be alone with somebody: proven adults, in the browser that proved it, whom nothing keeps out."""

from palabre.domain.refusal import Refusal
from palabre.domain.session import Session
from palabre.ports.proofs import Proofs
from palabre.services.bindings import Bindings
from palabre.services.restraining import Restraints
from palabre.services.sessions import SessionBook
from palabre.services.trusting import StandingsAtHand


class Apart:
    """What is asked of oneself is told; of somebody else only whether, and to nobody but the server."""

    def __init__(
        self, book: SessionBook, proofs: Proofs, bindings: Bindings, restraints: Restraints, at_hand: StandingsAtHand
    ) -> None:
        self._book = book
        self._proofs = proofs
        self._bindings = bindings
        self._restraints = restraints
        self._at_hand = at_hand

    def require(self, session: Session, connection_id: int) -> None:
        """Raises Refusal `banned`, `proof_required`, `proof_unbound`. A minor by their own word is no proven adult."""
        self._restraints.require_coming_in(session.id)
        if not self._proofs.is_adult(session.id) or self.is_protected(session.id):
            raise Refusal("proof_required")
        self._bindings.require_bound(connection_id, session.id)

    def is_able(self, session_id: str) -> bool:
        """Whether they may be in private with somebody now; nothing is read for it."""
        is_here = self._book.live(session_id) is not None
        return is_here and not self.is_protected(session_id) and self.can_read(session_id)

    def can_read(self, session_id: str) -> bool:
        """Whether what is said to them in private reaches somebody who may read it."""
        if self._book.has_ended(session_id):
            return False
        try:
            self._restraints.require_coming_in(session_id)
        except Refusal:
            return False
        return self._proofs.is_adult(session_id)

    def is_protected(self, session_id: str) -> bool:
        return self._at_hand.now(session_id).protected_ms is not None
