"""The hub: which connection of this node is in which room, and what each is told."""

import asyncio
from collections.abc import Callable
from operator import attrgetter

import msgspec

from palabre.domain.log import LogEvent, MessagePosted
from palabre.domain.presence import CROWDED, Person, PresenceDiff
from palabre.domain.room import Room
from palabre.gateway.feed import Membership, RoomFeed, Timers
from palabre.gateway.framing import text_frame
from palabre.gateway.outbound import Outbound
from palabre.gateway.stream import RoomStream
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.protocol.commands import Since
from palabre.protocol.conversion import room_info
from palabre.protocol.encoding import encode, encode_with_list
from palabre.protocol.events import PresenceChangedEvent, RoomEntered
from palabre.protocol.resources import Mode, Roster, You
from palabre.services.directory import RoomDirectory
from palabre.services.entering import Seat


class Hub:
    """Registers connections in rooms and feeds them. A connection enters at one instant of the room's feed."""

    def __init__(
        self,
        directory: RoomDirectory,
        presence: Presence,
        clock: Clock,
        *,
        coalesce_ms: int,
        keep_seconds: int,
        you_now: Callable[[Seat], Person | None] = attrgetter("you"),
        loop: Callable[[], Timers] = asyncio.get_running_loop,
    ) -> None:
        self._directory = directory
        self._presence = presence
        self._clock = clock
        self._coalesce_s = coalesce_ms / 1000
        self._keep_seconds = keep_seconds
        self._you_now = you_now
        self._loop = loop
        self._feeds: dict[int, RoomFeed] = {}
        self.deliver: Callable[[RoomStream, LogEvent, bytes], None] = self._deliver

    def enter(
        self, stream: RoomStream, seat: Seat, connection_id: int, outbound: Outbound, since: Since | None
    ) -> None:
        """Tell the connection the room's state, and everything after it. Entering again starts afresh."""
        feed = self._feed(seat.room, stream)
        self.leave(seat.room.id, connection_id, lost=False, quietly=True)
        self._presence.arrive(seat.room.id, connection_id, seat.session_id)
        member = Membership(connection_id, outbound, seat, told=feed.sequence, told_offset=stream.head)
        feed.members[connection_id] = member
        position = (since.epoch, since.offset) if since else None
        self._tell_state(feed, member, position, gap=False)

    def leave(self, room_id: int, connection_id: int, *, lost: bool, quietly: bool = False) -> None:
        """The connection reads this room no more. `quietly` leaves presence as it is."""
        feed = self._feeds.get(room_id)
        member = feed.members.pop(connection_id, None) if feed else None
        if member is None:
            return
        member.gone = True
        if not quietly:
            self._presence.depart(room_id, connection_id, lost=lost, now=self._clock.monotonic())

    def catch_up(self, connection_id: int, room_ids: set[int]) -> None:
        """A connection that lagged has drained: give it what it missed, or a snapshot."""
        for room_id in room_ids:
            feed = self._feeds.get(room_id)
            member = feed.members.get(connection_id) if feed else None
            if feed is None or member is None or member.missed_from is None:
                continue
            position = (feed.stream.epoch, member.missed_from)
            member.missed_from = None
            member.told, member.told_offset = feed.sequence, feed.stream.head
            self._tell_state(feed, member, position, gap=True)

    def announce(self, diff: PresenceDiff) -> None:
        """Tell a room the net change of who is there: names to guests, counts to spectators."""
        room = self._directory.by_id(diff.room_id)
        feed = self._feeds.get(diff.room_id)
        if room is None or feed is None:
            return
        plain_event = PresenceChangedEvent(
            room=room.slug, present=diff.counts.present, spectators=diff.counts.spectators
        )
        plain = encode(plain_event)
        if not (diff.joined or diff.left or diff.people is not None):
            feed.pass_on(plain, for_guests=True, for_spectators=True)
            return
        named = msgspec.structs.replace(plain_event, joined=diff.joined, left=diff.left, people=diff.people)
        feed.pass_on(encode(named), for_guests=True, for_spectators=False)
        feed.pass_on(plain, for_guests=False, for_spectators=True)

    def retell_guests(self, room_id: int) -> bool:
        """Tell each guest of a room its state again, themself included: their tag changed with the day.

        Returns whether it could be done now; not while frames are on their way, which would be told twice.
        """
        feed = self._feeds.get(room_id)
        if feed is None:
            return True
        if feed.is_busy():
            return False
        for member in [member for member in feed.members.values() if member.is_guest]:
            if not member.outbound.lagging:
                self._tell_state(feed, member, (feed.stream.epoch, feed.stream.head), gap=True)
        return True

    def is_served(self, room_id: int) -> bool:
        """Whether a connection of this node reads this room."""
        feed = self._feeds.get(room_id)
        return feed is not None and bool(feed.members)

    def _deliver(self, stream: RoomStream, event: LogEvent, payload: bytes) -> None:
        feed = self._feeds.get(event.room_id)
        if feed is None:
            return
        tag = event.message.author.tag if isinstance(event, MessagePosted) else None
        feed.log(payload, event.offset, tag)

    def _feed(self, room: Room, stream: RoomStream) -> RoomFeed:
        feed = self._feeds.get(room.id)
        if feed is None or feed.stream is not stream:
            feed = self._feeds[room.id] = RoomFeed(stream, coalesce_s=self._coalesce_s, loop=self._loop())
        return feed

    def _tell_state(self, feed: RoomFeed, member: Membership, position: tuple[str, int] | None, *, gap: bool) -> None:
        stream = feed.stream
        stream.expire(self._clock.now_ms() - self._keep_seconds * 1000)
        events = stream.resume(*position) if position else None
        if events is not None:
            state = self._state(stream, member, "resumed", more=False, gap=gap)
            payload = encode_with_list(state, "events", events)
        else:
            messages, more = stream.snapshot()
            state = self._state(stream, member, "snapshot", more=more, gap=gap)
            payload = encode_with_list(state, "messages", messages)
        member.outbound.write(text_frame(payload))

    def _state(self, stream: RoomStream, member: Membership, mode: Mode, *, more: bool, gap: bool) -> RoomEntered:
        seat = member.seat
        you = self._you_now(seat)
        room = self._directory.by_id(seat.room.id) or seat.room
        return RoomEntered(
            room=room.slug,
            mode=mode,
            epoch=stream.epoch,
            offset=stream.head,
            keep_seconds=self._keep_seconds,
            info=room_info(room.slug, room.settings, closed=room.closed, keep_seconds=self._keep_seconds),
            roster=self._roster(member),
            you=self._you(room.id, seat.session_id, you) if you and seat.session_id else None,
            more=more,
            gap=gap,
        )

    def _you(self, room_id: int, session_id: str, person: Person) -> You:
        is_named = self._presence.listed(room_id, session_id) is not None
        return You(nickname=person.nickname, tag=person.tag, named=is_named)

    def _roster(self, member: Membership) -> Roster:
        room_id = member.seat.room.id
        counts = self._presence.counts(room_id)
        is_named = member.is_guest and counts.present <= CROWDED
        return Roster(
            present=counts.present,
            spectators=counts.spectators,
            people=self._presence.people(room_id) if is_named else None,
        )
