"""Imposing: what a rule restricts by itself is told with its reasons and a receipt, and undone by a person."""

from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.domain.moderation.event import Deed, told
from palabre.domain.moderation.follow_up import FollowUp
from palabre.domain.moderation.judgement import Judgement, Kept, Ruled
from palabre.domain.moderation.sanction import AutomaticMeasure, Sanction, imposed
from palabre.domain.moderation.statement import Statement
from palabre.domain.receipt import hash_code
from palabre.domain.session import Locale
from palabre.domain.staff import PROGRAM
from palabre.ports.chance import Chance
from palabre.services.identifiers import new_id
from palabre.services.pressing import Pressing
from palabre.services.receipts import Receipts
from palabre.services.restraining import Restraints
from palabre.services.sessions import SessionBook
from palabre.services.trusting import StandingsAtHand

# Which rule of the rules page restricts, and in which words: neither the person, the sign nor the message is named.
GROUND: dict[AutomaticMeasure, str] = {"contact_stopped": "rule-2", "writing_closed": "rule-6"}
REASON: dict[AutomaticMeasure, dict[Locale, str]] = {
    "contact_stopped": {
        "fr": "Une partie de ce que vous écrivez n’est plus transmise. Vous pouvez continuer à parler dans les salons. "
        "Si c’est une erreur, contestez\u00a0: une personne de l’équipe examinera.",
        "en": "Part of what you write is no longer passed on. You can go on talking in the rooms. If this is a "
        "mistake, contest it: a person of the team will look at it.",
    },
    "writing_closed": {
        "fr": "Il faut avoir 15\u00a0ans pour écrire ici. Vous n’avez rien fait de mal, et vous pouvez encore lire. Si "
        "c’est une erreur, contestez\u00a0: une personne de l’équipe examinera.",
        "en": "You must be 15 to write here. You have done nothing wrong, and you can still read. If this is a "
        "mistake, contest it: a person of the team will look at it.",
    },
}


class Imposing:
    """What a rule restricts by itself is told with its reasons and a receipt, and may be contested to a person."""

    def __init__(self, receipts: Receipts, restraints: Restraints, chance: Chance) -> None:
        self._receipts = receipts
        self._restraints = restraints
        self._chance = chance

    def ruled(self, follow_up: FollowUp) -> Ruled | None:
        """None when nothing is restricted. It has a case of its own, opened once its guest contests it, unless it goes
        with a finding."""
        measure = follow_up.measure
        if measure is None:
            return None
        made = Judgement(
            id=follow_up.id,
            case_id=new_id(follow_up.at_ms, self._chance),
            at_ms=follow_up.at_ms,
            by=PROGRAM,
            sanction=measure,
            session_id=follow_up.session_id,
            room_id=follow_up.room_id,
            ground=GROUND[measure],
            reason=REASON[measure][follow_up.locale],
            tag=follow_up.tag,
        )
        sanction = self._sanction(follow_up, measure)
        return Ruled(
            judgement=made,
            deeds=(imposing_of(made, sanction),),
            statement=statement_of(follow_up, made, measure),
            sanction=sanction,
            receipt=hash_code(self._receipts.derived(made.id)),
            receipt_until_ms=made.at_ms + APPEAL_MS,
        )

    async def tell(self, session_id: str) -> None:
        """Their guest reads it now; raises StoreUnavailable."""
        await self._restraints.refresh(session_id)

    def _sanction(self, follow_up: FollowUp, measure: AutomaticMeasure) -> Sanction:
        return Sanction(
            id=new_id(follow_up.at_ms, self._chance),
            decision_id=follow_up.id,
            kind=measure,
            session_id=follow_up.session_id,
            room_id=None,
            from_ms=follow_up.at_ms,
            until_ms=follow_up.until_ms,
        )


class Lifting:
    """A person undid what a rule had restricted by itself: it holds no more."""

    def __init__(self, pressing: Pressing, at_hand: StandingsAtHand, book: SessionBook) -> None:
        self._pressing = pressing
        self._at_hand = at_hand
        self._book = book

    async def lift(self, kept: Kept) -> None:
        """Nothing for what a person decided; raises StoreUnavailable."""
        sanction = kept.sanction
        if sanction is None or kept.reversal is None:
            return
        if sanction.kind == "contact_stopped":
            await self._pressing.thaw(sanction.session_id, sanction.from_ms)
        elif sanction.kind == "writing_closed":
            for session_id in (sanction.session_id, *self._book.heirs(sanction.session_id)):
                await self._at_hand.reopen(session_id)


def imposing_of(made: Judgement, sanction: Sanction) -> Deed:
    return Deed(
        at_ms=made.at_ms,
        who=PROGRAM,
        what="sanction_imposed",
        subject=sanction.id,
        case_id=made.case_id,
        data=told(imposed(sanction)),
    )


def statement_of(follow_up: FollowUp, made: Judgement, measure: AutomaticMeasure) -> Statement:
    return Statement(
        decision_id=made.id,
        at_ms=made.at_ms,
        by=PROGRAM,
        measure=measure,
        room="",
        room_id=None,
        until_ms=follow_up.until_ms,
        ground=made.ground,
        category="other",
        reason=made.reason,
        notified=False,
        about_ms=made.at_ms,
        language=follow_up.locale,
        detected=True,
    )
