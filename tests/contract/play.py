"""Random things done to a store, each with its outcome, so that two stores can be compared."""

from dataclasses import dataclass, field
from typing import Any

import msgspec
from hypothesis import strategies as st

from palabre.domain.held import RefusedMessage, Settlement
from palabre.domain.hiding import Hide
from palabre.domain.log import Logged
from palabre.domain.message import Author, Draft
from palabre.domain.moderation.event import Deed, What
from palabre.domain.reaction import KINDS, Reacted
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room, RoomSettings
from palabre.ports.store import KnownPost, Store
from tests.contract.desk import REFUSED, waiting
from tests.contract.scene import ANA, BILAL, MINUTE, NICKNAMES, NOON

ROOMS = 2
FAR = 2**52
BODIES = ("Bonsoir", "Ça va ?", "l'été 🌞", "«" + "é" * 60 + "»")

guests = st.sampled_from([ANA, BILAL])
places = st.integers(0, ROOMS - 1)
bodies = st.sampled_from(BODIES)
numbers = st.integers(0, 30)
waits = st.sampled_from([0, 1, 40_000, 3 * MINUTE])


@dataclass(frozen=True)
class Act:
    """One thing done. `number` chooses a message, a key, or how far back to expire."""

    kind: str
    place: int
    guest: str
    body: str
    number: int
    wait_ms: int


SELDOM = ["remove", "erase", "expire", "change", "hold", "hide", "destroy", "drop", "leave"]
kinds = st.sampled_from(["post"] * 4 + ["edit", "react", "wait", "release", "refuse"] * 2 + SELDOM)
plays = st.lists(st.builds(Act, kinds, places, guests, bodies, numbers, waits), min_size=5, max_size=40)


