"""Posting: known already? allowed now? fit to be seen? then on disk, and only then acknowledged."""

import msgspec
from msgspec import Struct

from palabre.domain.body import digest_of, normalise_body
from palabre.domain.connection_record import Record
from palabre.domain.held import Held, grounds_of
from palabre.domain.message import Author, Draft
from palabre.domain.moderation.verdict import Verdict
from palabre.domain.presence import Person
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.ports.store import KnownPost, Recorded, RoomLog
from palabre.services.deciding import DecisionBook
from palabre.services.identifiers import new_id
from palabre.services.judging import Judge, Judgement, Post, judged_of
from palabre.services.mentioning import Mentioning
from palabre.services.naming import Naming
from palabre.services.outcomes import Outcomes
from palabre.services.recording import Recording
from palabre.services.tagging import Tagging


class HeldPost(Struct, frozen=True):
    """The outcome of a post that waits for a person of the team. `fresh` is false when it did already."""

    message_id: str
    fresh: bool


Kept = Recorded | HeldPost


class Bylines:
    """Under which name and tag a guest appears in a room, and that they are listed there."""

    def __init__(self, naming: Naming, tagging: Tagging, presence: Presence) -> None:
        self._naming = naming
        self._tagging = tagging
        self._presence = presence

    async def sign(self, room: Room, session: Session) -> Author:
        """The author line; raises Refusal `nickname_taken`."""
        nickname = await self._naming.claim(room.id, session)
        return Author(nickname, self._tagging.tag(room.id, session.id))

    def known(self, room: Room, session: Session) -> Person | None:
        """Who they are there, listed or not; None while they hold no name there: another may bear the one they have."""
        nickname = self._naming.held_now(room.id, session.id)
        return None if nickname is None else Person(nickname, self._tagging.tag(room.id, session.id))

    async def rename(self, room: Room, session: Session, text: str) -> Person:
        """Another nickname in this room; raises the Refusals of `Naming.change`."""
        nickname = await self._naming.change(room.id, session, text)
        person = Person(nickname, self._tagging.tag(room.id, session.id))
        if self._presence.listed(room.id, session.id) is not None:
            self._presence.list_person(room.id, session.id, person)
        return person

    def list_author(self, room: Room, session: Session, author: Author) -> None:
        """Who posts is listed while present."""
        person = Person(author.nickname, author.tag)
        if self._presence.listed(room.id, session.id) != person:
            self._presence.list_person(room.id, session.id, person)

    def list_guest(self, room_id: int, session_id: str) -> None:
        """What they wrote earlier is shown from now on: they are listed if they are still here."""
        nickname = self._naming.held_now(room_id, session_id)
        if nickname is not None and self._presence.is_here(room_id, session_id):
            self._presence.list_person(room_id, session_id, Person(nickname, self._tagging.tag(room_id, session_id)))


