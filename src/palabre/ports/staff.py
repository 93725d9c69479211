"""Staff store: who is of the staff, their ways in, what they did, and the rules they wrote."""

from typing import Protocol

from msgspec import Struct

from palabre.domain.moderation.audit import Head
from palabre.domain.moderation.binding import Rows
from palabre.domain.moderation.event import Commitment, Deed, ModerationEvent
from palabre.domain.moderation.revision import Revision
from palabre.domain.staff import Role, Staff, StaffLink, StaffSession

# The control entry that tells every node to read the rules again.
RULES_CHANGED = "rules.changed"


class Invitation(Struct, frozen=True, kw_only=True):
    """Somebody to be of the staff, and the digest of the token that lets them in until `expires_ms`."""

    name: str
    role: Role
    rooms: frozenset[int] | None
    link_hash: bytes
    expires_ms: int

    def __repr__(self) -> str:
        return "<Invitation>"


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

    async def use_staff_link(
        self, link_hash: bytes, session_hash: bytes, at_ms: int, origin: str = ""
    ) -> StaffSession | None:
        """Use a way in, at most once whoever asks: the sign-in under `session_hash`, None when used, stale, unknown."""
        ...

    async def invite(self, invitation: Invitation, deed: Deed) -> Staff:
        """A new member under the next number with their way in; the deed gets them as its subject. All or nothing."""
        ...

    async def invite_again(self, link: StaffLink, deed: Deed) -> Staff | None:
        """A new way in for a member who lost theirs: every other one ends. None when there is no such member."""
        ...

    async def remove_staff(self, number: int, deed: Deed) -> bool:
        """End a member's place with every way in; the number stays taken. Return whether there was such a member."""
        ...

    async def confirm_staff_session(self, token_hash: bytes, at_ms: int) -> None:
        """Remember when a passkey last showed who sits there."""
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

    async def events_of_case(self, case_id: str) -> list[ModerationEvent]:
        """What was done in a case, in order."""
        ...


class AuditReader(Protocol):
    """The moderation events as leaves of a tree, and its signed heads, to be read."""

    async def commitments(self, after: int, count: int) -> list[Commitment]:
        """At most `count` events whose id is above `after`, in order, with what commits to them."""
        ...

    async def deeds_done(self) -> int:
        """How many were recorded ever."""
        ...

    async def bound_rows(self) -> Rows:
        """The rows of every case that deeds are bound to, with how many deeds there were at that instant. None of what
        is kept in memory: nobody else reaches it."""
        ...

    async def audit_heads(self) -> list[Head]:
        """Every signed head, the smallest first."""
        ...


class AuditLog(AuditReader, Protocol):
    """The same, to be added to."""

    async def add_audit_head(self, head: Head) -> None:
        """Keep a head, unless there is one of its size."""
        ...

    async def erase_event(self, id: int, deed: Deed) -> bool:
        """Empty an event and take its salt, and record that: `deed` gets the id as its subject. Return whether there
        was something to erase."""
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
