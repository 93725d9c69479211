"""Members of a private room or a conversation: who is in it, since when, and how that ended."""

from palabre.domain.conversation import Conversation
from palabre.domain.discretion import Discreet
from palabre.domain.room import Privacy, Room, RoomSettings

# What was delivered to a member stays reportable by them for a day after they left, or the place ended.
REPORTABLE_MS = 24 * 3_600_000


class Member(Discreet, frozen=True, kw_only=True):
    """A session in a place, as stored; times in Unix ms. `nickname` is the one it goes by there.

    `left_ms` is when it ended: it is no member any more, and may still report what it was shown. `removed`: the owner
    ended it, for `reason`. `invitation` is the one it came by.
    """

    room_id: int
    session_id: str
    since_ms: int
    nickname: str
    left_ms: int | None = None
    removed: bool = False
    reason: str = ""
    invitation: str | None = None

    @property
    def is_in(self) -> bool:
        return self.left_ms is None

    def may_report(self, now_ms: int) -> bool:
        """Whether what they were shown there is still theirs to report."""
        return self.left_ms is None or now_ms < self.left_ms + REPORTABLE_MS


class PlaceNow(Discreet, frozen=True, kw_only=True):
    """A private room or a conversation as it is stored, with everybody who is in it or still may report."""

    room: Room
    members: tuple[Member, ...]
    conversation: Conversation | None = None


class Place(Discreet, frozen=True, kw_only=True):
    """A private room or a conversation to be made."""

    slug: str
    privacy: Privacy
    settings: RoomSettings
    epoch: str
    owner: str | None = None
