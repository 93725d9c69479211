"""Informing: whom an order is about is told of it with reasons and a receipt, unless it forbids that for now."""

from typing import Literal

from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.domain.moderation.event import Deed, told
from palabre.domain.moderation.grounds import ORDERED
from palabre.domain.moderation.judgement import Judgement, Ruled
from palabre.domain.moderation.sanction import Sanction, imposed
from palabre.domain.moderation.statement import Statement
from palabre.domain.order import Order
from palabre.domain.receipt import hash_code
from palabre.domain.session import Locale
from palabre.ports.chance import Chance
from palabre.services.directory import RoomDirectory
from palabre.services.identifiers import new_id
from palabre.services.receipts import Receipts
from palabre.services.restraining import Restraints
from palabre.services.sessions import SessionBook

# Which authority, under which reference, and where to contest it (Regulation (EU) 2022/2065, article 9(5)).
REASON: dict[Locale, str] = {
    "fr": "L’ordre vient de\u00a0: {authority}. Sa référence\u00a0: {reference}. Vous pouvez le contester devant les "
    "tribunaux du pays de cette autorité, et nous demander de relire ce que nous en avons fait.",
    "en": "The order comes from: {authority}. Its reference: {reference}. You can contest it before the courts of that "
    "authority’s country, and ask us to look again at what we did.",
}


class Informing:
    """Writes what they are told, and has them told it."""

    def __init__(
        self,
        receipts: Receipts,
        restraints: Restraints,
        directory: RoomDirectory,
        book: SessionBook,
        chance: Chance,
    ) -> None:
        self._receipts = receipts
        self._restraints = restraints
        self._directory = directory
        self._book = book
        self._chance = chance

    def is_reachable(self, order: Order) -> bool:
        """Whether their session lasts: there is no other way to reach them."""
        session_id = order.subject.session_id
        return session_id is not None and self._book.live(session_id) is not None

    def ruled(self, order: Order, now_ms: int) -> Ruled | None:
        """What they are told; None when nobody can be told. It has a case of its own once they contest it."""
        session = self._book.live(order.subject.session_id or "")
        if session is None:
            return None
        made = self._judgement(order, now_ms, session.locale)
        sanction = Sanction(
            id=new_id(now_ms, self._chance),
            decision_id=made.id,
            kind="removal",
            session_id=session.id,
            room_id=made.room_id,
            from_ms=now_ms,
        )
        return Ruled(
            judgement=made,
            deeds=(imposing(made, sanction),),
            statement=self._statement(made, session.locale),
            sanction=sanction,
            receipt=hash_code(self._receipts.derived(made.id)),
            receipt_until_ms=now_ms + APPEAL_MS,
        )

    async def tell(self, order: Order) -> None:
        """They read it now; raises StoreUnavailable."""
        if order.decision_id is not None and order.subject.session_id is not None:
            await self._restraints.refresh(order.subject.session_id)

    def _judgement(self, order: Order, now_ms: int, locale: Locale) -> Judgement:
        sanction: Literal["none"] = "none"
        return Judgement(
            id=new_id(now_ms, self._chance),
            case_id=new_id(now_ms, self._chance),
            at_ms=now_ms,
            by=order.carried_out_by,
            sanction=sanction,
            session_id=order.subject.session_id,
            room_id=order.subject.room_id or 0,
            ground=ORDERED.id,
            reason=REASON[locale].format(authority=order.authority, reference=order.reference),
            tag=order.subject.tag,
        )

    def _statement(self, made: Judgement, locale: Locale) -> Statement:
        room = self._directory.by_id(made.room_id)
        return Statement(
            decision_id=made.id,
            at_ms=made.at_ms,
            by=made.by,
            measure="removal",
            room=room.settings.name if room else "",
            room_id=made.room_id,
            until_ms=None,
            ground=made.ground,
            category="other",
            reason=made.reason,
            notified=False,
            about_ms=made.at_ms,
            language=locale,
        )


def imposing(made: Judgement, sanction: Sanction) -> Deed:
    return Deed(
        at_ms=made.at_ms,
        who=made.by,
        what="sanction_imposed",
        subject=sanction.id,
        case_id=made.case_id,
        data=told(imposed(sanction)),
    )
