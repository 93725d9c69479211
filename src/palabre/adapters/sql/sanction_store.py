"""The part of the store that is about what people decided: sanctions, statements, appeals, receipts."""

from collections.abc import Collection, Sequence

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import receipts
from palabre.adapters.sql.operations import sanctions as operations
from palabre.adapters.sql.operations.sanctions import Found
from palabre.adapters.sql.statement import Operation
from palabre.adapters.sql.writes import Write, plain, scrubbed
from palabre.domain.moderation.appeal import Appeal, AppealAnswer
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.judgement import BanMark, Kept, Reversal, Ruled
from palabre.domain.receipt import ReceiptAbout


class SqlSanctionStore:
    """Each method names the operation and who runs it; what was sealed is opened on the loop, after the read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def decide(self, ruled: Ruled) -> Kept:
        room_id = ruled.judgement.room_id or None
        return await self._engine.write(Write(lambda batch: operations.decide(batch, ruled), room_id))

    async def reverse(self, reversal: Reversal, deeds: Sequence[Deed]) -> Kept:
        return await self._engine.write(plain(operations.reverse, self._engine.sealer, reversal, deeds))

    async def appeal(self, appeal: Appeal, deed: Deed) -> None:
        await self._engine.write(plain(operations.appeal, self._engine.sealer, appeal, deed))

    async def answer_appeal(
        self, decision_id: str, appeal_id: str, answer: AppealAnswer, deeds: Sequence[Deed]
    ) -> Kept:
        write = plain(operations.answer_appeal, self._engine.sealer, decision_id, appeal_id, answer, deeds)
        return await self._engine.write(write)

    async def kept(self, decision_id: str) -> Kept | None:
        return next(iter(await self._opened(operations.kept(decision_id))), None)

    async def decisions_on(self, case_id: str) -> list[Kept]:
        return await self._opened(operations.on_case(case_id))

    async def decisions_about(self, session_ids: Collection[str]) -> list[Kept]:
        return await self._opened(operations.about(session_ids)) if session_ids else []

    async def decisions_since(self, since_ms: int) -> list[Kept]:
        return await self._opened(operations.since(since_ms))

    async def keep_receipt(self, code_hash: bytes, about: ReceiptAbout) -> None:
        await self._engine.write(plain(receipts.keep, code_hash, about))

    async def receipt(self, code_hash: bytes) -> ReceiptAbout | None:
        return await self._engine.read(receipts.find(code_hash))

    async def ban_marks(self, now_ms: int) -> list[BanMark]:
        return await self._engine.read(receipts.live_marks(now_ms))

    async def sweep_sanctions(self, now_ms: int, rows: int) -> int:
        return await self._engine.write(scrubbed(receipts.sweep, now_ms, rows))

    async def _opened(self, operation: Operation[Found]) -> list[Kept]:
        return operations.opened(self._engine.sealer, await self._engine.read(operation))
