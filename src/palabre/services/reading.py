"""Reading over HTTP: the list of rooms, who is listed there, and pages of older messages."""

import msgspec
from msgspec import Struct

from palabre.domain.cover import Covered
from palabre.domain.message import Message
from palabre.domain.presence import Counts, Person
from palabre.domain.reaction import Reacted
from palabre.domain.refusal import Refusal
from palabre.domain.retention import Retention
from palabre.domain.room import Room, RoomSettings
from palabre.domain.session import Session
from palabre.domain.staff import Staff
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.ports.store import RoomLog
from palabre.protocol.limits import PAGE_MESSAGES, PEOPLE_FOUND
from palabre.services.covering import Covering
from palabre.services.directory import RoomDirectory
from palabre.services.entitling import Entitling
from palabre.services.hiding import Hidden

# What is read at once where a hidden guest wrote a lot.
ROWS_A_READ = 500
NOBODY: frozenset[str] = frozenset()


class RoomListing(Struct, frozen=True):
    """A room of the lobby, how many are there, the offset of its last event, and who watches over it."""

    room: Room
    counts: Counts
    offset: int
    covered: Covered


class MessageSlice(Struct, frozen=True):
    """Messages, oldest first, and the reactions under them; `more` says whether older ones exist."""

    messages: list[Message]
    more: bool
    reactions: list[Reacted]


class Pages:
    """Messages of a room as one reader may see them: what expired, or is hidden from them, is left out."""

    def __init__(self, store: RoomLog, hidden: Hidden, clock: Clock, retention: Retention) -> None:
        self._store = store
        self._hidden = hidden
        self._clock = clock
        self._retention = retention

    def now_ms(self) -> int:
        """The instance's time, Unix milliseconds."""
        return self._clock.now_ms()

    async def page(self, room_id: int, before: int, session: Session | None) -> MessageSlice:
        """The last messages older than offset `before`."""
        unseen = await self._unseen(room_id, session)
        seen: list[Message] = []
        rows, wanted = PAGE_MESSAGES + 1, PAGE_MESSAGES + 1
        while True:
            found = await self._store.page(room_id, before, rows)
            kept = self._kept(found)
            seen = [message for message in kept if message.author.tag not in unseen] + seen
            if len(seen) >= wanted or len(kept) < rows:
                break
            before, rows = kept[0].offset, ROWS_A_READ
        messages = seen[-PAGE_MESSAGES:]
        return MessageSlice(messages, len(seen) > PAGE_MESSAGES, await self._reactions(room_id, messages))

    async def message(self, room_id: int, message_id: str, session: Session | None) -> MessageSlice:
        """One message; raises Refusal `not_found`, also when it is hidden from this reader."""
        unseen = await self._unseen(room_id, session)
        found = await self._store.message(room_id, message_id)
        messages = [] if found is None or found.author.tag in unseen else self._kept([found])
        if not messages:
            raise Refusal("not_found")
        return MessageSlice(messages, False, await self._reactions(room_id, messages))

    async def _unseen(self, room_id: int, session: Session | None) -> frozenset[str]:
        return await self._hidden.tags(room_id, session.id) if session else NOBODY

    def _kept(self, messages: list[Message]) -> list[Message]:
        cutoff = self._retention.messages_before(self._clock.now_ms())
        return [message for message in messages if message.shown_ms() >= cutoff]

    async def _reactions(self, room_id: int, messages: list[Message]) -> list[Reacted]:
        if not messages:
            return []
        found = await self._store.reactions(room_id, messages[0].offset, messages[-1].offset)
        shown = {message.id for message in messages if message.removed is None}
        return [reacted for reacted in found if reacted.message_id in shown and reacted.counts()]


class Reading:
    """What can be read without a live connection."""

    def __init__(
        self, directory: RoomDirectory, entitling: Entitling, presence: Presence, covering: Covering, pages: Pages
    ) -> None:
        self._directory = directory
        self._entitling = entitling
        self._presence = presence
        self._covering = covering
        self._pages = pages

    def now_ms(self) -> int:
        """The instance's time, Unix milliseconds: a guest's own clock may be wrong by hours."""
        return self._pages.now_ms()

    def rooms(self) -> list[RoomListing]:
        """Open rooms, in order."""
        return [
            RoomListing(room, self._presence.counts(room.id), self._directory.head(room.id), self._covering.now(room))
            for room in self._directory.public()
            if not room.closed
        ]

    async def page(
        self,
        slug: str,
        before: int,
        session: Session | None = None,
        staff: Staff | None = None,
        page_key: str | None = None,
    ) -> MessageSlice:
        """Messages older than offset `before`; raises as `Entitling.room_of_page`."""
        found = await self._pages.page(self._room(slug, session, staff, page_key).id, before, session)
        return self._still(found, slug, session, staff, page_key)

    async def message(
        self,
        slug: str,
        message_id: str,
        session: Session | None = None,
        staff: Staff | None = None,
        page_key: str | None = None,
    ) -> MessageSlice:
        """One message; raises Refusal `not_found`, or as `page`."""
        found = await self._pages.message(self._room(slug, session, staff, page_key).id, message_id, session)
        return self._still(found, slug, session, staff, page_key)

    def people(
        self, slug: str, name: str, session: Session, staff: Staff | None = None, page_key: str | None = None
    ) -> tuple[tuple[Person, ...], bool]:
        """Who is listed there under such a name, 20 at most, and whether there are others. Raises as `page`."""
        room = self._room(slug, session, staff, page_key)
        found = self._presence.find(room.id, name, PEOPLE_FOUND + 1)
        return found[:PEOPLE_FOUND], len(found) > PEOPLE_FOUND

    def room(self, slug: str, session: Session | None, staff: Staff | None = None) -> Room | None:
        """The room of this slug, closed or not, if it is there for this reader. The team's private ones go by number:
        addresses are logged by what stands in front."""
        try:
            return self._entitling.seen(slug, session.id if session else None, staff)
        except Refusal:
            room = self._directory.by_handle(slug)
            return room if room is not None and self._entitling.may_read(room, None, staff) else None

    def may_read(self, room: Room, session: Session | None, staff: Staff | None = None) -> bool:
        """Whether this reader may read the room."""
        return self._entitling.may_read(room, session.id if session else None, staff)

    def told(self, room: Room, staff: Staff | None = None) -> RoomSettings:
        """What a page says over a room.

        What is pinned in one for adults, and its rules, are told on a connection: a page comes before its browser can
        show that it is the one of the proof.
        """
        if not room.asks_proof or (staff is not None and staff.answers_for(room.id)):
            return room.settings
        return msgspec.structs.replace(room.settings, rules="", pinned="")

    def shows(self, slug: str, session: Session, page_key: str | None) -> bool:
        """Whether this guest's page may say who is in a room; of those for adults only a page they are bound to."""
        room = self._directory.by_slug(slug)
        return room is not None and self._entitling.may_read_of_page(room, session.id, page_key)

    def _still(
        self, found: MessageSlice, slug: str, session: Session | None, staff: Staff | None, page_key: str | None
    ) -> MessageSlice:
        """What was found, if they may still read it: a proof may have ended while it was looked for."""
        self._room(slug, session, staff, page_key)
        return found

    def _room(self, slug: str, session: Session | None, staff: Staff | None, page_key: str | None) -> Room:
        return self._entitling.room_of_page(slug, session.id if session else None, page_key, staff)
