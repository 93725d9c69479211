"""The part of the store that is about reports, cases and evidence."""

from collections.abc import Collection, Sequence

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import cases as operations
from palabre.adapters.sql.operations import evidence
from palabre.adapters.sql.writes import in_room, plain, scrubbed
from palabre.domain.moderation.case import AnyCaseEvent, Case, CaseState
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.evidence import Piece, Text
from palabre.domain.moderation.report import Report
from palabre.ports.cases import Author, Filed, Filing, Wanted


class SqlCaseStore:
    """Each method names the operation and who runs it; what was sealed is opened on the loop, after the read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def texts(self, room_id: int, wanted: Wanted) -> list[Text]:
        return evidence.opened(await self._engine.read(evidence.texts(room_id, wanted)), self._engine.sealer)

    async def author_of(self, room_id: int, tag: str) -> Author | None:
        return await self._engine.read(evidence.author_of(room_id, tag))

    async def file(self, filing: Filing) -> Filed:
        return await self._engine.write(in_room(operations.file, filing.report.subject.room_id, filing, None))

    async def open_case(self, filing: Filing, by: str) -> Filed:
        return await self._engine.write(in_room(operations.file, filing.report.subject.room_id, filing, by))

    async def cases(self, room_ids: Collection[int] | None, states: Collection[CaseState], count: int) -> list[Case]:
        return await self._engine.read(operations.cases(room_ids, states, count))

    async def case(self, case_id: str) -> Case | None:
        return await self._engine.read(operations.case(case_id))

    async def case_events(self, case_id: str) -> list[AnyCaseEvent]:
        return await self._engine.read(operations.case_events(case_id))

    async def cases_on(self, session_id: str) -> list[Case]:
        return await self._engine.read(operations.cases_on(session_id))

    async def cases_with(self, session_ids: Collection[str]) -> frozenset[str]:
        return await self._engine.read(operations.cases_with(session_ids)) if session_ids else frozenset()

    async def reports(self, case_id: str) -> list[Report]:
        rows = await self._engine.read(operations.reports(case_id))
        return operations.reports_of(self._engine.sealer, rows)

    async def report(self, report_id: str) -> tuple[Report, str] | None:
        rows = await self._engine.read(operations.report(report_id))
        found = operations.reports_of(self._engine.sealer, rows)
        return (found[0], operations.case_id_of(rows[0])) if found else None

    async def pieces(self, case_id: str) -> list[Piece]:
        kept = await self._engine.read(evidence.pieces(case_id))
        return evidence.opened_pieces(self._engine.sealer, case_id, kept)

    async def last_piece(self, case_id: str, session_id: str) -> Piece | None:
        kept = await self._engine.read(evidence.last_piece(case_id, session_id))
        return next(iter(evidence.opened_pieces(self._engine.sealer, case_id, kept)), None)

    async def add_pieces(self, case_id: str, pieces: Sequence[Piece]) -> int:
        return await self._engine.write(scrubbed(operations.add_pieces, case_id, pieces))

    async def claim(self, case_id: str, deed: Deed) -> Case:
        return await self._engine.write(plain(operations.claim, case_id, deed))

    async def release_case(self, case_id: str, deed: Deed) -> Case:
        return await self._engine.write(plain(operations.release, case_id, deed))

    async def happened(self, case_id: str, event: AnyCaseEvent, deed: Deed | None) -> Case:
        return await self._engine.write(plain(operations.happened, case_id, event, deed))

    async def close_case(self, case_id: str, deed: Deed) -> Case:
        return await self._engine.write(plain(operations.close, case_id, deed))

    async def erase_cases(self, closed_before_ms: int, rows: int, at_ms: int) -> int:
        return await self._engine.write(scrubbed(operations.erase, closed_before_ms, rows, at_ms))
