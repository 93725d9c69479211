"""Cover: whether people of the team watch over a room, and what follows for its guests."""

from msgspec import Struct

from palabre.domain.moderation.circumstances import Cover

# A moderator watches over six rooms at most, while they did something in the last ten minutes at a desk that is open.
MAX_WATCHED = 6
ACTIVE_FOR_S = 600.0
# The desk says every minute that it is open: after three it did not say, it is not.
OPEN_FOR_S = 180.0


class Watch(Struct, frozen=True):
    """Which rooms one moderator watches; when they last did something, when their desk was last heard of.

    Times are monotonic seconds.
    """

    rooms: frozenset[int]
    active_at: float
    heard_at: float

    def holds(self, now: float) -> bool:
        """Whether it still makes cover."""
        return now - self.active_at < ACTIVE_FOR_S and now - self.heard_at < OPEN_FOR_S


class Covered(Struct, frozen=True, kw_only=True):
    """The cover of a room now; `slow_mode` is the seconds between two messages of a guest that hold now."""

    cover: Cover
    moderators: int
    slow_mode: int
