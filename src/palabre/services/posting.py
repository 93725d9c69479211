"""Posting: known already? allowed now? fit to be seen? then on disk, and only then acknowledged."""

from msgspec import Struct

from palabre.domain.body import digest_of, normalise_body
from palabre.domain.message import Author, Draft
from palabre.domain.presence import Person
from palabre.domain.refusal import Refusal
from palabre.domain.repetition import Saying
from palabre.domain.room import Room
from palabre.domain.session import Session, encode_token
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.ports.screening import Screening
from palabre.ports.store import KnownPost, Recorded, RoomLog
from palabre.ports.vault import Origin, Vault
from palabre.services.allowances import Allowances
from palabre.services.mentioning import Mentioning
from palabre.services.naming import Naming
from palabre.services.outcomes import Outcomes
from palabre.services.sessions import SessionBook
from palabre.services.tagging import Tagging


class Post(Struct, frozen=True, kw_only=True):
    """What a guest asks to post, from where."""

    room: Room
    session: Session
    origin: Origin
    body: str
    client_message_id: str
    reply_to: str | None = None

    def __repr__(self) -> str:
        return "<Post>"


class Judging:
    """What stands between a guest and the log: a session that is not over, allowances, then screening.

    Nothing may be awaited between the judgement and the log: the session could end, and erase, in between.
    """

    def __init__(self, allowances: Allowances, screening: Screening, book: SessionBook) -> None:
        self._allowances = allowances
        self._screening = screening
        self._book = book

    def judge(self, session_id: str, room: Room, body: str) -> Saying | None:
        """Raises Refusal `session_required`, `slowed` or `screened`; otherwise to be taken back if it is not kept."""
        self._require_live(session_id)
        said = self._allowances.post(session_id, room, body)
        try:
            self._screen(body)
        except Refusal:
            self.take_back(session_id, said)
            raise
        return said

    def take_back(self, session_id: str, said: Saying | None) -> None:
        """What was judged fit was not kept, or was there already: it was not said once more."""
        self._allowances.take_back(session_id, said)

    def judge_edit(self, session_id: str, body: str) -> None:
        """The same for a new text of an old message: slow mode is about new messages. Raises as `judge`."""
        self._require_live(session_id)
        self._allowances.amend(session_id)
        self._screen(body)

    def _require_live(self, session_id: str) -> None:
        if self._book.live(session_id) is None:
            raise Refusal("session_required")

    def _screen(self, body: str) -> None:
        verdict = self._screening.judge(body)
        if verdict.outcome == "block":
            raise Refusal("screened", rule=verdict.rule, words=verdict.words)


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


class Records:
    """Where a post is kept: the room's log, its outcome, and the vault's record of its origin."""

    def __init__(self, store: RoomLog, outcomes: Outcomes, vault: Vault, clock: Clock, chance: Chance) -> None:
        self._store = store
        self._outcomes = outcomes
        self._vault = vault
        self._clock = clock
        self._chance = chance

    async def known(self, post: Post, body: str) -> Recorded | None:
        """The recorded outcome of a retry; raises Refusal `conflict` when the id was used for something else."""
        known = await self._outcomes.known(post.session.id, post.client_message_id)
        if known is None:
            return None
        if known.room_id != post.room.id or known.body_digest != digest_of(body):
            raise Refusal("conflict")
        return Recorded(known.message_id, known.offset, False)

    async def require_answered(self, post: Post) -> None:
        """Raises Refusal `not_found` when it answers a message that is not of this room, or no longer there."""
        if post.reply_to is not None and await self._store.message(post.room.id, post.reply_to) is None:
            raise Refusal("not_found")

    async def append(self, post: Post, body: str, author: Author) -> Recorded:
        """Append to the log; returns once the message is on disk."""
        now = self._clock.now_ms()
        draft = Draft(
            id=new_message_id(now, self._chance),
            room_id=post.room.id,
            session_id=post.session.id,
            client_message_id=post.client_message_id,
            body=body,
            author=author,
            sent_ms=now,
            reply_to=post.reply_to,
        )
        recorded = await self._store.post(draft)
        known = KnownPost(recorded.message_id, recorded.offset, post.room.id, digest_of(body))
        self._outcomes.record(post.session.id, post.client_message_id, known)
        if recorded.fresh:
            self._vault.record(message_id=recorded.message_id, at_ms=draft.sent_ms, origin=post.origin)
        return recorded


class Posting:
    """Carries out `message.post`."""

    def __init__(self, records: Records, judging: Judging, bylines: Bylines, mentioning: Mentioning) -> None:
        self._records = records
        self._judging = judging
        self._bylines = bylines
        self._mentioning = mentioning

    async def post(self, post: Post) -> Recorded:
        """Where the message stands, on disk.

        Raises Refusal `body_*`, `conflict`, `room_closed`, `not_found` (what it answers), `nickname_taken`,
        `session_required`, `slowed`, `screened`, and StoreUnavailable when nothing was kept.
        """
        body = normalise_body(post.body)
        known = await self._records.known(post, body)
        if known is not None:
            return known
        if post.room.closed:
            raise Refusal("room_closed")
        await self._records.require_answered(post)
        author = await self._bylines.sign(post.room, post.session)
        recorded = await self._keep(post, body, author)
        self._bylines.list_author(post.room, post.session, author)
        if recorded.fresh:
            self._mentioning.tell(post.room.id, post.session.id, recorded.message_id, body)
        return recorded

    async def _keep(self, post: Post, body: str, author: Author) -> Recorded:
        said = self._judging.judge(post.session.id, post.room, body)
        is_fresh = False
        try:
            recorded = await self._records.append(post, body, author)
            is_fresh = recorded.fresh
        finally:
            if not is_fresh:
                self._judging.take_back(post.session.id, said)
        return recorded


def new_message_id(at_ms: int, chance: Chance) -> str:
    """An identifier of 80 random bits; the time before them keeps its index local: a third more writes on SQLite."""
    return encode_token(at_ms.to_bytes(6, "big") + chance.bytes(10))
