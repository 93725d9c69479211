"""Judgements of people on cases: what was decided, on which ground, and what became of it."""

from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.discretion import Discreet
from palabre.domain.moderation.appeal import Appeal
from palabre.domain.moderation.case import Case
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.sanction import Sanction, SanctionKind
from palabre.domain.moderation.statement import Statement
from palabre.domain.refusal import Refusal


class Judgement(Discreet, frozen=True, kw_only=True):
    """What a person decided on a case. `session_id` is None for a room; `reason` is told, `note` kept inside.

    `removed` are the messages it took away.
    """

    id: str
    case_id: str
    at_ms: int
    by: str
    sanction: SanctionKind | Literal["none"]
    session_id: str | None
    room_id: int
    ground: str
    reason: str
    note: str = ""
    removed: tuple[str, ...] = ()


class Reversal(Discreet, frozen=True, kw_only=True):
    """It was undone: by whom, and why; `reason` is empty when its own author took it back at once."""

    decision_id: str
    at_ms: int
    by: str
    reason: str = ""


class Kept(Discreet, frozen=True, kw_only=True):
    """A judgement with all that belongs to it. There is a statement whenever there is a sanction."""

    judgement: Judgement
    statement: Statement | None = None
    sanction: Sanction | None = None
    reversal: Reversal | None = None
    appeals: tuple[Appeal, ...] = ()

    def standing(self) -> Sanction | None:
        """Its sanction, unless it was undone."""
        return self.sanction if self.reversal is None else None


class BanMark(Struct, frozen=True, kw_only=True):
    """A keyed hash of the address prefix a ban was imposed at, under the key of `day` (ISO). `room_id` as its ban's."""

    sanction_id: str
    day: str
    digest: bytes
    room_id: int | None
    from_ms: int
    expires_ms: int

    def __repr__(self) -> str:
        return "<BanMark>"


class Ruled(Struct, frozen=True, kw_only=True):
    """A decision to be kept, with all that follows from it. `receipt` is the digest of its code."""

    judgement: Judgement
    deeds: tuple[Deed, ...]
    statement: Statement | None = None
    sanction: Sanction | None = None
    receipt: bytes | None = None
    receipt_until_ms: int = 0
    marks: tuple[BanMark, ...] = ()

    def removing(self, removed: Sequence[str]) -> "Ruled":
        """The same, of the messages that were still there. Raises Refusal `not_found` when nothing else was decided."""
        if not removed and self.sanction is not None and self.sanction.kind == "removal":
            raise Refusal("not_found")
        judgement = msgspec.structs.replace(self.judgement, removed=tuple(removed))
        statement = self.statement and msgspec.structs.replace(self.statement, removed=len(removed))
        taken_down = (self._taking_down(message_id) for message_id in removed)
        return msgspec.structs.replace(self, judgement=judgement, statement=statement, deeds=(*self.deeds, *taken_down))

    def kept(self) -> Kept:
        return Kept(judgement=self.judgement, statement=self.statement, sanction=self.sanction)

    def _taking_down(self, message_id: str) -> Deed:
        made = self.judgement
        return Deed(at_ms=made.at_ms, who=made.by, what="message_taken_down", subject=message_id, case_id=made.case_id)

    def __repr__(self) -> str:
        return "<Ruled>"


def require_undecided(case: Case, by: str) -> None:
    """Raises DeskRefusal `already_decided`, or `claimed_already` with who has it."""
    if not case.is_undecided():
        raise DeskRefusal("already_decided")
    if case.claimed_by is not None and case.claimed_by != by:
        raise DeskRefusal("claimed_already", case.claimed_by)


def require_standing(kept: Kept) -> None:
    """Raises DeskRefusal `already_reversed`."""
    if kept.reversal is not None:
        raise DeskRefusal("already_reversed")


def unanswered(kept: Kept, appeal_id: str) -> Appeal:
    """The appeal, which waits for an answer. Raises Refusal `not_found`, DeskRefusal `already_decided`."""
    found = next((appeal for appeal in kept.appeals if appeal.id == appeal_id), None)
    if found is None:
        raise Refusal("not_found")
    if found.answer is not None:
        raise DeskRefusal("already_decided")
    return found
