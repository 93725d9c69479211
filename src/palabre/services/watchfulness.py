"""Watchfulness: a moderator reads a room, looks at a guest of it, and opens a case of their own accord."""

from collections import Counter
from typing import TypeGuard

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.log import LogEvent, MessageEdited, MessagePosted, MessageRemoved
from palabre.domain.message import OPERATOR_SESSION, Message
from palabre.domain.moderation.case import Case
from palabre.domain.moderation.report import Category, Subject, SubjectKind
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.staff import Staff
from palabre.ports.cases import Wanted
from palabre.ports.presence import Presence
from palabre.ports.store import Store
from palabre.protocol.conversion import rfc3339
from palabre.protocol.desk_cases import DeskGuest, DeskMessage, DeskMessages
from palabre.services.case_view import Decided
from palabre.services.conflicts import Conflicting
from palabre.services.directory import RoomDirectory
from palabre.services.intake import Intake
from palabre.services.staffing import require
from palabre.services.subjects import Subjects
from palabre.services.trusting import Trusting
from palabre.services.visiting import Visiting

MESSAGES_AT_ONCE = 50
EVENTS_AT_ONCE = 200


class RoomReading:
    """A room as the desk reads it."""

    def __init__(self, store: Store, directory: RoomDirectory, visiting: Visiting) -> None:
        self._visiting = visiting
        self._store = store
        self._directory = directory

    def room(self, member: Staff, slug: str) -> Room:
        """Raises Refusal `not_found`, DeskRefusal `not_for_you`."""
        room = self._directory.by_handle(slug)
        if room is None or room.privacy == "conversation":
            raise Refusal("not_found")
        require(member, "decide", room.id)
        return room

    async def read(self, member: Staff, slug: str, after: int | None) -> DeskMessages:
        """The last 50 messages; or, after an offset, those posted, edited or removed since, as they stand."""
        room = self.room(member, slug)
        await self._visiting.come(room, member)
        if after is None:
            window = await self._store.window(room.id, MESSAGES_AT_ONCE)
            return told(await self._standing(room, window.events), window.head)
        events = await self._store.since(room.id, after, EVENTS_AT_ONCE)
        return told(await self._standing(room, events), max([after, *(event.offset for event in events)]))

    async def _standing(self, room: Room, events: list[LogEvent]) -> list[Message]:
        found: dict[str, Message] = {event.message.id: event.message for event in events if is_posted(event)}
        for event in events:
            if isinstance(event, MessageEdited | MessageRemoved) and event.message_id not in found:
                message = await self._store.message(room.id, event.message_id)
                if message is not None:
                    found[message.id] = message
        return sorted(found.values(), key=lambda message: message.offset)


class Watchfulness:
    """Of a guest only what this session did in this room is shown; who is one of the team is nobody's case."""

    def __init__(
        self, store: Store, reading: RoomReading, subjects: Subjects, intake: Intake, conflicts: Conflicting
    ) -> None:
        self._store = store
        self._reading = reading
        self._subjects = subjects
        self._intake = intake
        self._conflicts = conflicts

    async def guest(self, member: Staff, slug: str, tag: str) -> tuple[Room, str]:
        """The room, and the session behind a tag there. Raises Refusal `not_found`, DeskRefusal `not_for_you`,
        `conflict_of_interest`."""
        room = self._reading.room(member, slug)
        session_id = await self._subjects.guest(room, tag)
        if session_id is None or session_id == OPERATOR_SESSION:
            raise Refusal("not_found")
        if session_id in self._conflicts.sessions_of(member.number):
            raise DeskRefusal("conflict_of_interest")
        return room, session_id

    async def open(self, member: Staff, slug: str, tag: str, category: Category, message_id: str | None) -> Case:
        """A case on this guest, theirs at once; the one there is, if nobody else has it.

        Raises Refusal `not_found` (a message of somebody else), DeskRefusal `claimed_already`, and as `guest`.
        """
        room, session_id = await self.guest(member, slug, tag)
        if message_id is not None:
            texts = await self._store.texts(room.id, Wanted(message_id=message_id, before=0, following=0))
            if not texts or texts[0].session_id != session_id:
                raise Refusal("not_found")
        kind: SubjectKind = "guest" if message_id is None else "message"
        subject = Subject(kind=kind, room_id=room.id, session_id=session_id, tag=tag, message_id=message_id)
        return (await self._intake.open(subject, category, member.id)).case


class GuestCards:
    """What the desk shows of a guest."""

    def __init__(
        self, store: Store, watchfulness: Watchfulness, presence: Presence, trusting: Trusting, decided: Decided
    ) -> None:
        self._store = store
        self._watchfulness = watchfulness
        self._presence = presence
        self._trusting = trusting
        self._decided = decided

    async def card(self, member: Staff, slug: str, tag: str) -> DeskGuest:
        """Raises as `Watchfulness.guest`."""
        room, session_id = await self._watchfulness.guest(member, slug, tag)
        cases = [case for case in await self._store.cases_on(session_id) if case.subject.room_id == room.id]
        reported = Counter[Category]()
        for case in cases:
            reported.update(report.category for report in await self._store.reports(case.id) if report.reporter)
        await self._trusting.recall(session_id)
        return DeskGuest(
            room=room.handle,
            nickname=await self._name(room, session_id, tag),
            tag=tag,
            present=self._presence.is_here(room.id, session_id),
            trust=self._trusting.trust(session_id),
            decisions=tuple(each for each in await self._decided.told(session_id) if each.room in (room.handle, None)),
            reports=dict(reported),
            case_id=next((case.id for case in cases if case.is_undecided()), None),
        )

    async def _name(self, room: Room, session_id: str, tag: str) -> str:
        person = self._presence.listed(room.id, session_id)
        if person is not None:
            return person.nickname
        byline = await self._store.guest_of(room.id, tag)
        return byline.nickname if byline else ""


def is_posted(event: LogEvent) -> TypeGuard[MessagePosted]:
    return isinstance(event, MessagePosted)


def told(messages: list[Message], head: int) -> DeskMessages:
    return DeskMessages(
        tuple(
            DeskMessage(
                message_id=message.id,
                offset=message.offset,
                nickname=message.author.nickname,
                tag=message.author.tag,
                body=message.body,
                at=rfc3339(message.shown_ms()),
                removed=message.removed is not None,
            )
            for message in messages
        ),
        head,
    )
