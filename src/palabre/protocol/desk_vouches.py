"""What the desk says of vouches: whom two of the team met in person."""

from msgspec import Struct

from palabre.domain.discretion import Discreet
from palabre.domain.vouch import VouchState


class VouchInfo(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A vouch; never by whom it was used. People are `M-3`; `code` is told once, to who opened it. RFC 3339."""

    id: str
    state: VouchState
    mine: bool
    opened_by: str
    opened_at: str
    expires_at: str
    seconded_by: str | None = None
    code: str | None = None


class Vouches(Struct, frozen=True):
    """Those of the last day, the latest first."""

    vouches: tuple[VouchInfo, ...]
