"""Sanction store: what people decided, why, what became of it, and the receipts that open it."""

from collections.abc import Collection, Sequence
from typing import Protocol

from msgspec import Struct

from palabre.domain.moderation.appeal import Appeal, AppealAnswer
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.judgement import BanMark, Kept, Reversal, Ruled
from palabre.domain.receipt import ReceiptAbout

# The control entry that tells every node to read the sanctions of a session again.
SANCTIONS_CHANGED = "sanctions.changed"


class SanctionsChanged(Struct, forbid_unknown_fields=True):
    """Control entry `sanctions.changed`."""

    session_id: str

    def __repr__(self) -> str:
        return "<SanctionsChanged>"


class SanctionStore(Protocol):
    """Every write raises StoreUnavailable when it did not happen, and is whole or not at all.

    Whatever changes what a guest may do leaves a control entry `sanctions.changed` in the same transaction.
    """

    async def decide(self, ruled: Ruled) -> Kept:
        """Keep a decision on a case, and take away the messages it removes: those of its guest, in its room, that are
        still there; their texts go under seal, and each is a log event `message.removed` by moderation.

        The case must be open, or claimed by who decides. Raises Refusal `not_found`, DeskRefusal `already_decided`,
        `claimed_already`.
        """
        ...

    async def reverse(self, reversal: Reversal, deeds: Sequence[Deed]) -> Kept:
        """Undo a decision: its sanction ends, and no other. Without a reason the case is theirs again, undecided.

        Raises Refusal `not_found`, DeskRefusal `already_reversed`, `appeal_waits`.
        """
        ...

    async def appeal(self, appeal: Appeal, deed: Deed) -> None:
        """Keep an appeal; its case waits for another person. Raises Refusal `not_found`, `appeal_made`."""
        ...

    async def answer_appeal(
        self, decision_id: str, appeal_id: str, answer: AppealAnswer, deeds: Sequence[Deed]
    ) -> Kept:
        """Answer an appeal, and undo its decision when it is `reversed`. Raises Refusal `not_found`, DeskRefusal
        `already_decided`, `claimed_already`, `needs_another_person` (of who decided)."""
        ...

    async def kept(self, decision_id: str) -> Kept | None:
        """A decision, with all that belongs to it."""
        ...

    async def decisions_on(self, case_id: str) -> list[Kept]:
        """Those on a case, in order."""
        ...

    async def decisions_about(self, session_ids: Collection[str]) -> list[Kept]:
        """Those about these sessions, in order."""
        ...

    async def decisions_since(self, since_ms: int) -> list[Kept]:
        """Those with a sanction imposed since then, or not over by then, in order."""
        ...

    async def keep_receipt(self, code_hash: bytes, about: ReceiptAbout) -> None:
        """Have this code open that; the same again changes nothing."""
        ...

    async def receipt(self, code_hash: bytes) -> ReceiptAbout | None:
        """What a code opens."""
        ...

    async def ban_marks(self, now_ms: int) -> list[BanMark]:
        """The marks that are not over, and whose decision was not undone."""
        ...

    async def sweep_sanctions(self, now_ms: int, rows: int) -> int:
        """Destroy at most `rows` each of receipts and marks past their end, and decisions nobody can contest any more
        that are over; return how many. A receipt that opens reports is given more time before its end instead, while
        one of their cases waits or may be contested.
        """
        ...
