"""Staff store: who is of the staff, their ways in, what they did, and the rules they wrote."""

from typing import Protocol

from palabre.domain.moderation.event import Deed, ModerationEvent
from palabre.domain.moderation.revision import Revision
from palabre.domain.staff import Role, Staff, StaffLink, StaffSession

# The control entry that tells every node to read the rules again.
RULES_CHANGED = "rules.changed"


class StaffStore(Protocol):
    """Members of staff and their sign-ins. Every write raises StoreUnavailable when it did not happen."""

    async def staff(self) -> list[Staff]:
        """Everyone, by number."""
        ...

    async def add_staff(self, name: str, role: Role, rooms: frozenset[int] | None) -> Staff:
        """A new member under the next number."""
        ...

    async def add_staff_link(self, link: StaffLink) -> None:
        """Keep a way in until it is used or stale."""
        ...

    async def use_staff_link(self, link_hash: bytes, session_hash: bytes, at_ms: int) -> StaffSession | None:
        """Use a way in, at most once whoever asks: the sign-in under `session_hash`, None when used, stale, unknown."""
        ...

    async def find_staff_session(self, token_hash: bytes) -> StaffSession | None:
        """The sign-in of this token, ended or not yet swept."""
        ...

    async def touch_staff_session(self, token_hash: bytes, seen_ms: int) -> None:
        """Remember its last use."""
        ...

    async def end_staff_session(self, token_hash: bytes) -> None:
        """Delete it."""
        ...

    async def sweep_staff(self, now_ms: int) -> None:
        """Delete links and sign-ins past their end."""
        ...


class ModerationLog(Protocol):
    """What was done. It only ever grows."""

    async def record_deed(self, deed: Deed) -> None:
        """Keep it."""
        ...

    async def order(self, deed: Deed, kind: str, data: bytes) -> None:
        """Keep it and leave an instruction in the control log, both or neither."""
        ...

    async def moderation_events(self, before: int, count: int) -> list[ModerationEvent]:
        """At most `count` whose id is below `before`, the latest first."""
        ...


class RuleStore(Protocol):
    """The rules of this instance, revision by revision."""

    async def revisions(self) -> list[Revision]:
        """All of them, by rule and number."""
        ...

    async def add_revision(self, revision: Revision, deed: Deed) -> None:
        """Keep it with the deed, and tell every node by a control entry `rules.changed`, all or nothing.
        Raises Refusal `conflict` when this rule has that number already."""
        ...
