"""Hiding: a guest no longer sees what is written under a tag, in the room where they said so."""

from palabre.domain.hiding import MAX_HIDDEN, Hide
from palabre.domain.message import OPERATOR_TAG
from palabre.domain.passing import HidingChanged
from palabre.domain.presence import Person
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.ports.bus import Bus
from palabre.ports.clock import Clock
from palabre.ports.store import Byline, Hides
from palabre.services.allowances import Allowances
from palabre.services.directory import RoomDirectory
from palabre.services.recognising import Recognising
from palabre.services.sessions import SessionBook


class HidesAtHand:
    """The hides of sessions in use, read from the store once each, so that filtering reads nothing."""

    def __init__(self, store: Hides, book: SessionBook) -> None:
        self._store = store
        self._book = book
        self._hides: dict[str, tuple[Hide, ...]] = {}

    async def of(self, session_id: str) -> tuple[Hide, ...]:
        """Everything a session hides, oldest first, at hand from now on."""
        known = self._hides.get(session_id)
        if known is not None:
            return known
        if self._book.is_born_here(session_id):
            return self._hides.setdefault(session_id, ())
        read = tuple(await self._store.hides(session_id))
        # It may have been read, or changed, by another tab meanwhile; or the session may be over.
        return self._hides.setdefault(session_id, read) if self._book.live(session_id) else read

    def restore(self, session_id: str, hides: tuple[Hide, ...]) -> None:
        """Everything a session hides, as it was just read with that of others."""
        self._hides.setdefault(session_id, hides)

    def now(self, session_id: str) -> tuple[Hide, ...]:
        """What is at hand: everything a session hides, once it has entered a room."""
        return self._hides.get(session_id, ())

    async def add(self, hide: Hide) -> None:
        """Keep one more."""
        await self._store.hide(hide)
        kept = self._hides.get(hide.session_id)
        if kept is not None and not is_among(kept, hide.room_id, hide.tag):
            self._hides[hide.session_id] = (*kept, hide)

    async def drop(self, hide: Hide) -> None:
        """Keep it no more."""
        await self._store.unhide(hide.session_id, hide.room_id, hide.tag)
        kept = self._hides.get(hide.session_id)
        if kept is not None:
            self._hides[hide.session_id] = tuple(
                other for other in kept if not is_among((other,), hide.room_id, hide.tag)
            )

    def forget(self, session_id: str) -> None:
        """The session is over, or not in use; the store keeps what it should."""
        self._hides.pop(session_id, None)


class Hiding:
    """Carries out `guest.hide`. To anyone else, nothing shows that it was asked."""

    def __init__(
        self, at_hand: HidesAtHand, recognising: Recognising, allowances: Allowances, bus: Bus, clock: Clock
    ) -> None:
        self._at_hand = at_hand
        self._recognising = recognising
        self._allowances = allowances
        self._bus = bus
        self._clock = clock

    async def hide(self, room: Room, session: Session, tag: str) -> None:
        """Raises Refusal `not_found` (a tag of nobody, one's own, the operator's), `too_many_hidden`, `slowed`."""
        self._allowances.hide(session.id)
        hidden = await self._at_hand.of(session.id)
        if is_among(hidden, room.id, tag):
            return
        found = await self._found(room, session, tag)
        hidden = await self._at_hand.of(session.id)
        if len(hidden) >= MAX_HIDDEN:
            raise Refusal("too_many_hidden", limit=MAX_HIDDEN)
        if not is_among(hidden, room.id, tag):
            await self._at_hand.add(
                Hide(
                    session_id=session.id,
                    room_id=room.id,
                    tag=tag,
                    nickname=found.nickname,
                    hidden_session_id=found.session_id,
                    at_ms=self._clock.now_ms(),
                )
            )
            self._tell(room, session)

    async def show(self, room: Room, session: Session, tag: str) -> None:
        """See them again. The guest may be long gone; a tag that is not hidden changes nothing. Raises `slowed`."""
        self._allowances.hide(session.id)
        for hide in await self._at_hand.of(session.id):
            if (hide.room_id, hide.tag) == (room.id, tag):
                await self._at_hand.drop(hide)
                self._tell(room, session)

    async def _found(self, room: Room, session: Session, tag: str) -> Byline:
        found = None if tag == OPERATOR_TAG else await self._recognising.whose(room.id, tag)
        if found is None or found.session_id == session.id:
            raise Refusal("not_found")
        return found

    def _tell(self, room: Room, session: Session) -> None:
        self._bus.pass_on([HidingChanged(room_id=room.id, session_id=session.id)])


class Hidden:
    """What follows from hiding, where something is read or told."""

    def __init__(self, at_hand: HidesAtHand, directory: RoomDirectory) -> None:
        self._at_hand = at_hand
        self._directory = directory

    async def tags(self, room_id: int, session_id: str) -> frozenset[str]:
        """The tags a guest does not want to read in a room."""
        return frozenset(hide.tag for hide in await self._at_hand.of(session_id) if hide.room_id == room_id)

    def now(self, room_id: int, session_id: str) -> tuple[Person, ...]:
        """Whom a guest who entered a room hides there, at this moment."""
        return people_of(self._at_hand.now(session_id), room_id)

    def withholds(self, session_id: str, author_session_id: str) -> bool:
        """Whether what this author addresses to this guest is to be dropped: in any room, one hide is enough."""
        return any(hide.hidden_session_id == author_session_id for hide in self._at_hand.now(session_id))

    async def list(self, session_id: str) -> list[tuple[str, tuple[Person, ...]]]:
        """Whom a guest hides, by slug, in the order of the rooms."""
        hides = await self._at_hand.of(session_id)
        rooms = ((room.slug, people_of(hides, room.id)) for room in self._directory.all())
        return [(slug, people) for slug, people in rooms if people]


def people_of(hides: tuple[Hide, ...], room_id: int) -> tuple[Person, ...]:
    """The hidden of one room, as they were called when they were hidden."""
    return tuple(Person(hide.nickname, hide.tag) for hide in hides if hide.room_id == room_id)


def is_among(hides: tuple[Hide, ...], room_id: int, tag: str) -> bool:
    return any((hide.room_id, hide.tag) == (room_id, tag) for hide in hides)
