"""Subjects: what a guest means by what they report, if they were ever shown it."""

from collections.abc import Sequence

from palabre.domain.message import OPERATOR_SESSION
from palabre.domain.moderation.report import Subject
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.ports.cases import CaseStore, Wanted
from palabre.protocol.resources import ReportSubject
from palabre.services.directory import RoomDirectory
from palabre.services.entitling import Entitling
from palabre.services.lapsed import Lapsed, Span
from palabre.services.membership import Members
from palabre.services.recognising import Recognising

# The other is found among the last this many texts of a conversation.
MOST_OF_CONVERSATION = 500


class Subjects:
    """What was edited, removed or erased is found for as long as it is under seal: 24 h."""

    def __init__(
        self,
        directory: RoomDirectory,
        entitling: Entitling,
        lapsed: Lapsed,
        recognising: Recognising,
        members: Members,
        store: CaseStore,
    ) -> None:
        self._lapsed = lapsed
        self._directory = directory
        self._entitling = entitling
        self._recognising = recognising
        self._members = members
        self._store = store

    async def find(self, session: Session, asked: ReportSubject) -> tuple[Room, Subject]:
        """Raises Refusal `not_found`: not there, never shown to this guest, their own, or the operator's."""
        room = self._directory.by_slug(asked.room)
        spans = self._shown(room, session) if room else ()
        if room is None or not spans:
            raise Refusal("not_found")
        match asked.kind:
            case "message":
                return room, await self._message(room, session, asked.message_id or "", spans)
            case "guest":
                return room, await self._guest(room, session, asked.tag or "")
            case "conversation":
                return room, await self._other(room, session)
            case "room":
                return room, Subject(kind="room", room_id=room.id)

    def _shown(self, room: Room, session: Session) -> Sequence[Span]:
        """When this guest was shown this room: while their proof held, where it is one for adults and is over now."""
        shown = self._entitling.shown(room, session)
        if shown is not None:
            since, until = shown
            return (Span(since) if until is None else Span(since, until + 1),)
        return self._lapsed.spans(session.id) if room.is_public and room.settings.kind == "adult" else ()

    async def _message(self, room: Room, session: Session, message_id: str, spans: Sequence[Span]) -> Subject:
        """Raises Refusal `not_found`. Whoever came after it was hidden, or left before it came, was never shown it."""
        texts = await self._store.texts(room.id, Wanted(message_id=message_id, before=0, following=0))
        shown = [text for text in texts if any(span.saw(text.at_ms, text.hidden_ms) for span in spans)]
        if not shown or shown[-1].session_id in (session.id, OPERATOR_SESSION):
            raise Refusal("not_found")
        author = shown[-1]
        return Subject(
            kind="message", room_id=room.id, session_id=author.session_id, tag=author.tag, message_id=message_id
        )

    async def _guest(self, room: Room, session: Session, tag: str) -> Subject:
        found = await self.guest(room, tag)
        if found is None or found == session.id:
            raise Refusal("not_found")
        return Subject(kind="guest", room_id=room.id, session_id=found, tag=tag)

    async def _other(self, room: Room, session: Session) -> Subject:
        """Whoever is in a conversation besides who reports it, or wrote there; raises Refusal `not_found`."""
        if room.privacy != "conversation":
            raise Refusal("not_found")
        texts = await self._store.texts(room.id, Wanted(after=0, most=MOST_OF_CONVERSATION))
        tags = {text.session_id: text.tag for text in texts if text.session_id not in (session.id, OPERATOR_SESSION)}
        met = [member.session_id for member in self._members.besides(room.id, session.id)]
        # A session that is over is a member no more; what it wrote is still under seal.
        other = next(iter([*met, *reversed(tags)]), None)
        if other is None:
            raise Refusal("not_found")
        return Subject(kind="conversation", room_id=room.id, session_id=other, tag=tags.get(other))

    async def guest(self, room: Room, tag: str) -> str | None:
        """The session behind a tag, of who is there, or of who wrote there, also when they erased it."""
        byline = await self._recognising.whose(room.id, tag)
        if byline is not None:
            return byline.session_id
        author = await self._store.author_of(room.id, tag)
        return None if author is None else author.session_id
