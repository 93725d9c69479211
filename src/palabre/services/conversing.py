"""Conversing: two guests in private, from the yes of one to the end by either."""

from collections.abc import Iterator
from contextlib import suppress

import msgspec

from palabre.domain.conversation import Conversation, Request
from palabre.domain.member import Member, Place
from palabre.domain.refusal import Refusal
from palabre.domain.room import PLACE_BYTES, Room, RoomSettings, place_slug
from palabre.domain.session import Session, encode_token
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.connections import Connections, ConversationEvent
from palabre.ports.conversations import ConversationStore
from palabre.protocol.conversations import ConversationInfo, Correspondence
from palabre.protocol.events import ConversationChangedEvent, ConversationOpenedEvent, ConversationSettledEvent
from palabre.services.apart import Apart
from palabre.services.correspondence import Correspondents
from palabre.services.directory import RoomDirectory
from palabre.services.hiding import Hidden
from palabre.services.membership import Members
from palabre.services.naming import Naming
from palabre.services.sessions import SessionBook

EPOCH_BYTES = 12
TWO = 2


class ConversationsAtHand:
    """What is known of each conversation besides its stream and its members."""

    def __init__(self, store: ConversationStore, members: Members, directory: RoomDirectory, clock: Clock) -> None:
        self._store = store
        self._members = members
        self._directory = directory
        self._clock = clock
        self._connections: Connections | None = None
        self._known: dict[int, Conversation] = {}
        # Both of each, also once one of them is gone: that shows nowhere until the other writes or enters.
        self._parties: dict[int, tuple[Member, ...]] = {}

    def listen(self, connections: Connections) -> None:
        """Whom to tell from now on."""
        self._connections = connections

    async def start(self) -> None:
        """As things stand; raises StoreUnavailable."""
        for each in await self._store.conversations():
            self.put(each)

    def put(self, conversation: Conversation) -> None:
        """It is open, or as it is from now on."""
        self._known[conversation.room_id] = conversation
        self._parties.setdefault(conversation.room_id, self._members.all(conversation.room_id))

    def of(self, room_id: int) -> Conversation | None:
        return self._known.get(room_id)

    def is_frozen(self, room_id: int) -> bool:
        """Whether neither writes in it any more."""
        known = self._known.get(room_id)
        return known is not None and known.frozen_ms is not None

    def parties(self, room_id: int) -> tuple[Member, ...]:
        """Both, as they were when it was opened."""
        return self._parties.get(room_id, ())

    def other(self, room_id: int, session_id: str) -> Member | None:
        """The other of the two, as they were when it was opened."""
        others = (member for member in self._parties.get(room_id, ()) if member.session_id != session_id)
        return next(others, None)

    def of_session(self, session_id: str) -> Iterator[tuple[Room, Conversation, Member]]:
        """Those a guest is in, with the other, the first opened first."""
        for room in self._members.rooms_of(session_id):
            known, other = self._known.get(room.id), self.other(room.id, session_id)
            if known is not None and other is not None and self._members.is_in(room.id, session_id):
                yield room, known, other

    async def freeze(self, room: Room, sender: str, statement: str) -> None:
        """Neither writes in it any more; only who is answerable for it is told why. Raises StoreUnavailable."""
        now = self._clock.now_ms()
        known = self._known.get(room.id)
        if known is None or not await self._store.freeze(room.id, now, sender):
            return
        self.put(msgspec.structs.replace(known, frozen_ms=now))
        self.tell_frozen(room, sender, statement)

    def tell_frozen(self, room: Room, sender: str, statement: str | None) -> None:
        """Tell both, and whoever said what it is frozen for by which rule."""
        for member in self._members.of(room.id):
            told = statement if member.session_id == sender else None
            event = ConversationChangedEvent(conversation=room.slug, state="frozen", statement=told)
            self.tell(member.session_id, event)

    def tell_ended(self, room: Room, session_id: str) -> None:
        """Tell a guest's own tabs that they are in it no more."""
        self.tell(session_id, ConversationChangedEvent(conversation=room.slug, state="ended"))

    async def leave(self, room: Room, session_id: str) -> None:
        """One of the two is in it no more, and nobody is told but their own tabs. Raises StoreUnavailable."""
        await self._members.part(room, session_id)
        self.tell_ended(room, session_id)

    async def step(self) -> None:
        """Whoever found one over is in it no more; whose day is over, or where nobody is left, closes."""
        for room_id, session_id in self._members.take_found_over():
            room = self._directory.by_id(room_id)
            if room is not None:
                await self.leave(room, session_id)
        now = self._clock.now_ms()
        for room_id, known in [*self._known.items()]:
            room = self._directory.by_id(room_id)
            if room is None:
                del self._known[room_id]
                self._parties.pop(room_id, None)
            elif not room.closed and (known.is_over(now) or not self._members.of(room_id)):
                await self._close(room)

    async def _close(self, room: Room) -> None:
        for member in self._members.of(room.id):
            await self.leave(room, member.session_id)
        await self._members.close(room)

    def tell(self, session_id: str, event: ConversationEvent) -> None:
        """Tell a guest's own connections, and nobody else."""
        if self._connections is not None:
            self._connections.notify(session_id, event)


