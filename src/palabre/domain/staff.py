"""Staff: the people who answer for what happens here, what each may do, and how long their sign-in lasts."""

from typing import Literal

from msgspec import Struct

from palabre.domain.discretion import Discreet

Role = Literal["owner", "moderator", "custodian"]
# What is asked of a member of staff: to see the desk, to decide on messages, to change what holds for the whole place,
# to say who is of the staff, to read what authorities ordered, to answer them.
Duty = Literal["see", "decide", "steer", "appoint", "consult", "answer"]

LINK_MS = 10 * 60_000
# An invitation has to reach somebody first.
INVITATION_MS = 24 * 3_600_000
# For how long somebody who shares a browser with a member of the staff may be that member.
SHARED_MS = 24 * 3_600_000
STAFF_IDLE_MS = 3_600_000
STAFF_MAX_AGE_MS = 12 * 3_600_000
MAX_STAFF_NAME = 60
# Of a public place: whoever decided never judges what is said against it.
NEEDED_MODERATORS = 2
# Who did something when nobody of the staff did: whoever holds the command line, and the program itself.
OPERATOR, PROGRAM = "operator", "palabre"

DUTIES: dict[Role, frozenset[Duty]] = {
    "owner": frozenset({"see", "decide", "steer", "appoint", "consult", "answer"}),
    "moderator": frozenset({"see", "decide", "steer"}),
    "custodian": frozenset({"see", "consult"}),
}


class Staff(Discreet, frozen=True, kw_only=True):
    """A member of staff. `rooms` are the ids of the rooms they answer for; None: the whole place.

    `confirmed_until_ms` is of the sign-in at hand: until then they need not show again that it is they who sit there.
    """

    number: int
    name: str
    role: Role
    rooms: frozenset[int] | None = None
    confirmed_until_ms: int = 0

    @property
    def id(self) -> str:
        """What everybody else is told of them: `M-3`, never a name."""
        return f"M-{self.number}"

    def may(self, duty: Duty) -> bool:
        """Whether their role includes it; who answers for some rooms only changes nothing for the whole place."""
        return duty in DUTIES[self.role] and (duty in ("see", "decide") or self.rooms is None)

    def answers_for(self, room_id: int) -> bool:
        """Whether what happens in this room is theirs to see and to decide."""
        return self.rooms is None or room_id in self.rooms


class StaffLink(Struct, frozen=True):
    """A way in that works once, until `expires_ms`: only the digest of its token is kept."""

    token_hash: bytes
    number: int
    expires_ms: int

    def __repr__(self) -> str:
        return "<StaffLink>"


class StaffSession(Struct, frozen=True):
    """A sign-in as stored, by the digest of its token.

    It is good at the `origin` it was made at only; `confirmed_ms` is when a passkey last showed who sits there.
    """

    token_hash: bytes
    number: int
    created_ms: int
    seen_ms: int
    origin: str = ""
    confirmed_ms: int = 0

    def ends_ms(self) -> int:
        """When it ends if nothing more is done: 1 h idle, 12 h at most."""
        return min(self.seen_ms + STAFF_IDLE_MS, self.created_ms + STAFF_MAX_AGE_MS)

    def __repr__(self) -> str:
        return "<StaffSession>"
