"""Withholding: a message reported for an exact contact detail is shown to nobody until a person has looked at it."""

from palabre.domain.held import Grounds, Held, HeldRule
from palabre.domain.message import Draft
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.report import Category, Subject
from palabre.domain.session import Locale
from palabre.domain.staff import PROGRAM
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.store import Store
from palabre.services.identifiers import new_id
from palabre.services.rules_in_force import RulesInForce
from palabre.services.sessions import SessionBook

# What lets a stranger reach someone, or stand before their door.
EXACT = frozenset({"contact_phone", "contact_email", "exact_place", "doxxing"})
REVIEWED = "review-"
RULE = HeldRule(
    id="privacy-report",
    version="",
    policy="rule-3",
    explanation={
        "fr": "Quelqu’un a signalé que ce message donne une coordonnée précise. Il attend d’être lu par une "
        "personne de l’équipe\u00a0: s’il n’y a rien à lui reprocher, il sera publié de nouveau.",
        "en": "Somebody reported that this message gives an exact contact detail. It waits for a person of the team to "
        "read it: if nothing is wrong with it, it will be published again.",
    },
)


class Withholding:
    """Only the kind of the report and what screening finds decide, never how many reported; once for each message."""

    def __init__(
        self, store: Store, screens: RulesInForce, book: SessionBook, clock: Clock, chance: Chance, *, language: Locale
    ) -> None:
        self._store = store
        self._screens = screens
        self._book = book
        self._clock = clock
        self._chance = chance
        self._language = language

    async def consider(self, subject: Subject, category: Category) -> bool:
        """Whether the reported message waits for a person from now on; raises StoreUnavailable."""
        if category != "privacy" or subject.message_id is None or subject.session_id is None:
            return False
        message = await self._store.message(subject.room_id, subject.message_id)
        if message is None or message.removed is not None or message.client_message_id.startswith(REVIEWED):
            return False
        findings = [each for each in self._screens.screening.judge(message.body).findings if each.signal in EXACT]
        if not findings:
            return False
        now = self._clock.now_ms()
        draft = Draft(
            id=new_id(now, self._chance),
            room_id=subject.room_id,
            session_id=subject.session_id,
            client_message_id=REVIEWED + message.id,
            body=message.body,
            author=message.author,
            sent_ms=message.sent_ms,
            reply_to=message.reply_to,
        )
        grounds = Grounds(
            rules=(RULE,),
            spans=tuple(each.span for each in findings if each.span is not None),
            signals=tuple(dict.fromkeys(each.signal for each in findings)),
        )
        held = Held(draft=draft, locale=self._locale(subject.session_id), grounds=grounds)
        deed = Deed(at_ms=now, who=PROGRAM, what="message_taken_down", subject=message.id, reason="contact detail")
        return await self._store.withhold(message.id, held, deed)

    def _locale(self, session_id: str) -> Locale:
        session = self._book.live(session_id)
        return session.locale if session else self._language
