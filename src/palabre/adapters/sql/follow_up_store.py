"""The part of the store that is about what texts lead to besides their answers."""

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import following
from palabre.adapters.sql.writes import Write
from palabre.domain.moderation.case import Case
from palabre.domain.moderation.follow_up import FollowUp
from palabre.ports.follow_ups import Followed


class SqlFollowUpStore:
    """What was sealed is opened on the loop, after the read."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def follow_ups(self, count: int) -> list[FollowUp]:
        return following.opened(self._engine.sealer, await self._engine.read(following.waiting(count)))

    async def follow_up(self, followed: Followed) -> Case | None:
        return await self._engine.write(Write(lambda batch: following.done(batch, followed), followed.room_id))
