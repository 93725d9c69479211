"""Judging: what stands between a guest and the log: a live session, the gate, allowances, then the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

import msgspec
from msgspec import Struct

from palabre.domain.message import Author
from palabre.domain.moderation.echoes import COMPARED_FROM
from palabre.domain.moderation.follow_up import FollowUp, Foreseen, concern_in, ends_of
from palabre.domain.moderation.verdict import Verdict
from palabre.domain.refusal import Refusal
from palabre.domain.repetition import Saying
from palabre.domain.room import Room
from palabre.domain.session import Locale, Session
from palabre.ports.vault import Origin
from palabre.services.addressing import Addressing
from palabre.services.allowances import Allowances
from palabre.services.covering import Covering
from palabre.services.deciding import DecisionBook, Judged
from palabre.services.entitling import Entitling
from palabre.services.gating import Gate
from palabre.services.pressing import Pressing
from palabre.services.protecting import Protecting
from palabre.services.sessions import SessionBook
from palabre.services.trusting import Trusting
from palabre.services.weighing import Said, Weighing

# The rules' own words say that a person looks first: nobody looks at an edit.
EDIT_WAITS_NOT: Mapping[Locale, str] = {
    "fr": "Cela demande une relecture, et une modification ne peut pas attendre\u00a0: votre message est resté comme "
    "il était. Dites-le autrement, ou dans un nouveau message, qui sera relu.",
    "en": "This asks for someone to look first, and an edit cannot wait: your message stays as it was. Say it in other "
    "words, or in a new message, which will be looked at.",
}


class Post(Struct, frozen=True, kw_only=True):
    """What a guest asks to post, from where; `answered` is the tag `reply_to` was written under, once it is known.

    `author` is how they sign, `message_id` what it will be kept under, if it is.
    """

    room: Room
    session: Session
    origin: Origin
    body: str
    client_message_id: str
    reply_to: str | None = None
    answered: str | None = None
    author: Author | None = None
    message_id: str | None = None

    def __repr__(self) -> str:
        return "<Post>"


@dataclass(frozen=True, slots=True, repr=False)
class Judgement:
    """That a text may be kept: to be shown when the verdict's outcome is `allow`, to be held when it is `hold`.

    `noted`: its record is on disk already, with what it leads to.
    """

    said: Said
    saying: Saying | None
    verdict: Verdict
    noted: bool = False

    def __repr__(self) -> str:
        return f"<Judgement {self.verdict.outcome}>"


class Recalling:
    """What has to be at hand before a text is judged: its author's standing, to whom it is said, and who is a minor."""

    def __init__(self, addressing: Addressing, trusting: Trusting, pressing: Pressing) -> None:
        self._addressing = addressing
        self._trusting = trusting
        self._pressing = pressing

    async def recall(
        self, room: Room, session: Session, body: str, answered: str | None = None, origin: Origin | None = None
    ) -> Said:
        """Raises StoreUnavailable."""
        await self._trusting.recall(session.id)
        addressed = await self._addressing.addressed(room, session.id, body, answered)
        await self._pressing.recall(addressed)
        prefix = self._pressing.prefix(origin) if addressed else ""
        return Said(room=room, session_id=session.id, body=body, addressed=addressed, prefix=prefix)


