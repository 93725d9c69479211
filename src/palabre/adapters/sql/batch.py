"""One transaction of the log writer: the rooms it locked, their heads, what to publish once it is committed."""

import secrets
from collections.abc import Iterable, Iterator
from itertools import count, repeat
from typing import NamedTuple

from palabre.adapters.sql import compiled
from palabre.adapters.sql.statement import Operation, as_json
from palabre.domain.connection_record import Record
from palabre.domain.log import LogEvent, MessagePosted
from palabre.domain.message import Draft, Message
from palabre.domain.passing import HeldSettled, MessageHeld, ReactionsChanged
from palabre.domain.refusal import Refusal
from palabre.ports.bus import Bus
from palabre.ports.sealer import Sealer
from palabre.ports.vault import Vault

RECORD_ID_BYTES = 16


class Posted(NamedTuple):
    """A message appended at `offset`, to be published."""

    draft: Draft
    offset: int

    def event(self) -> MessagePosted:
        draft = self.draft
        message = Message(
            id=draft.id,
            offset=self.offset,
            client_message_id=draft.client_message_id,
            body=draft.body,
            author=draft.author,
            sent_ms=draft.sent_ms,
            posted_ms=draft.posted_ms,
            reply_to=draft.reply_to,
        )
        return MessagePosted(room_id=draft.room_id, offset=self.offset, message=message)


class LockedRoom:
    """A room whose row this transaction holds; `head` moves as events are added."""

    __slots__ = ("closed", "head", "stored_head")

    def __init__(self, head: int, closed: bool) -> None:
        self.head = head
        self.stored_head = head
        self.closed = closed


class Batch:
    """Thrown away when the transaction fails, so that a head never stands for what was not committed.

    `hid_text`: a text, a name or a reaction was taken away: its bytes are to be scrubbed from where they were left.
    `scrub`: now is the time for it.
    """

    def __init__(self, sealer: Sealer, vault: Vault | None = None) -> None:
        self.sealer = sealer
        self._vault = vault
        self._records: list[Record] = []
        self.events: list[LogEvent | Posted] = []
        self.held: list[MessageHeld | HeldSettled] = []
        self.hid_text = False
        self.scrub = False
        self._rooms: dict[int, LockedRoom] = {}
        self._reacted: dict[tuple[int, int], ReactionsChanged] = {}

    def lock(self, room_ids: Iterable[int]) -> Operation[None]:
        """Lock the rows of these rooms, in order of id."""
        wanted = sorted(set(room_ids))
        if wanted:
            rows = yield compiled.LOCK_ROOMS(rows=as_json(wanted))
            self._rooms = {room_id: LockedRoom(head, bool(closed)) for room_id, head, closed in rows}

    def room(self, room_id: int) -> LockedRoom:
        """A locked room; raises Refusal `not_found` when there is none."""
        if room_id not in self._rooms:
            raise Refusal("not_found")
        return self._rooms[room_id]

    def offsets_from_head(self, room_id: int) -> Iterator[int]:
        """The next offsets of a room; zeros when there is none or it is closed."""
        room = self._rooms.get(room_id)
        return repeat(0) if room is None or room.closed else count(room.head + 1)

    def pass_on(self, fact: ReactionsChanged) -> None:
        """Have it told once it is committed, in place of what was to be told of the same message before."""
        key = (fact.room_id, fact.reacted.offset)
        self._reacted.pop(key, None)
        self._reacted[key] = fact

    def keep_to_itself(self, room_id: int, offsets: Iterable[int]) -> None:
        """Tell no reactions under these messages: they have gone since."""
        for offset in offsets:
            self._reacted.pop((room_id, offset), None)

    def tell(self, bus: Bus) -> None:
        """Publish what was committed. To be called on the loop, not in the writer's time."""
        if self.events:
            bus.publish([event.event() if isinstance(event, Posted) else event for event in self.events])
        if self._reacted or self.held:
            bus.pass_on([*self._reacted.values(), *self.held])

    def add_event(
        self,
        room_id: int,
        kind: str,
        at_ms: int,
        *,
        about: str | None = None,
        removed: str | None = None,
        data: str | None = None,
    ) -> Operation[int]:
        """Put an event that is not a message at the room's next offset, and return that."""
        room = self.room(room_id)
        offset = room.head + 1
        yield compiled.ADD_EVENT(
            room_id=room_id, offset=offset, kind=kind, at_ms=at_ms, about=about, removed=removed, data=data
        )
        room.head = offset
        return offset

    def record(self, record: Record | None) -> None:
        """Have the record of where something came from committed with it."""
        if record is not None:
            self._records.append(record)

    def finish(self) -> Operation[None]:
        """What is written once for all that was done: the heads, and the records of it under seal."""
        yield from self.move_heads()
        if self._vault is not None and self._records:
            for each in self._vault.seal(self._records):
                yield compiled.ADD_VAULT_RECORDS(
                    day=each.day,
                    id=secrets.token_hex(RECORD_ID_BYTES),
                    recipient=each.recipient,
                    count=each.count,
                    sealed=each.sealed,
                )

    def move_heads(self) -> Operation[None]:
        """Store the heads that moved."""
        rooms = self._rooms.items()
        moved = [(room_id, room.head) for room_id, room in rooms if room.head != room.stored_head]
        if moved:
            yield compiled.MOVE_HEADS(rows=as_json(moved))
