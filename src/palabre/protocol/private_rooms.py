"""What the routes of private rooms and invitations take and give."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from palabre.domain.discretion import Discreet
from palabre.domain.invitation import HOURS, MAX_HOURS, MAX_REMOVAL_REASON, MAX_USES, USES
from palabre.domain.room import MAX_NAME, MAX_SLOW_MODE

# How many there are, without saying who could be told apart by it.
Band = Literal["< 5", "5–20", "20 +"]
Code = Annotated[str, Meta(min_length=1, max_length=64)]
RoomName = Annotated[str, Meta(min_length=1, max_length=MAX_NAME)]


class PrivateRoomRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Make a private room; `adult`: it is judged by the rules of rooms for adults."""

    name: RoomName
    adult: bool = False


class PrivateRoomMade(Discreet, frozen=True, kw_only=True):
    """A private room: its slug is there for its members only, and lets nobody in."""

    slug: str
    name: str


class PrivateRoomChange(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What its owner changes of it; `slow_seconds` is between two messages of a member."""

    name: RoomName | None = None
    slow_seconds: Annotated[int, Meta(ge=0, le=MAX_SLOW_MODE)] | None = None


class RoomMember(Discreet, frozen=True, kw_only=True):
    """Who is in a private room. `here`: connected to it now."""

    nickname: str
    tag: str
    owner: bool
    you: bool
    here: bool


class PrivateRoomFacts(Discreet, frozen=True, kw_only=True):
    """A private room one is in. `opened`: a moderator let others in than proven adults, and one writes there only while
    a moderator watches over it."""

    slug: str
    name: str
    adult: bool
    opened: bool
    owner: bool
    members: int


class PrivateRoomCard(PrivateRoomFacts, frozen=True, kw_only=True):
    """The same, with how many messages of others lie past one's read mark."""

    unread: int


class EndedRoom(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A private room one was in, for the day in which one may report what one was shown there.

    `reason` is what its owner said when they removed one.
    """

    slug: str
    name: str
    why: Literal["closed", "removed", "left"]
    reason: str = ""


class PrivateRooms(Discreet, frozen=True, kw_only=True):
    """One's own, in the order they were made."""

    rooms: tuple[PrivateRoomCard, ...]
    ended: tuple[EndedRoom, ...]


class PrivateRoomInfo(PrivateRoomFacts, frozen=True, kw_only=True):
    """The same, with who is in it; the first come first."""

    slow_seconds: int
    people: tuple[RoomMember, ...]


class InvitationRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Make a way in, for so many hours and so many guests."""

    hours: Annotated[int, Meta(ge=1, le=MAX_HOURS)] = HOURS
    uses: Annotated[int, Meta(ge=1, le=MAX_USES)] = USES


class InvitationMade(Discreet, frozen=True, kw_only=True):
    """The link is told once, and kept nowhere: what follows its `#` never reaches a server's log."""

    id: str
    link: str
    expires_at: str
    uses: int


class InvitationInfo(Struct, frozen=True, kw_only=True):
    """An invitation as its room's owner sees it. `good`: somebody can still come in by it."""

    id: str
    created_at: str
    expires_at: str
    uses: int
    uses_left: int
    good: bool


class Invitations(Struct, frozen=True, kw_only=True):
    """The latest first."""

    invitations: tuple[InvitationInfo, ...]


class InvitationCode(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What follows the `#` of an invitation's link."""

    code: Code


class InvitationEntry(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Come in by an invitation, under this nickname."""

    code: Code
    nickname: Annotated[str, Meta(max_length=200)]


class InvitationPreview(Discreet, frozen=True, kw_only=True):
    """What one would enter. `rules` is where the place's rules are; what is written there is `screened`, and anyone in
    it can report it."""

    name: str
    members: Band
    adult: bool
    opened: bool
    rules: str = "/rules"
    screened: bool = True


class RemovalRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why somebody is removed from the room, as they will be told."""

    reason: Annotated[str, Meta(min_length=1, max_length=MAX_REMOVAL_REASON)]
