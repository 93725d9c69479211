"""Order rights: who of the team reads what authorities ordered, and who answers them."""

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.order import Order
from palabre.domain.staff import Staff
from palabre.services.confirming import Confirming
from palabre.services.conflicts import Conflicting
from palabre.services.staffing import require


class OrderRights:
    """Owners answer, custodians read. `strict`, as in a public place: nobody sees an order about themselves."""

    def __init__(self, confirming: Confirming, conflicts: Conflicting, *, strict: bool) -> None:
        self._confirming = confirming
        self._conflicts = conflicts
        self._strict = strict

    def require_reading(self, member: Staff) -> None:
        """Raises DeskRefusal `not_for_you`."""
        require(member, "consult")

    async def require_answering(self, member: Staff) -> None:
        """Raises DeskRefusal `not_for_you`, `confirm_identity`; StoreUnavailable."""
        require(member, "answer")
        await self._confirming.require(member)

    def require_apart(self, member: Staff, order: Order) -> None:
        """Raises DeskRefusal `conflict_of_interest` when it may be about themselves."""
        if not self.is_apart(member, order):
            raise DeskRefusal("conflict_of_interest")

    def is_apart(self, member: Staff, order: Order) -> bool:
        return not (self._strict and order.subject.session_id in self._conflicts.sessions_of(member.number))
