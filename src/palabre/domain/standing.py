"""Standing: what a session has earned, and what it is spared, for as long as it lasts."""

import msgspec
from msgspec import Struct

from palabre.domain.moderation.circumstances import Trust
from palabre.domain.session import MAX_AGE_MS

SETTLED_AFTER_S = 600.0
SETTLED_MESSAGES = 5
# While the shield is up, only those count who were settled that long before it was raised.
SETTLED_BEFORE_SHIELD_MS = 30 * 60_000


class Standing(Struct, frozen=True, kw_only=True):
    """Each field is the Unix time in milliseconds at which something came to be, None while it has not.

    `protected_ms`: they said they are a minor. `closed_ms`: they said they are under 15, and write no more.
    `free_until_ms`: until then they are asked no challenge.
    """

    session_id: str
    settled_ms: int | None = None
    protected_ms: int | None = None
    closed_ms: int | None = None
    free_until_ms: int = 0

    def trust(self, shield_since_ms: int | None) -> Trust:
        """New or settled; while the shield is up, as things were half an hour before it."""
        if self.settled_ms is None:
            return "new"
        if shield_since_ms is not None and self.settled_ms > shield_since_ms - SETTLED_BEFORE_SHIELD_MS:
            return "new"
        return "settled"

    def settled(self, at_ms: int) -> "Standing":
        """Ten minutes present and five messages allowed."""
        return self if self.settled_ms is not None else msgspec.structs.replace(self, settled_ms=at_ms)

    def protected(self, at_ms: int, *, closed: bool) -> "Standing":
        """They said they are a minor; `closed` when under 15. What was so before stays so."""
        return msgspec.structs.replace(
            self,
            protected_ms=self.protected_ms or at_ms,
            closed_ms=self.closed_ms or (at_ms if closed else None),
        )

    def is_closed(self, now_ms: int) -> bool:
        """Whether they write no more: for as long as a session may last, in those that continue it too."""
        return self.closed_ms is not None and now_ms < self.closed_ms + MAX_AGE_MS

    def closed_until(self, until_ms: int, now_ms: int) -> "Standing":
        """What they said under an earlier session holds until then."""
        return msgspec.structs.replace(self, protected_ms=now_ms, closed_ms=until_ms - MAX_AGE_MS)

    def grown_up(self) -> "Standing":
        """They proved to be an adult: what they said of their age no longer counts."""
        return msgspec.structs.replace(self, protected_ms=None, closed_ms=None)

    def reopened(self) -> "Standing":
        """A person found that they may write; they are still spared what minors are."""
        return msgspec.structs.replace(self, closed_ms=None)

    def freed(self, until_ms: int) -> "Standing":
        """They solved a challenge."""
        return msgspec.structs.replace(self, free_until_ms=max(self.free_until_ms, until_ms))

    def __repr__(self) -> str:
        return "<Standing>"


def is_settled(present_s: float, allowed: int) -> bool:
    """Whether a guest without sanction has been here long enough, and said enough."""
    return present_s >= SETTLED_AFTER_S and allowed >= SETTLED_MESSAGES
