"""Held messages: what waits for a person of the team, and what became of it."""

from collections.abc import Collection
from typing import Protocol

from palabre.domain.held import Held, HeldRefusal, OwnHeld, RefusedMessage, Settlement
from palabre.domain.moderation.event import Deed


class HeldMessages(Protocol):
    """Of several who settle the same message, exactly one does. A settled text is sealed for 24 h, or in the log.

    `HeldSettled` is passed on for each, after the commit.
    """

    async def withhold(self, message_id: str, held: Held, deed: Deed) -> bool:
        """Take a message out of the log, by the team, and have `held` wait in its place; keep the deed, all or nothing.
        False, and nothing happens, when it is gone or was withheld before."""
        ...

    async def refuse_held(
        self, room_id: int, message_id: str, refusal: HeldRefusal, deed: Deed
    ) -> RefusedMessage | Settlement:
        """Never show it, and keep the deed, both or neither. A Settlement: somebody else was quicker.
        Raises Refusal `not_found`."""
        ...

    async def drop_held(self, session_id: str, at_ms: int) -> int:
        """Drop what waits of a session; return how many."""
        ...

    async def held_message(self, message_id: str) -> Held | Settlement | None:
        """One message: as it waits, or what became of it."""
        ...

    async def held_messages(self, room_ids: Collection[int] | None, count: int) -> list[Held]:
        """At most `count` that wait in these rooms, or anywhere, oldest first."""
        ...

    async def held_of(self, session_id: str, refused_after_ms: int) -> OwnHeld:
        """What waits of a session, and what of it was refused after this time."""
        ...

    async def destroy_held(self, before_ms: int, rows: int) -> int:
        """Destroy at most `rows` records of messages settled before `before_ms`; return how many."""
        ...
