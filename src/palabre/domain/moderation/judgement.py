"""Judgements of people on cases: what was decided, on which ground, and what became of it."""

from collections.abc import Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.discretion import Discreet
from palabre.domain.moderation.appeal import Appeal, AppealAnswer
from palabre.domain.moderation.case import AppealMade, Case, CaseOpened, CaseReopened
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.grounds import ORDERED
from palabre.domain.moderation.report import Subject
from palabre.domain.moderation.sanction import AutomaticMeasure, Sanction, SanctionKind
from palabre.domain.moderation.statement import Statement
from palabre.domain.refusal import Refusal
from palabre.domain.staff import PROGRAM


class Judgement(Discreet, frozen=True, kw_only=True):
    """What a person decided on a case, or a rule by itself. `session_id` is None for a room; `reason` is told, `note`
    kept inside.

    `removed` are the messages it took away. A rule's, or an order's, may have no case until its guest contests it: one
    is opened then, of who has `tag`.
    """

    id: str
    case_id: str
    at_ms: int
    by: str
    sanction: SanctionKind | AutomaticMeasure | Literal["none"]
    session_id: str | None
    room_id: int
    ground: str
    reason: str
    note: str = ""
    removed: tuple[str, ...] = ()
    tag: str | None = None

    @property
    def automatic(self) -> bool:
        """Whether a rule restricted its guest by itself."""
        return self.by == PROGRAM

    @property
    def has_no_case(self) -> bool:
        """Whether there is no case until its guest contests it: of what a rule did, or an authority ordered."""
        return self.automatic or self.ground == ORDERED.id


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

    def on_case(self, case_id: str) -> "Ruled":
        """The same, of this case."""
        judgement = msgspec.structs.replace(self.judgement, case_id=case_id)
        deeds = tuple(msgspec.structs.replace(deed, case_id=case_id) for deed in self.deeds)
        return msgspec.structs.replace(self, judgement=judgement, deeds=deeds)

    def kept(self) -> Kept:
        return Kept(judgement=self.judgement, statement=self.statement, sanction=self.sanction)

    def _taking_down(self, message_id: str) -> Deed:
        made = self.judgement
        return Deed(at_ms=made.at_ms, who=made.by, what="message_taken_down", subject=message_id, case_id=made.case_id)

    def __repr__(self) -> str:
        return "<Ruled>"


def destroying(decision_id: str, case_id: str, at_ms: int) -> Deed:
    """The record that a decision was erased because nobody can contest it any more."""
    return Deed(at_ms=at_ms, who=PROGRAM, what="decision_erased", subject=decision_id, case_id=case_id)


def require_undecided(case: Case, by: str) -> None:
    """Raises DeskRefusal `already_decided`, `claimed_already` with who has it, `needs_another_person`."""
    if not case.is_undecided():
        raise DeskRefusal("already_decided")
    if case.claimed_by is not None and case.claimed_by != by:
        raise DeskRefusal("claimed_already", case.claimed_by)
    if by in case.barred:
        raise DeskRefusal("needs_another_person")


def contested(kept: Kept, at_ms: int) -> CaseOpened:
    """The opening of the case on which a person judges what a rule did by itself, or an order asked for."""
    made = kept.judgement
    kind: Literal["guest", "room"] = "room" if made.session_id is None else "guest"
    subject = Subject(kind=kind, room_id=made.room_id, session_id=made.session_id, tag=made.tag)
    return CaseOpened(at_ms=at_ms, subject=subject)


def undoes(kept: Kept, appeal: Appeal, answer: AppealAnswer) -> bool:
    """Whether the answer ends what was decided: for whom it is about. Who reported wants it decided anew."""
    return answer.outcome == "reversed" and appeal.side == "subject" and kept.reversal is None


def reopens(appeal: Appeal, answer: AppealAnswer) -> bool:
    """Whether the case is to be decided anew."""
    return answer.outcome == "reversed" and appeal.side == "reporter"


def reopening(case: Case, answer: AppealAnswer) -> CaseReopened:
    """By another person than who decided before; who judged the appeal may."""
    barred = tuple(dict.fromkeys(by for by in case.decided_by if by != answer.by))
    return CaseReopened(at_ms=answer.at_ms, by=answer.by, barred=barred)


def require_reversible(kept: Kept) -> None:
    """What another person upheld stands until the other side has its answer too.

    Raises DeskRefusal `already_reversed`, `appeal_waits`.
    """
    if kept.reversal is not None:
        raise DeskRefusal("already_reversed")
    answers = [appeal.answer for appeal in kept.appeals]
    if None in answers and any(answer and answer.outcome == "upheld" for answer in answers):
        raise DeskRefusal("appeal_waits")


def unanswered(kept: Kept, appeal_id: str, by: str) -> Appeal:
    """The appeal, which waits for an answer, by another person than who decided.

    Raises Refusal `not_found`, DeskRefusal `already_decided`, `needs_another_person`.
    """
    found = next((appeal for appeal in kept.appeals if appeal.id == appeal_id), None)
    if found is None:
        raise Refusal("not_found")
    if found.answer is not None:
        raise DeskRefusal("already_decided")
    if by == kept.judgement.by:
        raise DeskRefusal("needs_another_person")
    return found


def still_waiting(decisions: Sequence[Kept], answered_id: str) -> list[tuple[Kept, Appeal]]:
    """The appeals on a case nobody answered yet, each with what it is against, the earliest first."""
    found = [
        (kept, appeal)
        for kept in decisions
        for appeal in kept.appeals
        if appeal.answer is None and appeal.id != answered_id
    ]
    return sorted(found, key=lambda each: (each[1].at_ms, each[1].id))


def made_against(kept: Kept, appeal: Appeal, at_ms: int) -> AppealMade:
    """What happens to the case once it waits for the answer."""
    return AppealMade(at_ms=at_ms, appeal_id=appeal.id, against=kept.judgement.by)
