"""The part of the store that is about what rules matched."""

from collections.abc import Sequence

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import tallies
from palabre.adapters.sql.writes import plain
from palabre.domain.moderation.tally import Tally


class SqlTallyStore:
    """Each method names the operation and who runs it: a log writer or a reader."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def tallies(self) -> list[Tally]:
        return await self._engine.read(tallies.tallies())

    async def add_tallies(self, more: Sequence[Tally], afresh: Sequence[Tally] = ()) -> None:
        await self._engine.write(plain(tallies.add, more, afresh))
