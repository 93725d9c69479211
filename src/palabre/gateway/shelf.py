"""The shelf of streams: which rooms this node has at hand, read from the store once, kept in order."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from palabre.domain.log import LogEvent
from palabre.domain.passing import ReactionsChanged
from palabre.domain.reaction import Reacted
from palabre.domain.room import Room
from palabre.gateway.stream import RoomStream
from palabre.ports.store import RoomLog
from palabre.protocol.limits import RESUME_EVENTS

SHELF_BYTES = 64 * 1024 * 1024
Committed = Callable[[RoomStream, LogEvent, bytes], None]
Changed = Callable[[int, Reacted], None]


class Shelf:
    """Streams by room. Events that arrive while a room is being read wait; a missing one is read again.

    `committed` is called once for each event, in order, with the stream it was applied to and its JSON; `reacted`
    for each change of reactions that is news, with the room's id.
    """

    def __init__(self, store: RoomLog, committed: Committed, reacted: Changed, keep_seconds: int) -> None:
        self._store = store
        self._committed = committed
        self._reacted = reacted
        self._keep_seconds = keep_seconds
        self._streams: dict[int, RoomStream] = {}
        self._reading: dict[int, asyncio.Task[None]] = {}
        self._early: dict[int, list[LogEvent]] = {}
        self._early_reactions: dict[int, list[ReactionsChanged]] = {}

    def at_hand(self, room_id: int) -> RoomStream | None:
        return self._streams.get(room_id)

    async def stream(self, room: Room) -> RoomStream:
        """The room's stream, read from the store on a miss; many callers share one read."""
        while (stream := self._streams.get(room.id)) is None:
            task = self._reading.get(room.id) or self._start(room.id, self._read(room))
            await asyncio.shield(task)
        self._streams[room.id] = self._streams.pop(room.id)
        return stream

    def take(self, events: Sequence[LogEvent]) -> None:
        """Take in committed events (the Bus calls this); rooms nobody asked for are left in the store."""
        for event in events:
            if event.room_id in self._reading:
                self._early.setdefault(event.room_id, []).append(event)
            elif (stream := self._streams.get(event.room_id)) is not None:
                self._apply(stream, event)

    def react(self, fact: ReactionsChanged) -> None:
        """Take in the reactions under a message, after the events that came before them."""
        if fact.room_id in self._reading:
            self._early_reactions.setdefault(fact.room_id, []).append(fact)
        elif (stream := self._streams.get(fact.room_id)) is not None and stream.react(fact.reacted):
            self._reacted(fact.room_id, fact.reacted)

    def expire(self, room_id: int, before_ms: int) -> None:
        """Forget what retention has destroyed."""
        stream = self._streams.get(room_id)
        if stream is not None:
            stream.expire(before_ms)

    def trim(self, is_served: Callable[[int], bool]) -> None:
        """Drop the least recently entered rooms nobody reads, until the shelf is under 64 MiB."""
        total = sum(stream.bytes for stream in self._streams.values())
        for room_id, stream in list(self._streams.items()):
            if total <= SHELF_BYTES:
                return
            if not is_served(room_id):
                del self._streams[room_id]
                total -= stream.bytes

    def _apply(self, stream: RoomStream, event: LogEvent) -> None:
        if event.offset == stream.head + 1:
            self._committed(stream, event, stream.apply(event))
        elif event.offset > stream.head:
            self._early.setdefault(event.room_id, []).append(event)
            self._start(event.room_id, self._repair(event.room_id, stream))

    def _start(self, room_id: int, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._reading[room_id] = task
        return task

    async def _read(self, room: Room) -> None:
        try:
            window = await self._store.window(room.id, RESUME_EVENTS)
            first = window.head + 1 - len(window.events)
            # Read after the window, so that what was put under any message of it meanwhile is there.
            reactions = await self._store.reactions(room.id, first, window.head) if window.events else []
            self._streams[room.id] = RoomStream(room.slug, window, self._keep_seconds, reactions)
        finally:
            self._finish(room.id)

    async def _repair(self, room_id: int, stream: RoomStream) -> None:
        """Read again what the bus did not bring."""
        try:
            missed = await self._store.since(room_id, stream.head, RESUME_EVENTS)
            self._early[room_id] = [*missed, *self._early.get(room_id, [])]
        finally:
            self._finish(room_id)

    def _finish(self, room_id: int) -> None:
        del self._reading[room_id]
        stream = self._streams.get(room_id)
        early = self._early.pop(room_id, [])
        for event in sorted(early, key=lambda event: event.offset) if stream else ():
            self.take((event,))
        for fact in self._early_reactions.pop(room_id, []):
            self.react(fact)
