"""Store of members: private rooms and conversations, and who is in each."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from palabre.domain.invitation import Invitation
from palabre.domain.log import RoomChanged
from palabre.domain.member import Member, Place, PlaceNow
from palabre.domain.moderation.event import Deed
from palabre.domain.room import Room

# The control entry that tells every node to read a place again.
MEMBERS_CHANGED = "members.changed"


class MembersChanged(Struct, forbid_unknown_fields=True):
    """Control entry `members.changed`: a private room or a conversation was made, opened, closed or frozen, or somebody
    came or went.

    `request` is what a conversation that was made now was asked for by; `answerable` is who is told why one is frozen.
    """

    room_id: int
    request: str = ""
    answerable: str = ""

    def __repr__(self) -> str:
        return f"<MembersChanged in {self.room_id}>"


class MemberStore(Protocol):
    """Every write raises StoreUnavailable when it did not happen, and is whole or not at all.

    Whatever changes who may be where leaves a control entry `members.changed` in the same transaction. Nothing of a
    session's memberships outlives it, whichever way it ends.
    """

    async def place_now(self, room_id: int) -> PlaceNow | None:
        """A private room or a conversation as it is, closed or not; None for what is none."""
        ...

    async def create_place(self, place: Place, members: Sequence[Member], *, most_owned: int | None = None) -> Room:
        """Make a room with these members (whose `room_id` is not looked at).

        Raises Refusal `conflict` when the slug is taken, `too_many_rooms` when its owner has `most_owned` open ones.
        """
        ...

    async def close_place(self, room_id: int, ends_ms: int) -> RoomChanged:
        """Close it for good; at `ends_ms` (Unix ms) nothing of it is reportable any more."""
        ...

    async def open_place(self, room_id: int, deed: Deed) -> bool:
        """Let others in than proven adults; False when it was so, or there is no such room."""
        ...

    async def erase_place(self, room_id: int) -> None:
        """Keep nothing of it: neither room nor members, invitations or log. What is sealed goes in its own time."""
        ...

    async def members(self) -> list[Member]:
        """Everybody in any place, those included who left and may still report."""
        ...

    async def join(self, member: Member) -> bool:
        """They are in it from now on; False when the room is closed, or is none with members."""
        ...

    async def part(
        self, room_id: int, session_id: str, at_ms: int, *, removed: bool = False, reason: str = ""
    ) -> Member | None:
        """They are in it no more, nor own it; the member as it is now, None when they were not in it.

        What a removed one came by lets nobody in any more."""
        ...

    async def sweep_members(self, left_before_ms: int, rows: int) -> int:
        """Destroy at most `rows` of who left before, but for the removed, and as many of the invitations that expired
        before; return how many."""
        ...

    async def invite_to(self, invitation: Invitation, most: int) -> bool:
        """Keep it; False when the room has `most` good ones already, or is closed."""
        ...

    async def invitations(self, room_id: int) -> list[Invitation]:
        """Those of a room that are kept, the latest first."""
        ...

    async def invitation_of(self, digest: bytes) -> Invitation | None:
        """The one whose code has this digest."""
        ...

    async def use_invitation(self, digest: bytes, member: Member) -> bool:
        """They are in its room from now on (`since_ms`), and it is good for one less; False when it is good no more, or
        the room has closed."""
        ...

    async def revoke_invitation(self, room_id: int, id: str, at_ms: int) -> bool:
        """Nobody comes in by it any more; False when there is no such invitation to the room."""
        ...
