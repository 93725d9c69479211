"""Standings: what sessions earned and are spared, and the challenges they solved."""

from typing import Protocol

from palabre.domain.standing import Standing


class Standings(Protocol):
    """A standing ends with its session. Every write raises StoreUnavailable when it did not happen."""

    async def standing(self, session_id: str) -> Standing | None:
        """What is kept of a session."""
        ...

    async def keep_standing(self, standing: Standing) -> None:
        """Keep it. What was kept already stays, and the later `free_until_ms`: nothing is taken back."""
        ...

    async def reopen_writing(self, session_id: str) -> None:
        """A person found that they may write: it is closed to them no more."""
        ...

    async def spend_challenge(self, digest: bytes, until_ms: int) -> bool:
        """Whether it is spent for the first time; remembered until `until_ms`, when it is worth nothing anyway."""
        ...

    async def sweep_challenges(self, now_ms: int, rows: int) -> int:
        """Forget at most `rows` challenges past their time; return how many."""
        ...
