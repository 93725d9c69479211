"""Permitting: what a member of the staff may decide on a case, and what a decision has to say."""

from typing import Literal

from msgspec import Struct

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.case import Case
from palabre.domain.moderation.grounds import Grounds
from palabre.domain.moderation.sanction import LONG_MS, Measure, SanctionKind, end_of
from palabre.domain.staff import Staff
from palabre.ports.sanctions import SanctionStore
from palabre.services.confirming import Confirming


class Wish(Struct, frozen=True, kw_only=True):
    """What a member of the staff wants to decide. `minutes` is how long, `danger` spares a warning before,
    `confirm` says that they know how many come from there."""

    sanction: SanctionKind | Literal["none"]
    ground: str
    reason: str
    minutes: int | None = None
    remove: tuple[str, ...] = ()
    note: str = ""
    danger: bool = False
    confirm: bool = False

    def measure(self) -> Measure | None:
        """What the guest is told of; None when nothing is done to them."""
        if self.sanction != "none":
            return self.sanction
        return "removal" if self.remove else None

    def __repr__(self) -> str:
        return "<Wish>"


class Permitting:
    """What a member may decide: every method raises a DeskRefusal, or lets pass."""

    def __init__(self, store: SanctionStore, grounds: Grounds, confirming: Confirming) -> None:
        self._store = store
        self._grounds = grounds
        self._confirming = confirming

    async def require(self, member: Staff, case: Case, wish: Wish, now_ms: int) -> int | None:
        """When the sanction would end.

        Raises `not_for_you` (who answers for some rooms bans from none but those), `confirm_identity` (a ban),
        `ground_unknown`, `reason_required`, `nobody_to_sanction`, `minutes_refused`, `warning_first`.
        """
        if wish.sanction == "ban":
            require_everywhere(member)
            await self._confirming.require(member)
        if self._grounds.find(wish.ground) is None:
            raise DeskRefusal("ground_unknown")
        if wish.measure() is not None:
            require_reasoned(case, wish)
        try:
            until_ms = end_of(wish.sanction, wish.minutes, now_ms)
        except ValueError as error:
            raise DeskRefusal("minutes_refused", str(error)) from None
        if until_ms is not None and until_ms - now_ms > LONG_MS and not (wish.danger or "danger" in case.categories):
            await self._require_warned(case)
        return until_ms

    async def _require_warned(self, case: Case) -> None:
        earlier = await self._store.decisions_about([case.subject.session_id or ""])
        if not any(kept.sanction.kind == "warning" for kept in earlier if kept.sanction and kept.standing()):
            raise DeskRefusal("warning_first")


def require_everywhere(member: Staff) -> None:
    """Raises DeskRefusal `not_for_you` for who answers for some rooms only."""
    if member.rooms is not None:
        raise DeskRefusal("not_for_you")


def require_reasoned(case: Case, wish: Wish) -> None:
    if case.subject.session_id is None:
        raise DeskRefusal("nobody_to_sanction")
    if not wish.reason.strip():
        raise DeskRefusal("reason_required")
