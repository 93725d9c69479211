"""Invitations: ways into a private room, for some hours and some guests."""

from msgspec import Struct

HOUR_MS = 3_600_000
MAX_HOURS = 72
HOURS = 24
MAX_USES = 50
USES = 10
# That a room may have at a time, good ones only.
MAX_INVITATIONS = 20
MAX_OWNED_ROOMS = 3
PRIVATE_CAPACITY = 200
# A private room where no member is connected for so long closes.
EMPTY_MS = 24 * HOUR_MS
CODE_BYTES = 16
MAX_REMOVAL_REASON = 300


class Invitation(Struct, frozen=True, kw_only=True):
    """As stored: of the code only its digest is kept. Times in Unix ms; `created_by` is a session."""

    id: str
    digest: bytes
    room_id: int
    created_by: str
    created_ms: int
    expires_ms: int
    uses: int
    uses_left: int
    revoked_ms: int | None = None

    def is_good(self, now_ms: int) -> bool:
        """Whether somebody can still come in by it."""
        return self.revoked_ms is None and self.uses_left > 0 and now_ms < self.expires_ms

    def __repr__(self) -> str:
        return "<Invitation>"
