"""Rights: what is kept under one session, and the destruction of what nothing holds."""

from typing import Protocol

from palabre.domain.discretion import Discreet
from palabre.domain.moderation.event import Deed
from palabre.domain.own import Own
from palabre.domain.receipt import ReceiptAbout


class Erasure(Discreet, frozen=True, kw_only=True):
    """An erasure to be carried out. `receipt` is the digest of the code that opens it, and what it opens, if one is
    given; `deed` says that it was asked, without by whom."""

    session_id: str
    at_ms: int
    deed: Deed
    receipt: tuple[bytes, ReceiptAbout] | None = None


class Rights(Protocol):
    """What a guest may ask of their own data (Regulation (EU) 2016/679, art. 15 to 20)."""

    async def own(self, session_id: str) -> Own:
        """Everything kept under a session but its texts, read at one instant."""
        ...

    async def delivered_until(self, session_id: str, keep_ms: int) -> int | None:
        """When the last is destroyed of what it wrote and others were shown, Unix ms: a row of the log `keep_ms` after
        it was delivered, a text under seal in its own time. None when nothing of it is left."""
        ...

    async def erase_traces(self, erasure: Erasure) -> None:
        """After `erase`: destroy what is left of the session and nothing holds, keep the receipt and the deed, all or
        nothing. Raises StoreUnavailable.

        Left are the session itself (`end_session`), texts others were shown, which are under seal with the row that
        says whose they are, signs that protect somebody who is here, and what belongs to cases.
        """
        ...