class Records:
    """Where a post is kept: the room's log or among the held, with the record of its origin; and its outcome."""

    def __init__(self, store: RoomLog, outcomes: Outcomes, recording: Recording, clock: Clock, chance: Chance) -> None:
        self._store = store
        self._outcomes = outcomes
        self._recording = recording
        self._clock = clock
        self._chance = chance

    async def known(self, post: Post, body: str) -> Kept | None:
        """The recorded outcome of a retry.

        Raises Refusal `conflict` when the id was used for something else, `screened` when it was held and refused.
        """
        known = await self._outcomes.known(post.session.id, post.client_message_id)
        if known is None:
            return None
        if known.room_id != post.room.id or known.body_digest != digest_of(body):
            raise Refusal("conflict")
        return outcome_of(known)

    async def answered(self, post: Post) -> str | None:
        """The tag of whom it answers; raises Refusal `not_found` when that is not of this room, or no longer there."""
        if post.reply_to is None:
            return None
        answered = await self._store.message(post.room.id, post.reply_to)
        if answered is None:
            raise Refusal("not_found")
        return answered.author.tag

    async def append(self, post: Post, author: Author) -> Recorded:
        """Append to the log; returns once the message is on disk."""
        draft = self._draft(post, author)
        recorded = await self._store.post(draft, self._record(post, draft))
        known = KnownPost(recorded.message_id, recorded.offset, draft.room_id, digest_of(draft.body))
        self._outcomes.record(draft.session_id, draft.client_message_id, known)
        return recorded

    async def hold(self, post: Post, author: Author, verdict: Verdict) -> Kept:
        """Keep it for a person of the team; returns once it is on disk. Raises as `known`, and Refusal `slowed`."""
        draft = self._draft(post, author)
        held = Held(draft=draft, locale=post.session.locale, grounds=grounds_of(verdict))
        earlier = await self._store.hold(held, self._record(post, draft))
        known = earlier or KnownPost(draft.id, None, draft.room_id, digest_of(draft.body))
        self._outcomes.record(draft.session_id, draft.client_message_id, known)
        return HeldPost(draft.id, fresh=True) if earlier is None else outcome_of(earlier)

    def next_id(self) -> str:
        """What a message will be kept under."""
        return new_id(self._clock.now_ms(), self._chance)

    def _draft(self, post: Post, author: Author) -> Draft:
        now = self._clock.now_ms()
        return Draft(
            id=post.message_id or self.next_id(),
            room_id=post.room.id,
            session_id=post.session.id,
            client_message_id=post.client_message_id,
            body=post.body,
            author=author,
            sent_ms=now,
            reply_to=post.reply_to,
        )

    def _record(self, post: Post, draft: Draft) -> Record | None:
        return self._recording.written(draft.id, post.origin, draft.sent_ms, draft.author.nickname)


class Posting:
    """Carries out `message.post`."""

    def __init__(
        self, records: Records, judging: Judge, bylines: Bylines, mentioning: Mentioning, decisions: DecisionBook
    ) -> None:
        self._records = records
        self._judging = judging
        self._bylines = bylines
        self._mentioning = mentioning
        self._decisions = decisions

    async def post(self, post: Post) -> Kept:
        """Where the message stands, on disk.

        Raises Refusal `body_*`, `conflict`, `room_closed`, `proof_required`, `unattended`, `not_found` (what it
        answers), `nickname_taken`, `session_required`, `slowed`, `screened`; StoreUnavailable when nothing was kept.
        """
        body = normalise_body(post.body)
        known = await self._records.known(post, body)
        if known is not None:
            return known
        if post.room.closed:
            raise Refusal("room_closed")
        self._judging.require_place(post.room, post.session.id)
        answered = await self._records.answered(post)
        author = await self._bylines.sign(post.room, post.session)
        whole = msgspec.structs.replace(
            post, body=body, answered=answered, author=author, message_id=self._records.next_id()
        )
        kept = await self._judge_and_keep(whole, author)
        if isinstance(kept, Recorded):
            self._bylines.list_author(post.room, post.session, author)
            if kept.fresh:
                self._mentioning.tell(post.room.id, post.session.id, kept.message_id, body)
        return kept

    async def _judge_and_keep(self, post: Post, author: Author) -> Kept:
        judgement = await self._judging.judge(post)
        is_fresh = False
        try:
            kept = await self._keep(post, author, judgement)
            is_fresh = kept.fresh
        finally:
            if not is_fresh:
                self._judging.take_back(post, judgement)
        if is_fresh and not judgement.noted:
            self._decisions.note(judged_of(judgement.said, kept.message_id), judgement.verdict)
            if isinstance(kept, HeldPost):
                await self._decisions.settle()
        return kept

    async def _keep(self, post: Post, author: Author, judgement: Judgement) -> Kept:
        if judgement.verdict.outcome == "hold":
            return await self._records.hold(post, author, judgement.verdict)
        return await self._records.append(post, author)


def outcome_of(known: KnownPost) -> Kept:
    """The answer to a retry; raises Refusal `screened` when it was held and refused."""
    if known.refusal is not None:
        raise Refusal("screened", rule=known.refusal.rule, explanation=known.refusal.explanation)
    if known.offset is None:
        return HeldPost(known.message_id, fresh=False)
    return Recorded(known.message_id, known.offset, fresh=False)