@dataclass
class Stage:
    """A store with rooms of its own, and the clock of the play. Keys and ids are the play's alone."""

    store: Store
    rooms: list[Room]
    name: str
    now_ms: int = NOON
    posted: list[tuple[int, str]] = field(default_factory=list)
    waiting: list[tuple[int, str]] = field(default_factory=list)
    posts: int = 0

    @classmethod
    async def open(cls, store: Store, name: str) -> "Stage":
        while await store.destroy_sealed(FAR, 500):
            pass  # what earlier plays left in a shared store
        rooms = [await store.create_room(f"{name}-{n}", RoomSettings(name="Salle"), "epoch") for n in range(ROOMS)]
        return cls(store, rooms, name)

    async def do(self, act: Act) -> object:
        """Do it, and return what came of it, without anything that differs from one store to another."""
        self.now_ms += act.wait_ms
        try:
            return self.bare(await getattr(self, act.kind)(act))
        except Refusal as refusal:
            return refusal.code

    async def post(self, act: Act) -> object:
        if (known := await self.store.known_post(self.guest(act), f"key-{act.number}")) is not None:
            return known  # as the service does: what waits is not posted as well
        recorded = await self.store.post(self.draft(act))
        self.posted.append((act.place, recorded.message_id))
        return recorded

    async def wait(self, act: Act) -> object:
        held = waiting(self.draft(act))
        self.waiting.append((act.place, held.draft.id))
        return await self.store.hold(held)

    async def release(self, act: Act) -> object:
        place, message_id = self.one_waiting(act)
        outcome = await self.store.release(self.rooms[place].id, message_id, self.deed("message_released"))
        self.posted.append((place, message_id))
        return outcome

    async def refuse(self, act: Act) -> object:
        place, message_id = self.one_waiting(act)
        return await self.store.refuse_held(self.rooms[place].id, message_id, REFUSED, self.deed("message_refused"))

    async def drop(self, act: Act) -> object:
        return await self.store.drop_held(self.guest(act), self.now_ms)

    async def leave(self, act: Act) -> object:
        await self.store.end_session(self.guest(act), self.now_ms)
        return None

    def draft(self, act: Act) -> Draft:
        self.posts += 1
        return Draft(
            id=f"{self.name}-m{self.posts}",
            room_id=self.rooms[act.place].id,
            session_id=self.guest(act),
            client_message_id=f"key-{act.number}",
            body=act.body,
            author=Author(NICKNAMES[act.guest], f"tag-{act.guest}-{act.place}"),
            sent_ms=self.now_ms,
        )

    def deed(self, what: What) -> Deed:
        return Deed(at_ms=self.now_ms, who="M-1", what=what)

    async def edit(self, act: Act) -> object:
        place, message_id = self.chosen(act)
        return await self.store.edit(self.rooms[place].id, message_id, self.guest(act), act.body, self.now_ms)

    async def remove(self, act: Act) -> object:
        place, message_id = self.chosen(act)
        return await self.store.remove(self.rooms[place].id, message_id, self.guest(act), self.now_ms)

    async def react(self, act: Act) -> object:
        place, message_id = self.chosen(act)
        reaction, on = KINDS[act.number % 2], act.number % 3 > 0
        return await self.store.react(self.rooms[place].id, message_id, self.guest(act), reaction, on=on)

    async def erase(self, act: Act) -> object:
        return await self.store.erase(self.guest(act), self.now_ms)

    async def expire(self, act: Act) -> object:
        before_ms = self.now_ms - act.number * MINUTE
        return await self.store.expire(self.rooms[act.place].id, before_ms, 1 + act.number % 4)

    async def change(self, act: Act) -> object:
        settings = RoomSettings(name="Salle", topic=act.body[:100])
        return await self.store.change_room(self.rooms[act.place].id, settings, closed=act.number == 0)

    async def hold(self, act: Act) -> object:
        room, until_ms = self.rooms[act.place].id, self.now_ms + act.number * MINUTE
        skeleton = f"name-{act.number % 2}"
        outcome = await self.store.hold_name(room, self.guest(act), act.body, skeleton, self.now_ms, until_ms)
        return outcome, await self.store.held_name(room, self.guest(act))

    async def hide(self, act: Act) -> object:
        room, tag, guest = self.rooms[act.place].id, f"tag-{act.number % 3}", self.guest(act)
        if act.number % 4:
            hide = Hide(
                session_id=guest, room_id=room, tag=tag, nickname=act.body, hidden_session_id="x", at_ms=self.now_ms
            )
            await self.store.hide(hide)
        else:
            await self.store.unhide(guest, room, tag)
        return await self.store.hides(guest)

    async def destroy(self, act: Act) -> object:
        hours = 23 * 60 * MINUTE
        sealed = [len(await self.store.sealed_versions(message_id)) for _, message_id in self.posted]
        return sealed, await self.store.destroy_sealed(self.now_ms + hours + act.number * 4 * MINUTE, 2)

    async def seen(self) -> object:
        """Everything a reader could be shown."""
        windows = [await self.store.window(room.id, 500) for room in self.rooms]
        pages = [await self.store.page(room.id, 10_000, 20) for room in self.rooms]
        late = [await self.store.since(room.id, 3, 5) for room in self.rooms]
        reacted = [await self.store.reactions(room.id, 2, 30) for room in self.rooms]
        alone = [await self.store.message(self.rooms[place].id, message_id) for place, message_id in self.posted]
        tags = [f"tag-{guest}-{place}" for guest in (ANA, BILAL) for place in range(ROOMS)]
        of_tags = [await self.store.guest_of(room.id, tag) for room in self.rooms for tag in tags]
        held = await self.store.held_messages([room.id for room in self.rooms], 500)
        settled = [await self.store.held_message(message_id) for _, message_id in self.waiting]
        own = [await self.store.held_of(f"{self.name}-{guest}", NOON - 1) for guest in (ANA, BILAL)]
        return self.bare((windows, pages, late, reacted, alone, of_tags, held, settled, own))

    def guest(self, act: Act) -> str:
        return f"{self.name}-{act.guest}"

    def one_waiting(self, act: Act) -> tuple[int, str]:
        return self.waiting[act.number % len(self.waiting)] if self.waiting else (0, "nothing")

    def chosen(self, act: Act) -> tuple[int, str]:
        return self.posted[act.number % len(self.posted)] if self.posted else (0, "nothing")

    def bare(self, found: Any) -> Any:
        """The same with rooms by their place instead of their id."""
        places = {room.id: place for place, room in enumerate(self.rooms)}
        match found:
            case Reacted():
                return found.message_id, found.offset, found.by
            case Logged() | Hide() | Settlement() | RefusedMessage() | KnownPost() | Draft():
                return msgspec.structs.replace(found, room_id=places[found.room_id])
            case list() | tuple():
                return [self.bare(part) for part in found]
            case msgspec.Struct():
                return {name: self.bare(value) for name, value in msgspec.structs.asdict(found).items()}
            case _:
                return found
