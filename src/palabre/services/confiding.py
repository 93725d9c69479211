"""Confiding: a text in a conversation: no link, nothing more said once a pair is signalled, and nothing else judged."""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from palabre.domain.message import Author
from palabre.domain.moderation.circumstances import Circumstances
from palabre.domain.moderation.follow_up import Foreseen
from palabre.domain.moderation.pairs import signs_in
from palabre.domain.moderation.verdict import ALLOW, Verdict
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Locale, Session
from palabre.ports.clock import Clock
from palabre.ports.links import Links
from palabre.ports.screening import Screening
from palabre.ports.vault import Origin
from palabre.services.apart import Apart
from palabre.services.conversing import ConversationsAtHand
from palabre.services.deciding import DecisionBook
from palabre.services.gating import FROZEN, FROZEN_RULE
from palabre.services.judging import Admitting, Judgement, Judging, Post, follow_up_of, judged_of
from palabre.services.pressing import Pressing
from palabre.services.weighing import Said

NO_LINKS: Mapping[Locale, str] = {
    "fr": "Les liens ne passent pas dans une conversation privée\u00a0: écrivez-le autrement.",
    "en": "Links do not pass in a private conversation: say it in other words.",
}
PRESSING = frozenset({"child_in_danger", "urgent"})


class Contact:
    """Looks at what is said to somebody who is protected, for the signs of a pair; at nobody else's words."""

    def __init__(
        self,
        at_hand: ConversationsAtHand,
        pressing: Pressing,
        screening: Screening,
        decisions: DecisionBook,
        clock: Clock,
    ) -> None:
        self._at_hand = at_hand
        self._pressing = pressing
        self._screening = screening
        self._decisions = decisions
        self._clock = clock

    async def look(self, said: Said, session: Session, author: Author | None = None) -> None:
        """Raises Refusal `screened` for what has the pair frozen; StoreUnavailable when that was not kept."""
        await self._pressing.recall(said.addressed)
        pressure = self._pressing.look(said.session_id, said.prefix, said.addressed)
        if not pressure.to_minor:
            return
        verdict = self._weigh(said, Circumstances(pair_signs=pressure.signs, to_minor=True))
        now = self._clock.now_ms()
        is_signalled = self._is_signalled(said, verdict)
        if is_signalled:
            led_to = follow_up_of(
                said, session, verdict, Foreseen(now, "contact_stopped"), message_id=None, author=author
            )
            self._decisions.note(judged_of(said, follow_up=led_to), verdict)
            await self._decisions.settle()
        await self._pressing.note(
            said.session_id, said.prefix, said.addressed, verdict.findings, freeze=is_signalled, at_ms=now
        )
        if is_signalled:
            statement = FROZEN[session.locale]
            await self._at_hand.freeze(said.room, said.session_id, statement)
            raise Refusal("screened", rule=FROZEN_RULE, explanation=statement)

    def _weigh(self, said: Said, around: Circumstances) -> Verdict:
        """Once, and once more with the signs it shows."""
        verdict = self._screening.judge(said.body, around)
        if not signs_in(verdict.findings):
            return verdict
        pressure = self._pressing.look(said.session_id, said.prefix, said.addressed, verdict.findings)
        return self._screening.judge(said.body, replace(around, pair_signs=pressure.signs))

    def _is_signalled(self, said: Said, verdict: Verdict) -> bool:
        return bool(PRESSING & verdict.effects()) or self._pressing.would_freeze(
            said.session_id, said.prefix, said.addressed, verdict.findings, freeze=False
        )


@dataclass(frozen=True, slots=True)
class Confiding:
    """Judges what is said in conversations."""

    admitting: Admitting
    apart: Apart
    at_hand: ConversationsAtHand
    contact: Contact
    links: Links
    pressing: Pressing

    def require_place(self, room: Room, session_id: str) -> None:
        """Raises as `Admitting.require_place`, and Refusal `conversation_frozen`, `conversation_paused`."""
        self.admitting.require_place(room, session_id)
        if self.at_hand.is_frozen(room.id):
            raise Refusal("conversation_frozen")
        other = self.at_hand.other(room.id, session_id)
        if other is None or not self.apart.can_read(other.session_id):
            raise Refusal("conversation_paused")

    async def judge(self, post: Post) -> Judgement:
        """Raises as `require_place`, and Refusal `session_required`, `slowed`, `screened`; StoreUnavailable."""
        said = self._said(post.room, post.session.id, post.body, post.origin)
        self.require_place(post.room, post.session.id)
        saying = self.admitting.admit_private(said)
        try:
            self._require_no_link(post.body, post.session.locale)
            await self.contact.look(said, post.session, post.author)
            self.require_place(post.room, post.session.id)
            self.admitting.require_live(post.session.id)
        except BaseException:
            self.admitting.take_back(post.session.id, saying)
            raise
        return Judgement(said, saying, ALLOW, noted=True)

    async def judge_edit(self, session: Session, room: Room, body: str) -> None:
        """The same for a new text of an old message."""
        self.require_place(room, session.id)
        self.admitting.admit_private_edit(session.id)
        self._require_no_link(body, session.locale)
        await self.contact.look(self._said(room, session.id, body), session)
        self.require_place(room, session.id)
        self.admitting.require_live(session.id)

    def take_back(self, post: Post, judgement: Judgement) -> None:
        """What was judged fit was not kept, or was there already."""
        self.admitting.take_back(post.session.id, judgement.saying)

    def _said(self, room: Room, session_id: str, body: str, origin: Origin | None = None) -> Said:
        other = self.at_hand.other(room.id, session_id)
        return Said(
            room=room,
            session_id=session_id,
            body=body,
            addressed=(other.session_id,) if other else (),
            prefix=self.pressing.prefix(origin),
        )

    def _require_no_link(self, body: str, locale: Locale) -> None:
        if self.links.are_in(body):
            raise Refusal("screened", explanation=NO_LINKS[locale])


class Judges:
    """Who judges a text: in a conversation nothing of what rooms are judged by."""

    def __init__(self, judging: Judging, confiding: Confiding) -> None:
        self._judging = judging
        self._confiding = confiding

    def require_place(self, room: Room, session_id: str) -> None:
        """As either, before anything of the room is looked up for a post."""
        (self._confiding if room.privacy == "conversation" else self._judging).require_place(room, session_id)

    async def judge(self, post: Post) -> Judgement:
        """As either; raises what they raise."""
        judge = self._confiding if post.room.privacy == "conversation" else self._judging
        return await judge.judge(post)

    async def judge_edit(self, session: Session, room: Room, message_id: str, body: str) -> None:
        """As either; raises what they raise."""
        if room.privacy == "conversation":
            await self._confiding.judge_edit(session, room, body)
        else:
            await self._judging.judge_edit(session, room, message_id, body)

    def take_back(self, post: Post, judgement: Judgement) -> None:
        """As either."""
        judge = self._confiding if post.room.privacy == "conversation" else self._judging
        judge.take_back(post, judgement)
