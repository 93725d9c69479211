"""Danger: what is known of a threat to a life is put together for a person to send (Regulation (EU) 2022/2065, 18)."""

import asyncio
import hashlib
from collections.abc import Sequence
from typing import Literal

import msgspec

from palabre.domain.danger import (
    FORMAT,
    ConnectionRecords,
    DangerDecision,
    DangerFile,
    DangerReport,
    DangerText,
    Made,
    Sender,
)
from palabre.domain.moderation.case import Case
from palabre.domain.moderation.event import MAX_REASON, Deed, What, told
from palabre.domain.moderation.evidence import Piece, Witness, witnesses
from palabre.domain.moderation.judgement import Kept
from palabre.domain.session import Locale
from palabre.domain.staff import Staff
from palabre.ports.clock import Clock
from palabre.ports.danger_printer import DangerPrinter
from palabre.ports.store import Store
from palabre.protocol.conversion import rfc3339
from palabre.services.case_view import CaseRows, Whereabouts
from palabre.services.casework import Casework

AsWhat = Literal["pdf", "json"]


class DangerPapers:
    """What a file says besides the case itself. `are_kept`: records of connections are kept here, sealed."""

    def __init__(self, rows: CaseRows, whereabouts: Whereabouts, sender: Sender, *, are_kept: bool) -> None:
        self._rows = rows
        self._whereabouts = whereabouts
        self._sender = sender
        self._are_kept = are_kept

    async def written(
        self, case: Case, texts: tuple[DangerText, ...], decisions: Sequence[Kept], member: Staff, now_ms: int
    ) -> DangerFile:
        """Without what was reported; raises StoreUnavailable."""
        subject = await self._rows.subject(case)
        own = [text for text in texts if text.who == "subject"] or [*texts]
        return DangerFile(
            format=FORMAT,
            reference=case.id,
            made_at=rfc3339(now_ms),
            made_by=member.id,
            sender=self._sender,
            categories=case.categories,
            opened_at=rfc3339(case.opened_ms),
            room=subject.room,
            nickname=subject.nickname,
            tag=subject.tag,
            is_present=self._whereabouts.is_here(case),
            language=self._whereabouts.locale(case),
            texts=texts,
            decisions=tuple(map(decision_of, decisions)),
            connections=ConnectionRecords(
                are_kept=self._are_kept,
                days=tuple(sorted({text.at[:10] for text in own})),
                message_ids=tuple(dict.fromkeys(text.message_id for text in own)),
            ),
        )


class Danger:
    """Whoever decides on a case makes its file, as often as need be; a person sends it, and says to whom."""

    def __init__(
        self, store: Store, casework: Casework, papers: DangerPapers, printer: DangerPrinter, clock: Clock
    ) -> None:
        self._store = store
        self._casework = casework
        self._papers = papers
        self._printer = printer
        self._clock = clock

    async def make(self, member: Staff, case_id: str, as_what: AsWhat, locale: Locale) -> bytes:
        """The file; that it was made, with its digest, is recorded. Raises as `Casework.find`."""
        case = await self._casework.find(member, case_id)
        await self._casework.gather(case)
        file = await self._file(case, member)
        made = msgspec.json.format(msgspec.json.encode(file), indent=2)
        if as_what == "pdf":
            made = await asyncio.to_thread(self._printer.printed, file, locale)
        await self._record(member, case, "danger.made", told(Made(hashlib.sha256(made).hexdigest(), as_what)))
        return made

    async def sent(self, member: Staff, case_id: str, recipient: str, reference: str) -> None:
        """A person sent it to this authority. Raises as `Casework.find`."""
        case = await self._casework.find(member, case_id)
        words = " · ".join(said for said in (recipient.strip(), reference.strip()) if said)
        await self._record(member, case, "danger.told", reason=words[:MAX_REASON])

    async def _file(self, case: Case, member: Staff) -> DangerFile:
        pieces, reports = await self._store.pieces(case.id), await self._store.reports(case.id)
        session_id = case.subject.session_id
        decisions = await self._store.decisions_about([session_id]) if session_id else []
        who = witnesses(pieces, session_id)
        texts = tuple(text_of(piece, who[piece.text.session_id]) for piece in pieces if not piece.altered)
        file = await self._papers.written(case, texts, decisions, member, self._clock.now_ms())
        said = tuple(
            DangerReport(at=rfc3339(report.at_ms), category=report.category, text=report.text) for report in reports
        )
        return msgspec.structs.replace(file, reports=said)

    async def _record(self, member: Staff, case: Case, what: What, data: bytes = b"", reason: str = "") -> None:
        deed = Deed(at_ms=self._clock.now_ms(), who=member.id, what=what, case_id=case.id, data=data, reason=reason)
        await self._store.record_deed(deed)


def text_of(piece: Piece, who: Witness) -> DangerText:
    """Word for word; only the subject has a name and a tag."""
    text, is_subject = piece.text, who == "subject"
    return DangerText(
        who=who,
        at=rfc3339(text.at_ms),
        body=text.body,
        message_id=text.message_id,
        version=text.version,
        nickname=text.nickname or None if is_subject else None,
        tag=text.tag if is_subject else None,
        reported=piece.reported,
        removed=text.removed is not None,
    )


def decision_of(kept: Kept) -> DangerDecision:
    made, sanction = kept.judgement, kept.standing()
    return DangerDecision(
        at=rfc3339(made.at_ms),
        by=made.by,
        measure=sanction.kind if sanction else "none",
        ground=made.ground,
        until=rfc3339(sanction.until_ms) if sanction and sanction.until_ms is not None else None,
        reason=made.reason,
    )
