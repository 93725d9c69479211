"""Standings, spent challenges and the signs of pairs, in memory."""

from collections.abc import Sequence
from itertools import islice

from palabre.adapters.memory.tables import Tables
from palabre.domain.moderation.pairs import PairSign
from palabre.domain.standing import Standing


class MemoryStandings:
    """Standings by session, challenges by digest, signs by pair and kind."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def standing(self, session_id: str) -> Standing | None:
        return self._tables.standings.get(session_id)

    async def keep_standing(self, standing: Standing) -> None:
        self._tables.require_writable()
        kept = self._tables.standings.get(standing.session_id, standing)
        self._tables.standings[standing.session_id] = Standing(
            session_id=standing.session_id,
            settled_ms=kept.settled_ms or standing.settled_ms,
            protected_ms=kept.protected_ms or standing.protected_ms,
            closed_ms=kept.closed_ms or standing.closed_ms,
            free_until_ms=max(kept.free_until_ms, standing.free_until_ms),
        )

    async def reopen_writing(self, session_id: str) -> None:
        self._tables.require_writable()
        kept = self._tables.standings.get(session_id)
        if kept is not None:
            self._tables.standings[session_id] = kept.reopened()

    async def spend_challenge(self, digest: bytes, until_ms: int) -> bool:
        self._tables.require_writable()
        is_first = digest not in self._tables.spent
        self._tables.spent.setdefault(digest, until_ms)
        return is_first

    async def sweep_challenges(self, now_ms: int, rows: int) -> int:
        self._tables.require_writable()
        over = (digest for digest, until_ms in self._tables.spent.items() if until_ms <= now_ms)
        gone = list(islice(over, rows))
        for digest in gone:
            del self._tables.spent[digest]
        return len(gone)

    async def add_pair_signs(self, signs: Sequence[PairSign]) -> None:
        self._tables.require_writable()
        for shown in signs:
            key = (shown.sender, shown.target, shown.sign)
            kept = self._tables.pair_signs.get(key, shown)
            self._tables.pair_signs[key] = max(kept, shown, key=lambda each: each.at_ms)

    async def pair_signs(self, count: int) -> list[PairSign]:
        shown = [each for each in self._tables.pair_signs.values() if each.sign != "invited"]
        return sorted(shown, key=lambda each: (-each.at_ms, each.sender, each.target, each.sign))[:count]

    async def invited_by(self, sender: str) -> dict[str, int]:
        signs = self._tables.pair_signs.values()
        return {each.target: each.at_ms for each in signs if (each.sender, each.sign) == (sender, "invited")}

    async def thaw_pairs(self, sender: str, at_ms: int) -> None:
        self._tables.require_writable()
        signs = self._tables.pair_signs
        for key in [k for k, each in signs.items() if k[0] == sender and k[2] == "frozen" and each.at_ms == at_ms]:
            del signs[key]

    async def sweep_pair_signs(self, now_ms: int, rows: int) -> int:
        self._tables.require_writable()
        over = (key for key, shown in self._tables.pair_signs.items() if shown.is_over(now_ms))
        gone = list(islice(over, rows))
        for key in gone:
            del self._tables.pair_signs[key]
        return len(gone)
