"""Reading over HTTP: the list of rooms, and pages of older messages."""

from msgspec import Struct

from palabre.domain.message import Message
from palabre.domain.presence import Counts
from palabre.domain.retention import Retention
from palabre.domain.room import Room
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.ports.store import RoomLog
from palabre.protocol.limits import PAGE_MESSAGES
from palabre.services.directory import RoomDirectory


class RoomListing(Struct, frozen=True):
    """A room of the lobby, and how many are there."""

    room: Room
    counts: Counts


class MessageSlice(Struct, frozen=True):
    """Messages, oldest first; `more` says whether older ones exist."""

    messages: list[Message]
    more: bool


class Reading:
    """What can be read without a live connection."""

    def __init__(
        self,
        store: RoomLog,
        directory: RoomDirectory,
        presence: Presence,
        clock: Clock,
        retention: Retention,
    ) -> None:
        self._store = store
        self._directory = directory
        self._presence = presence
        self._clock = clock
        self._retention = retention

    def now_ms(self) -> int:
        """The instance's time, Unix milliseconds: a guest's own clock may be wrong by hours."""
        return self._clock.now_ms()

    def rooms(self) -> list[RoomListing]:
        """Open rooms, in order."""
        return [RoomListing(room, self._presence.counts(room.id)) for room in self._directory.all() if not room.closed]

    async def page(self, slug: str, before: int) -> MessageSlice:
        """Messages older than offset `before`; raises Refusal `not_found`, `room_closed`."""
        room = self._directory.open_room(slug)
        found = await self._store.page(room.id, before, PAGE_MESSAGES + 1)
        cutoff = self._retention.messages_before(self._clock.now_ms())
        kept = [message for message in found if message.sent_ms >= cutoff]
        return MessageSlice(kept[-PAGE_MESSAGES:], len(kept) > PAGE_MESSAGES)
