"""Drafting: a decision is written down, with the sanction and the statement of reasons that goes with it."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from palabre.domain.moderation.case import Case
from palabre.domain.moderation.event import Deed, told
from palabre.domain.moderation.evidence import Piece
from palabre.domain.moderation.judgement import Judgement, Ruled
from palabre.domain.moderation.report import Report
from palabre.domain.moderation.sanction import Measure, Sanction, imposed
from palabre.domain.moderation.statement import MAX_QUOTED, Statement
from palabre.domain.session import Locale
from palabre.domain.staff import Staff
from palabre.ports.cases import CaseStore
from palabre.ports.chance import Chance
from palabre.services.directory import RoomDirectory
from palabre.services.identifiers import new_id
from palabre.services.permitting import Wish
from palabre.services.sessions import SessionBook

EVERYWHERE: frozenset[Measure] = frozenset({"ban"})


class Drafting:
    """Writes down a decision: the sanction, and the statement of reasons that goes with it."""

    def __init__(
        self, store: CaseStore, directory: RoomDirectory, book: SessionBook, chance: Chance, *, language: Locale
    ) -> None:
        self._store = store
        self._directory = directory
        self._book = book
        self._chance = chance
        self._language = language

    async def draft(self, member: Staff, case: Case, wish: Wish, now_ms: int, until_ms: int | None) -> Ruled:
        """Without a receipt and marks yet; raises StoreUnavailable."""
        made = Judgement(
            id=new_id(now_ms, self._chance),
            case_id=case.id,
            at_ms=now_ms,
            by=member.id,
            sanction=wish.sanction,
            session_id=case.subject.session_id,
            room_id=case.subject.room_id,
            ground=wish.ground,
            reason=wish.reason.strip(),
            note=wish.note.strip(),
            removed=wish.remove,
        )
        measure = wish.measure()
        decided = self._deed(made, "case_decided")
        if measure is None or made.session_id is None:
            return Ruled(judgement=made, deeds=(decided,))
        sanction = Sanction(
            id=new_id(now_ms, self._chance),
            decision_id=made.id,
            kind=measure,
            session_id=made.session_id,
            room_id=None if measure in EVERYWHERE else made.room_id,
            from_ms=now_ms,
            until_ms=until_ms,
        )
        imposing = msgspec.structs.replace(
            self._deed(made, "sanction_imposed"), subject=sanction.id, data=told(imposed(sanction))
        )
        statement = await self._statement(case, made, sanction)
        return Ruled(judgement=made, deeds=(decided, imposing), statement=statement, sanction=sanction)

    async def _statement(self, case: Case, made: Judgement, sanction: Sanction) -> Statement:
        pieces, reports = await self._store.pieces(case.id), await self._store.reports(case.id)
        cited = cited_of(pieces, made)
        session = self._book.live(sanction.session_id)
        room = self._directory.by_id(made.room_id)
        return Statement(
            decision_id=made.id,
            at_ms=made.at_ms,
            by=made.by,
            measure=sanction.kind,
            room=room.settings.name if room else "",
            room_id=sanction.room_id,
            until_ms=sanction.until_ms,
            ground=made.ground,
            category=case.category,
            reason=made.reason,
            notified=any(is_notice(report) for report in reports),
            detected=bool(case.concerns),
            about_ms=min((piece.text.at_ms for piece in cited), default=made.at_ms),
            language=session.locale if session else self._language,
            quoted="\n".join(piece.text.body for piece in cited)[:MAX_QUOTED] or None,
        )

    def _deed(self, made: Judgement, what: Literal["case_decided", "sanction_imposed"]) -> Deed:
        return Deed(at_ms=made.at_ms, who=made.by, what=what, subject=made.id, case_id=made.case_id)


def is_notice(report: Report) -> bool:
    """Whether somebody told the team, rather than the team looking of its own accord."""
    return bool(report.reporter) or report.notice is not None


def cited_of(pieces: Sequence[Piece], made: Judgement) -> list[Piece]:
    """The guest's own words it is about: of what is removed, or else of what was reported, the last version each."""
    own = [piece for piece in pieces if piece.text.session_id == made.session_id and piece.text.body]
    removed = [piece for piece in own if piece.text.message_id in made.removed]
    cited = removed or [piece for piece in own if piece.reported]
    return [*{piece.text.message_id: piece for piece in cited}.values()]
