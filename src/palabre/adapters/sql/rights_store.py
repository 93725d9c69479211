"""The part of the store that is about what guests may ask of their own data."""

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import rights
from palabre.adapters.sql.writes import scrubbed
from palabre.domain.own import Own
from palabre.ports.rights import Erasure


class SqlRightsStore:
    """Each method names the operation and who runs it; what was sealed is opened on the loop, after the read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def own(self, session_id: str) -> Own:
        return rights.opened(await self._engine.read(rights.own(session_id)), self._engine.sealer)

    async def delivered_until(self, session_id: str, keep_ms: int) -> int | None:
        return await self._engine.read(rights.delivered_until(session_id, keep_ms))

    async def erase_traces(self, erasure: Erasure) -> None:
        await self._engine.write(scrubbed(rights.erase_traces, erasure))
