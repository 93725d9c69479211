"""Steering: brings a running instance to what its configuration and its operator's commands say."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from palabre.domain.refusal import Refusal
from palabre.domain.room import Room, RoomSettings, changed, problem_with_change
from palabre.domain.session import encode_token
from palabre.ports.cases import CASES_CHANGED
from palabre.ports.chance import Chance
from palabre.ports.members import MEMBERS_CHANGED
from palabre.ports.store import ControlEntry, Store
from palabre.services.announcing import Announcing
from palabre.services.directory import RoomDirectory

log = logging.getLogger("palabre.control")
# Done once more after a restart they do no harm: a flood of reports costs one write a second here.
SAFE_AGAIN = frozenset({CASES_CHANGED, MEMBERS_CHANGED})
# Entries that are about something else than rooms, by kind; each raises msgspec.DecodeError for a malformed one.
Followers = Mapping[str, Callable[[ControlEntry], Awaitable[None]]]


class RoomAdded(Struct, forbid_unknown_fields=True):
    """Control entry `room.add`."""

    slug: str
    settings: RoomSettings


class RoomEdited(Struct, forbid_unknown_fields=True):
    """Control entry `room.edit`: only what changes."""

    slug: str
    changes: dict[str, Any]


class RoomClosed(Struct, forbid_unknown_fields=True):
    """Control entry `room.close`."""

    slug: str


class RoomAnnounced(Struct, forbid_unknown_fields=True):
    """Control entry `room.announce`: the operator says something to the whole room."""

    slug: str
    body: str

    def __repr__(self) -> str:
        return "<RoomAnnounced>"


class Steering:
    """Applies the configuration's rooms at start, then control entries as they come."""

    def __init__(
        self, store: Store, directory: RoomDirectory, chance: Chance, announcing: Announcing, followers: Followers
    ) -> None:
        self._store = store
        self._directory = directory
        self._chance = chance
        self._announcing = announcing
        self._followers = followers
        self._cursor = 0

    async def start(self, configured: dict[str, RoomSettings]) -> None:
        """Load every room, apply what changed in the configuration since last time, then pending commands."""
        for room in await self._store.rooms():
            self._directory.put(room)
        for slug, settings in configured.items():
            await self._configure(slug, settings)
        self._cursor = await self._store.control_cursor()
        await self.follow()

    async def follow(self) -> int:
        """Apply control entries not applied yet; return how many."""
        entries = await self._store.control_after(self._cursor)
        for entry in entries:
            try:
                await self._apply(entry)
            except msgspec.DecodeError:
                # Passed over: it would stop every later command, and the next start.
                log.error("control entry %d (%s) is malformed", entry.seq, entry.kind)
            except Refusal as refusal:
                log.error("control entry %d (%s) is refused: %s", entry.seq, entry.kind, refusal.code)
            self._cursor = entry.seq
            if entry.kind not in SAFE_AGAIN or entry is entries[-1]:
                await self._store.set_control_cursor(entry.seq)
        return len(entries)

    async def _configure(self, slug: str, settings: RoomSettings) -> None:
        if await self._store.configured(slug) == settings:
            return
        room = self._directory.by_slug(slug)
        if room is None:
            await self._create(slug, settings)
        elif room.settings != settings:
            await self._change(room, settings, closed=room.closed)
        await self._store.set_configured(slug, settings)

    async def _apply(self, entry: ControlEntry) -> None:
        match entry.kind:
            case "room.add":
                added = msgspec.json.decode(entry.data, type=RoomAdded)
                await self._add(added.slug, added.settings)
            case "room.edit":
                edited = msgspec.json.decode(entry.data, type=RoomEdited)
                room = self._directory.by_slug(edited.slug)
                if room is not None:
                    await self._change(room, changed(room.settings, edited.changes), closed=room.closed)
            case "room.close":
                room = self._directory.by_slug(msgspec.json.decode(entry.data, type=RoomClosed).slug)
                if room is not None and not room.closed:
                    await self._change(room, room.settings, closed=True)
            case "room.announce":
                announced = msgspec.json.decode(entry.data, type=RoomAnnounced)
                await self._announcing.announce(self._directory.open_room(announced.slug), announced.body, entry.seq)
            case kind:
                # A newer command line may steer an older server during an upgrade: what it cannot do, it skips.
                if (follow := self._followers.get(kind)) is not None:
                    await follow(entry)

    async def _add(self, slug: str, settings: RoomSettings) -> None:
        room = self._directory.by_slug(slug)
        if room is None:
            await self._create(slug, settings)
        elif room.closed:
            await self._change(room, settings, closed=False)

    async def _create(self, slug: str, settings: RoomSettings) -> None:
        try:
            room = await self._store.create_room(slug, settings, encode_token(self._chance.bytes(12)))
        except Refusal:
            # Another process made it first; its row is the truth.
            room = next(room for room in await self._store.rooms() if room.slug == slug)
        self._directory.put(room)

    async def _change(self, room: Room, settings: RoomSettings, *, closed: bool) -> None:
        if problem := problem_with_change(room.settings, settings):
            log.error("the room `%s` stays as it is: %s", room.slug, problem)
            return
        self._directory.apply(await self._store.change_room(room.id, settings, closed=closed))