class Admitting:
    """Who may say something now: a session that is not over, let through by the gate, within its allowances."""

    def __init__(
        self, book: SessionBook, entitling: Entitling, covering: Covering, gate: Gate, allowances: Allowances
    ) -> None:
        self._entitling = entitling
        self._covering = covering
        self._book = book
        self._gate = gate
        self._allowances = allowances

    def admit(self, said: Said, session: Session, origin: Origin) -> Saying | None:
        """A new message; raises Refusal `session_required`, `slowed`, or as `Gate.require`."""
        self.require_live(session.id)
        self.require_place(said.room, session.id)
        self._gate.require(said, session, origin)
        return self._allowances.post(session.id, said.room, said.body)

    def admit_edit(self, said: Said, session: Session) -> None:
        """A new text of an old message: slow mode and challenges are about new ones. Raises as `admit`."""
        self.require_live(session.id)
        self.require_place(said.room, session.id)
        self._gate.require(said, session, None)
        self._allowances.amend(session.id)

    def admit_private(self, said: Said) -> Saying | None:
        """A new message in a conversation, where no gate is; raises Refusal `session_required`, `slowed`."""
        self.require_live(said.session_id)
        return self._allowances.post(said.session_id, said.room, said.body)

    def admit_private_edit(self, session_id: str) -> None:
        """The same for a new text of an old one."""
        self.require_live(session_id)
        self._allowances.amend(session_id)

    def looked_at(self, verdict: Verdict, said: Said, post: Post) -> Verdict:
        """As `Gate.looked_at`."""
        return self._gate.looked_at(verdict, said, post.session, post.origin)

    def take_back(self, session_id: str, saying: Saying | None) -> None:
        """It was not said after all."""
        self._allowances.take_back(session_id, saying)

    def require_place(self, room: Room, session_id: str) -> None:
        """Raises as `Entitling.require_writing`, and Refusal `unattended`: adults write while a moderator is there."""
        self._entitling.require_writing(room, session_id)
        if room.asks_cover and not self._covering.moderators(room):
            raise Refusal("unattended")
        if self._covering.is_paused(room):
            raise Refusal("room_paused")

    def require_live(self, session_id: str) -> None:
        """Raises Refusal `session_required`."""
        if self._book.live(session_id) is None:
            raise Refusal("session_required")


class Judge(Protocol):
    """Judges posts and edits, in whichever room."""

    def require_place(self, room: Room, session_id: str) -> None: ...

    async def judge(self, post: Post) -> Judgement: ...

    def take_back(self, post: Post, judgement: Judgement) -> None: ...

    async def judge_edit(self, session: Session, room: Room, message_id: str, body: str) -> None: ...


class Judging:
    """Judges posts and edits.

    Nothing may be awaited between the judgement and the log: the session could end, and erase, in between.
    """

    def __init__(
        self,
        recalling: Recalling,
        admitting: Admitting,
        weighing: Weighing,
        protecting: Protecting,
        decisions: DecisionBook,
    ) -> None:
        self._recalling = recalling
        self._admitting = admitting
        self._weighing = weighing
        self._protecting = protecting
        self._decisions = decisions

    def require_place(self, room: Room, session_id: str) -> None:
        """As `Admitting.require_place`, before anything of the room is looked up for a post."""
        self._admitting.require_place(room, session_id)

    async def judge(self, post: Post) -> Judgement:
        """Of a normalised body. To be taken back if it is not kept.

        Raises Refusal `session_required`, `slowed` or `screened`, or as `Gate.require`, and StoreUnavailable.
        """
        said = await self._recalling.recall(post.room, post.session, post.body, post.answered, post.origin)
        saying = self._admitting.admit(said, post.session, post.origin)
        said = compared(said, saying)
        try:
            verdict = await self._weighing.reconsider(self._weighing.weigh(said), said)
            verdict = self._admitting.looked_at(verdict, said, post)
            judgement = await self._follow(Judgement(said, saying, verdict), post)
        except BaseException:
            self._admitting.take_back(post.session.id, saying)
            raise
        if judgement.verdict.outcome == "allow":
            self._weighing.keep(said)
        return judgement

    def take_back(self, post: Post, judgement: Judgement) -> None:
        """What was judged fit was not kept, or was there already: it was not said once more."""
        self._admitting.take_back(post.session.id, judgement.saying)
        if judgement.verdict.outcome == "allow":
            self._weighing.take_back(judgement.said)

    async def judge_edit(self, session: Session, room: Room, message_id: str, body: str) -> None:
        """The same for a new text of an old message. Raises as `judge`.

        An edit cannot wait for a person: what would be held is refused.
        """
        said = await self._recalling.recall(room, session, body)
        self._admitting.admit_edit(said, session)
        verdict = await self._weighing.reconsider(self._weighing.weigh(said), said)
        foreseen = self._protecting.foresee(said, verdict)
        kept_as = message_id if verdict.outcome == "allow" else None
        led_to = follow_up_of(said, session, verdict, foreseen, message_id=kept_as)
        self._decisions.note(judged_of(said, follow_up=led_to), verdict)
        if led_to is not None:
            await self._decisions.settle()
        await self._protecting.follow(said, session, verdict, foreseen)
        if verdict.outcome != "allow":
            await self._decisions.settle()
            raise refusal_of_edit(verdict, session)
        self._admitting.require_live(session.id)

    async def _follow(self, judgement: Judgement, post: Post) -> Judgement:
        """What the verdict asks for; afterwards the session may be over. Raises Refusal for a text that is blocked.

        What it leads to is on disk before anything is done, and before its author is told.
        """
        said, verdict, session = judgement.said, judgement.verdict, post.session
        foreseen = self._protecting.foresee(said, verdict)
        kept_as = None if verdict.outcome == "block" else post.message_id
        led_to = follow_up_of(said, session, verdict, foreseen, message_id=kept_as, author=post.author)
        if led_to is not None:
            self._decisions.note(judged_of(said, kept_as, follow_up=led_to), verdict)
            await self._decisions.settle()
        await self._protecting.follow(said, session, verdict, foreseen)
        if verdict.outcome == "block":
            if led_to is None:
                self._decisions.note(judged_of(said), verdict)
                await self._decisions.settle()
            raise refusal_of(verdict, session)
        self._admitting.require_live(session.id)
        return judgement if led_to is None else replace(judgement, noted=True)