class Accepting:
    """Makes the conversation that was asked for, under the names both were shown where they met."""

    def __init__(
        self, store: ConversationStore, members: Members, naming: Naming, meeting: "Meeting", places: "Places"
    ) -> None:
        self._store = store
        self._members = members
        self._naming = naming
        self._meeting = meeting
        self._places = places

    async def accept(self, id: str, you: Session) -> tuple[Room, Conversation]:
        """Raises Refusal `not_found` when the request waits no more for them, whatever the reason; StoreUnavailable."""
        request = await self._store.request(id)
        requester, met = self._meeting.of(request, you) if request is not None else (None, None)
        if request is None or requester is None or met is None:
            raise Refusal("not_found")
        names = self._names(request, requester, you)
        made = Conversation(room_id=0, met=met.slug, met_name=met.settings.name, opened_ms=self._places.now_ms())
        parties = [self._party(each, made, names[each.id]) for each in (requester, you)]
        room = await self._store.accept(request.id, you.id, self._places.make(you), parties, made)
        if room is None:
            raise Refusal("not_found")
        self._members.take_in(room, parties)
        for each in (requester, you):
            # A look-alike, taken since they met: they go by the name they came with until they choose.
            with suppress(Refusal):
                await self._naming.bear(room.id, each, names[each.id])
        return room, msgspec.structs.replace(made, room_id=room.id)

    def _names(self, request: Request, requester: Session, you: Session) -> dict[str, str]:
        here = self._naming.held_now(request.room_id, you.id) or request.nickname or you.nickname
        return {requester.id: request.requester_nickname, you.id: here}

    def _party(self, session: Session, made: Conversation, nickname: str) -> Member:
        return Member(room_id=0, session_id=session.id, since_ms=made.opened_ms, nickname=nickname)


class Conversing:
    """Carries out `conversation.accept`, `.end` and `.list`."""

    def __init__(
        self,
        apart: Apart,
        at_hand: ConversationsAtHand,
        accepting: Accepting,
        correspondents: Correspondents,
    ) -> None:
        self._apart = apart
        self._at_hand = at_hand
        self._accepting = accepting
        self._correspondents = correspondents

    async def accept(self, session: Session, connection_id: int, id: str) -> str:
        """The slug of the conversation. Raises as `Apart.require` and `Accepting.accept`."""
        self._apart.require(session, connection_id)
        room, conversation = await self._accepting.accept(id, session)
        self._at_hand.put(conversation)
        self._at_hand.tell(session.id, ConversationSettledEvent(request=id))
        await self.tell_opened(room, conversation, id)
        return room.slug

    async def tell_opened(self, room: Room, conversation: Conversation, request: str) -> None:
        """Tell both, each of the other. Raises StoreUnavailable."""
        for mine in self._at_hand.parties(room.id):
            theirs = self._at_hand.other(room.id, mine.session_id)
            if theirs is not None:
                info = await self._correspondents.conversation(room, conversation, theirs, mine.session_id)
                self._at_hand.tell(mine.session_id, opened(request, info))

    async def end(self, session: Session, room: Room) -> None:
        """Raises Refusal `not_found` for a room that is none, StoreUnavailable."""
        if room.privacy != "conversation":
            raise Refusal("not_found")
        await self._at_hand.leave(room, session.id)

    async def list(self, session: Session, connection_id: int) -> Correspondence:
        """Raises as `Apart.require`, and StoreUnavailable."""
        self._apart.require(session, connection_id)
        return await self._correspondents.told(session, [*self._at_hand.of_session(session.id)])


class Meeting:
    """Where a request was made, and by whom, as long as both still are."""

    def __init__(self, directory: RoomDirectory, book: SessionBook, hidden: Hidden, apart: Apart) -> None:
        self._directory = directory
        self._book = book
        self._hidden = hidden
        self._apart = apart

    def of(self, request: Request, you: Session) -> tuple[Session | None, Room | None]:
        """Nobody for who hides them since, or when they may be in private with nobody any more."""
        if self._hidden.withholds(you.id, request.requester) or not self._apart.is_able(request.requester):
            return None, None
        return self._book.live(request.requester), self._directory.by_id(request.room_id)


class Places:
    """Makes the stream of a conversation: a slug nobody guesses, room for two."""

    def __init__(self, clock: Clock, chance: Chance) -> None:
        self._clock = clock
        self._chance = chance

    def now_ms(self) -> int:
        """When it is made, Unix ms."""
        return self._clock.now_ms()

    def make(self, session: Session) -> Place:
        return Place(
            slug=place_slug("conversation", self._chance.bytes(PLACE_BYTES)),
            privacy="conversation",
            settings=RoomSettings(name="", readers="guests", capacity=TWO, language=session.locale),
            epoch=encode_token(self._chance.bytes(EPOCH_BYTES)),
        )


def opened(request: str, info: ConversationInfo) -> ConversationOpenedEvent:
    """What both are told, each of the other."""
    return ConversationOpenedEvent(
        request=request,
        conversation=info.conversation,
        nickname=info.nickname,
        tag=info.tag,
        room=info.room,
        room_name=info.room_name,
        opened_at=info.opened_at,
        expires_at=info.expires_at,
        state=info.state,
        unread=info.unread,
    )
