"""Erasing: a guest takes back everything the place keeps of them, and is told what is held, why, until when."""

from palabre.domain.discretion import Discreet
from palabre.domain.hold import Hold, told
from palabre.domain.receipt import ReceiptAbout, closed_with
from palabre.domain.session import Session
from palabre.services.holds import Holds
from palabre.services.leaving import Leaving
from palabre.services.receipts import Receipts


class Erased(Discreet, frozen=True, kw_only=True):
    """What is still held, as far as its guest may be told, and the code by which they come back to it: one is given
    whatever is held, so that having one tells nothing."""

    holds: tuple[Hold, ...]
    receipt: str


class Erasing:
    """The same destruction as *Tout effacer*, with an answer (Regulation (EU) 2016/679, art. 12(3) and (4), 17)."""

    def __init__(self, leaving: Leaving, holds: Holds, receipts: Receipts) -> None:
        self._leaving = leaving
        self._holds = holds
        self._receipts = receipts

    async def erase(self, session: Session) -> Erased:
        """Raises StoreUnavailable when something was not destroyed: the session may then ask again."""
        receipt = self._receipts.make()
        about = ReceiptAbout("erasure", closed_with(receipt.code, session.id), receipt.until_ms)
        await self._leaving.erase(session, (receipt.digest, about))
        return Erased(holds=told(await self._holds.holds_of(session.id)), receipt=receipt.code)
