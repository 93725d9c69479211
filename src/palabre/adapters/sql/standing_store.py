"""The part of the store that is about standings, spent challenges and the signs of pairs."""

from collections.abc import Sequence

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import standings
from palabre.adapters.sql.writes import plain
from palabre.domain.moderation.pairs import PairSign
from palabre.domain.standing import Standing


class SqlStandingStore:
    """Each method names the operation and who runs it: a log writer or a reader."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def standing(self, session_id: str) -> Standing | None:
        return await self._engine.read(standings.standing(session_id))

    async def keep_standing(self, standing: Standing) -> None:
        await self._engine.write(plain(standings.keep_standing, standing))

    async def reopen_writing(self, session_id: str) -> None:
        await self._engine.write(plain(standings.reopen_writing, session_id))

    async def spend_challenge(self, digest: bytes, until_ms: int) -> bool:
        return await self._engine.write(plain(standings.spend_challenge, digest, until_ms))

    async def sweep_challenges(self, now_ms: int, rows: int) -> int:
        return await self._engine.write(plain(standings.sweep_challenges, now_ms, rows))

    async def add_pair_signs(self, signs: Sequence[PairSign]) -> None:
        await self._engine.write(plain(standings.add_pair_signs, signs))

    async def pair_signs(self, count: int) -> list[PairSign]:
        return await self._engine.read(standings.pair_signs(count))

    async def invited_by(self, sender: str) -> dict[str, int]:
        return await self._engine.read(standings.invited_by(sender))

    async def thaw_pairs(self, sender: str, at_ms: int) -> None:
        await self._engine.write(plain(standings.thaw_pairs, sender, at_ms))

    async def sweep_pair_signs(self, now_ms: int, rows: int) -> int:
        return await self._engine.write(plain(standings.sweep_pair_signs, now_ms, rows))
