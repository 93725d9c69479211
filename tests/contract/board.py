"""What the reactions of a room come to, said plainly: a model of the store, and a reader of what is passed on."""

from dataclasses import dataclass, field
from typing import Literal

from hypothesis import strategies as st
from msgspec import Struct

from palabre.domain.log import GuestErased, LogEvent, MessagePosted, MessageRemoved
from palabre.domain.passing import Passing, ReactionsChanged
from palabre.domain.reaction import Reacted, ReactionKind
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.ports.store import Recorded, Store
from tests.contract.scene import ANA, BILAL, CHLOE, MINUTE, NOON, say

Put = tuple[ReactionKind, str]
Kind = Literal["post", "react", "remove", "erase", "expire"]
Standing = dict[int, set[Put]]


class Move(Struct, frozen=True):
    """One thing done: `which` chooses a message among those ever posted, or how many expire."""

    kind: Kind
    guest: str
    which: int
    reaction: ReactionKind
    on: bool


KINDS: list[Kind] = ["post", "react", "remove", "erase", "expire"]
moves = st.lists(
    st.builds(
        Move,
        st.sampled_from(KINDS[:2] * 3 + KINDS[1:]),
        st.sampled_from([ANA, BILAL, CHLOE]),
        st.integers(0, 12),
        st.sampled_from(["like", "thanks"]),
        st.sampled_from([True, True, False]),
    ),
    max_size=50,
)


@dataclass
class Table:
    """A room of a store, and the model of it: who wrote each message kept that has a text, and what stands under it."""

    store: Store
    room: Room
    name: str
    posted: list[Recorded] = field(default_factory=list)
    authors: dict[int, str] = field(default_factory=dict)
    standing: Standing = field(default_factory=dict)
    first: int = 1

    async def play(self, move: Move) -> None:
        guest = f"{self.name}-{move.guest}"
        match move.kind:
            case "post":
                await self.post(guest, move.guest)
            case "erase":
                await self.store.erase(guest, NOON)
                self.forget([offset for offset, author in self.authors.items() if author == guest])
                self.standing = {
                    offset: {put for put in puts if put[1] != guest} for offset, puts in self.standing.items()
                }
            case "expire":
                _, self.first = await self.store.expire(self.room.id, NOON + MINUTE, move.which % 4)
                self.forget([offset for offset in self.authors if offset < self.first])
            case _ if self.posted:
                await self.touch(move, guest, self.posted[move.which % len(self.posted)])

    async def post(self, guest: str, who: str) -> None:
        recorded = await say(self.store, self.room, by=who, session=guest)
        self.posted.append(recorded)
        self.authors[recorded.offset], self.standing[recorded.offset] = guest, set()

    async def touch(self, move: Move, guest: str, message: Recorded) -> None:
        """React to a message, or remove it; the model refuses what the store must."""
        is_there = message.offset in self.authors
        try:
            if move.kind == "remove":
                is_there = is_there and self.authors[message.offset] == guest
                await self.store.remove(self.room.id, message.message_id, guest, NOON)
                self.forget([message.offset])
            else:
                reacted = await self.store.react(self.room.id, message.message_id, guest, move.reaction, on=move.on)
                change = set.add if move.on else set.discard
                change(self.standing[message.offset], (move.reaction, guest))
                assert puts_of(reacted) == self.standing[message.offset]
        except Refusal:
            assert not is_there
        else:
            assert is_there

    def forget(self, offsets: list[int]) -> None:
        for offset in offsets:
            del self.authors[offset], self.standing[offset]

    async def stored(self) -> Standing:
        """What the store tells of the room."""
        return {told.offset: puts_of(told) for told in await self.store.reactions(self.room.id, 1, 10_000)}


class Listener:
    """Keeps the reactions of a room from what is published and passed on, as clients do."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.tags: dict[str, str] = {}
        self.reacted: dict[str, Reacted] = {}
        self.newest = 0

    def hear(self, events: list[LogEvent]) -> None:
        for event in events:
            match event:
                case MessagePosted(room_id=self.room.id, message=message):
                    self.tags[message.id] = message.author.tag
                case MessageRemoved(room_id=self.room.id, message_id=message_id):
                    self.forget({message_id})
                case GuestErased(room_id=self.room.id, tags=tags):
                    self.forget({message_id for message_id, tag in self.tags.items() if tag in tags})

    def overhear(self, facts: list[Passing]) -> None:
        for fact in facts:
            if isinstance(fact, ReactionsChanged) and fact.room_id == self.room.id:
                assert fact.reacted.version > self.newest, "versions went back"
                self.newest = fact.reacted.version
                self.reacted[fact.reacted.message_id] = fact.reacted

    def forget(self, message_ids: set[str]) -> None:
        for message_id in message_ids:
            self.reacted.pop(message_id, None)

    def standing_from(self, first: int) -> Standing:
        """Under the messages whose offset is `first` or more: older ones have had their time."""
        return {told.offset: puts_of(told) for told in self.reacted.values() if told.offset >= first}


def puts_of(reacted: Reacted) -> set[Put]:
    return {(kind, session) for kind, sessions in reacted.by.items() for session in sessions}


def not_empty(standing: Standing) -> Standing:
    return {offset: puts for offset, puts in standing.items() if puts}
