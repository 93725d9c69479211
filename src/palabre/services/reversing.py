"""Reversing: a decision is undone; its sanction ends, and no other."""

from collections.abc import Sequence

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.event import Deed, told
from palabre.domain.moderation.judgement import Kept, Reversal
from palabre.domain.moderation.sanction import UNDO_MS, Sanction, SanctionUndone
from palabre.domain.refusal import Refusal
from palabre.domain.staff import Staff
from palabre.ports.clock import Clock
from palabre.ports.store import Store
from palabre.services.casework import Casework
from palabre.services.permitting import require_everywhere
from palabre.services.sanctioning import Effects


class Reversing:
    """Carries out a reversal, and says beforehand what it would change."""

    def __init__(self, store: Store, casework: Casework, effects: Effects, clock: Clock) -> None:
        self._store = store
        self._casework = casework
        self._effects = effects
        self._clock = clock

    async def undo(self, member: Staff, decision_id: str) -> Kept:
        """Take one's own decision back, within ten seconds and without a word.

        Raises Refusal `not_found`, DeskRefusal `undo_too_late`, `already_reversed`, `not_for_you`.
        """
        kept = await self._find(member, decision_id)
        if kept.judgement.by != member.id:
            raise DeskRefusal("not_for_you")
        if self._clock.now_ms() - kept.judgement.at_ms > UNDO_MS:
            raise DeskRefusal("undo_too_late")
        return await self._reverse(member, kept, "")

    async def reverse(self, member: Staff, decision_id: str, reason: str) -> Kept:
        """Raises Refusal `not_found`, DeskRefusal `already_reversed`, `reason_required`, `not_for_you`."""
        kept = await self._find(member, decision_id)
        if not reason.strip():
            raise DeskRefusal("reason_required")
        return await self._reverse(member, kept, reason.strip())

    async def preview(self, member: Staff, decision_id: str) -> tuple[Kept, list[Sanction]]:
        """The decision, and the sanctions of its guest that would stay in force where this member may look.

        Raises as `reverse`.
        """
        kept = await self._find(member, decision_id)
        about = await self._store.decisions_about([kept.judgement.session_id or ""])
        now = self._clock.now_ms()
        others = (each.standing() for each in about if each.judgement.id != decision_id)
        staying = [sanction for sanction in others if sanction is not None and sanction.restricts(now)]
        # Of other rooms a room's moderator knows nothing; what holds everywhere holds in theirs.
        return kept, [each for each in staying if each.room_id is None or member.answers_for(each.room_id)]

    async def _find(self, member: Staff, decision_id: str) -> Kept:
        kept = await self._store.kept(decision_id)
        if kept is None:
            raise Refusal("not_found")
        await self._casework.find(member, kept.judgement.case_id)
        if kept.sanction is not None and kept.sanction.kind == "ban":
            require_everywhere(member)
        return kept

    async def _reverse(self, member: Staff, kept: Kept, reason: str) -> Kept:
        reversal = Reversal(decision_id=kept.judgement.id, at_ms=self._clock.now_ms(), by=member.id, reason=reason)
        undone = await self._store.reverse(reversal, undoing(kept, reversal))
        await self._effects.follow(undone)
        return undone


def undoing(kept: Kept, reversal: Reversal) -> Sequence[Deed]:
    """What is recorded of a reversal."""
    deed = Deed(
        at_ms=reversal.at_ms,
        who=reversal.by,
        what="sanction_undone",
        subject=kept.sanction.id if kept.sanction else kept.judgement.id,
        case_id=kept.judgement.case_id,
        data=told(SanctionUndone(sanction_id=kept.sanction.id)) if kept.sanction else b"",
    )
    return (deed,)
