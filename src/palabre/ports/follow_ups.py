"""Follow-up store: what texts lead to besides their answers, until it is done."""

from typing import Protocol

from msgspec import Struct

from palabre.domain.moderation.case import Case
from palabre.domain.moderation.follow_up import FollowUp
from palabre.domain.moderation.judgement import Ruled
from palabre.ports.cases import Filing


class Followed(Struct, frozen=True, kw_only=True):
    """What a follow-up becomes. What is ruled belongs to the case on which `filing` is kept, when there is one."""

    id: str
    room_id: int
    filing: Filing | None = None
    ruled: Ruled | None = None

    def __repr__(self) -> str:
        return "<Followed>"


class FollowUpStore(Protocol):
    """They are added by `Decisions.keep_decisions`, with the decision they go with."""

    async def follow_ups(self, count: int) -> list[FollowUp]:
        """At most `count` that wait, the oldest first; without their words when these cannot be opened any more."""
        ...

    async def follow_up(self, followed: Followed) -> Case | None:
        """Keep what it became, and that it is done: all or nothing, once whoever asks. Return the case, if there is
        one and nobody had done it before. Raises StoreUnavailable."""
        ...
