"""Covering: whether people of the team watch over a room, and what its guests are held to while nobody does."""

from collections.abc import Callable, Collection
from functools import cache

from palabre.domain.cover import MAX_WATCHED, Covered
from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.circumstances import Cover
from palabre.domain.room import Room
from palabre.domain.staff import Staff
from palabre.ports.clock import Clock
from palabre.ports.watching import Watching
from palabre.services.shielding import Shielding
from palabre.services.staffing import require


class Covering:
    """Asked for every message: nothing here reads a store. `unattended_slow_mode` is in seconds."""

    def __init__(self, watching: Watching, shielding: Shielding, clock: Clock, *, unattended_slow_mode: int) -> None:
        self._watching = watching
        self._shielding = shielding
        self._clock = clock
        self._unattended_slow_mode = unattended_slow_mode
        self._paused: frozenset[int] = frozenset()

    def of(self, room: Room) -> Cover:
        """The cover of a room, as rules ask for it."""
        return self._cover(self.moderators(room))

    def moderators(self, room: Room) -> int:
        """How many watch over it."""
        return self._watching.watchers(room.id, self._clock.monotonic())

    def is_awake(self) -> bool:
        """Whether somebody of the team is at their desk."""
        return self._watching.anyone(self._clock.monotonic())

    def slow_mode(self, room: Room) -> int:
        """Seconds between two messages of a guest: the room's own, or more while nobody watches."""
        own = room.settings.slow_mode
        if room.privacy == "conversation":
            return own
        return own if self.moderators(room) else max(own, self._unattended_slow_mode)

    def pause(self, room_ids: frozenset[int]) -> bool:
        """These rooms, and no others, are closed to writing until somebody comes; whether others were before."""
        changed, self._paused = room_ids != self._paused, room_ids
        return changed

    def is_paused(self, room: Room) -> bool:
        """Whether something urgent happened there and nobody of the team came."""
        # That somebody reported it must not show to the other.
        return room.id in self._paused and room.privacy != "conversation"

    def now(self, room: Room) -> Covered:
        """What its guests are told."""
        return self._covered(self.moderators(room), room.settings.slow_mode)

    def everywhere(self) -> Callable[[Room], Covered]:
        """What guests of any room are told, all at one moment: of ten thousand rooms most are told the same."""
        watched = self._watching.by_room(self._clock.monotonic())
        covered = cache(self._covered)
        return lambda room: covered(watched.get(room.id, 0), room.settings.slow_mode)

    def _covered(self, moderators: int, own_slow_mode: int) -> Covered:
        slow_mode = own_slow_mode if moderators else max(own_slow_mode, self._unattended_slow_mode)
        return Covered(cover=self._cover(moderators), moderators=moderators, slow_mode=slow_mode)

    def _cover(self, moderators: int) -> Cover:
        if self._shielding.is_up:
            return "shield"
        return "attended" if moderators else "unattended"

    def watch(self, member: Staff, rooms: Collection[Room], *, active: bool) -> bool:
        """Their desk is open on these rooms: return whether on others than before.

        Raises DeskRefusal `not_for_you`, `too_many_rooms_watched`.
        """
        require(member, "decide")
        for room in rooms:
            require(member, "decide", room.id)
        if len(rooms) > MAX_WATCHED:
            raise DeskRefusal("too_many_rooms_watched")
        ids = frozenset(room.id for room in rooms)
        before = self._watching.rooms_of(member.number)
        self._watching.report(member.number, ids, active=active, now=self._clock.monotonic())
        return ids != before

    def watches(self, member: Staff, room: Room) -> bool:
        """Whether this moderator said they watch it."""
        return room.id in self._watching.rooms_of(member.number)

    def leave(self, member: Staff) -> None:
        """They signed out: what they watched is unwatched at once."""
        self._watching.leave(member.number)


class CoverTold:
    """What guests were last told of each room: whoever enters is told the same, and then what changes."""

    def __init__(self, covering: Covering) -> None:
        self._covering = covering
        self._told: dict[int, Covered] = {}

    def of(self, room: Room) -> Covered:
        """As it is now, in a room nobody was told anything of."""
        told = self._told.get(room.id)
        if told is None:
            told = self._told[room.id] = self._covering.now(room)
        return told

    def tell(self, room_id: int, covered: Covered) -> None:
        """From now on it is this."""
        self._told[room_id] = covered
