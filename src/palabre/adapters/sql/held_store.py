"""The part of the store that is screening's: what waits for a person, what was decided."""

from collections.abc import Collection, Sequence

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import deciding, holding
from palabre.adapters.sql.writes import in_room, scrubbed
from palabre.domain.connection_record import Record
from palabre.domain.held import Held, HeldRefusal, OwnHeld, RefusedMessage, Settlement
from palabre.domain.moderation.decision import Decision
from palabre.domain.moderation.event import Deed
from palabre.ports.store import KnownPost, Recorded


class SqlHeldStore:
    """Each method names the operation and who runs it: a log writer or a reader."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def hold(self, held: Held, record: Record | None = None) -> KnownPost | None:
        return await self._engine.write(in_room(holding.hold, held.draft.room_id, held, record))

    async def release(self, room_id: int, message_id: str, deed: Deed) -> Recorded | Settlement:
        return await self._engine.write(in_room(holding.release, room_id, message_id, deed))

    async def withhold(self, message_id: str, held: Held, deed: Deed) -> bool:
        return await self._engine.write(in_room(holding.withhold, held.draft.room_id, message_id, held, deed))

    async def refuse_held(
        self, room_id: int, message_id: str, refusal: HeldRefusal, deed: Deed
    ) -> RefusedMessage | Settlement:
        return await self._engine.write(in_room(holding.refuse, room_id, message_id, refusal, deed))

    async def drop_held(self, session_id: str, at_ms: int) -> int:
        return await self._engine.write(scrubbed(holding.drop_of_session, session_id, at_ms))

    async def held_message(self, message_id: str) -> Held | Settlement | None:
        return await self._engine.read(holding.held_message(message_id))

    async def held_messages(self, room_ids: Collection[int] | None, count: int) -> list[Held]:
        return await self._engine.read(holding.held_messages(room_ids, count))

    async def held_of(self, session_id: str, refused_after_ms: int) -> OwnHeld:
        return await self._engine.read(holding.held_of(session_id, refused_after_ms))

    async def destroy_held(self, before_ms: int, rows: int) -> int:
        return await self._engine.write(scrubbed(holding.destroy, before_ms, rows))

    async def keep_decisions(self, decisions: Sequence[Decision]) -> None:
        if decisions:
            await self._engine.write(scrubbed(deciding.keep, decisions))

    async def decisions(self, before_ms: int, count: int) -> list[Decision]:
        return await self._engine.read(deciding.before(before_ms, count))

    async def destroy_decisions(self, before_ms: int, rows: int) -> int:
        return await self._engine.write(scrubbed(deciding.destroy, before_ms, rows))