def compared(said: Said, saying: Saying | None) -> Said:
    """The same, to be compared with what is said in other rooms when it is long enough."""
    if saying is None or len(said.body) < COMPARED_FROM:
        return said
    return msgspec.structs.replace(said, same=saying.text)


def judged_of(said: Said, message_id: str | None = None, *, follow_up: FollowUp | None = None) -> Judged:
    """What was judged, for the record; with an id when it was kept under one."""
    return Judged(
        session_id=said.session_id, room_id=said.room.id, text=said.body, message_id=message_id, follow_up=follow_up
    )


def follow_up_of(
    said: Said,
    session: Session,
    verdict: Verdict,
    foreseen: Foreseen,
    *,
    message_id: str | None,
    author: Author | None = None,
) -> FollowUp | None:
    """What a text leads to besides its answer; None for nearly every one."""
    concern = concern_in(verdict, foreseen.measure) if verdict.fired or foreseen.measure else None
    if concern is None and foreseen.measure is None:
        return None
    return FollowUp(
        at_ms=foreseen.at_ms,
        session_id=session.id,
        room_id=said.room.id,
        locale=session.locale,
        body=said.body,
        shown=verdict.outcome == "allow",
        concern=concern,
        measure=foreseen.measure,
        until_ms=ends_of(foreseen, session),
        message_id=message_id,
        nickname=author.nickname if author else "",
        tag=author.tag if author else None,
    )


def refusal_of_edit(verdict: Verdict, session: Session) -> Refusal:
    """As `refusal_of`; where a message would wait, that nobody looks at an edit, and what to do."""
    if verdict.outcome == "block":
        return refusal_of(verdict, session)
    return Refusal("screened", rule=verdict.rule, words=verdict.words, explanation=EDIT_WAITS_NOT[session.locale])


def refusal_of(verdict: Verdict, session: Session) -> Refusal:
    """What the author is told: the rule, what it says, and the words it found."""
    return Refusal(
        "screened", rule=verdict.rule, words=verdict.words, explanation=verdict.explanation(session.locale) or None
    )
