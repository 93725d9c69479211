"""Soliciting: a guest asks another for a conversation, and cannot tell what became of it before a yes."""

from typing import NamedTuple

from palabre.domain.conversation import ID_BYTES, OPEN_REQUESTS, Request
from palabre.domain.presence import Person
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Session, encode_token
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.connections import Connections
from palabre.ports.conversations import ConversationStore
from palabre.ports.presence import Presence
from palabre.ports.store import RoomLog
from palabre.protocol.events import ConversationRequestedEvent, ConversationSettledEvent
from palabre.services.allowances import Allowances
from palabre.services.apart import Apart
from palabre.services.correspondence import Correspondents
from palabre.services.entitling import Entitling
from palabre.services.posting import Bylines

LAPSED_A_STEP = 100
LAPSE_EVERY_MS = 30_000


class Asked(NamedTuple):
    """Whom a request is for: the nickname they were shown under; None where it is not to be shown to anyone."""

    nickname: str
    session_id: str | None


class Finding:
    """Who is behind a tag, found by the same work whoever that is."""

    def __init__(self, presence: Presence, store: RoomLog, apart: Apart) -> None:
        self._presence = presence
        self._store = store
        self._apart = apart

    async def whom(self, room: Room, session: Session, tag: str) -> Asked:
        """Those present and able to answer are asked; raises StoreUnavailable."""
        wrote = await self._store.guest_of(room.id, tag)
        here = self._presence.session_of(room.id, tag)
        listed = self._presence.listed(room.id, here or "")
        session_id = here or (wrote.session_id if wrote else "")
        is_here, is_able = self._presence.is_here(room.id, session_id), self._apart.is_able(session_id)
        nickname = listed.nickname if listed else (wrote.nickname if wrote else "")
        return Asked(nickname, session_id if is_here and is_able and session_id != session.id else None)


class Asking:
    """What is asked of the requester themself, and under which name they ask."""

    def __init__(self, apart: Apart, entitling: Entitling, allowances: Allowances, bylines: Bylines) -> None:
        self._apart = apart
        self._entitling = entitling
        self._allowances = allowances
        self._bylines = bylines

    async def admit(self, room: Room, session: Session, connection_id: int) -> Person:
        """Who asks, as they are shown in the room where both met.

        Raises Refusal `not_found` (conversations are no place to meet), `banned`, `kicked`, `muted`, `proof_required`,
        `proof_unbound`, `nickname_taken`, `slowed`.
        """
        if room.privacy == "conversation":
            raise Refusal("not_found")
        self._entitling.require_writing(room, session.id)
        self._apart.require(session, connection_id)
        author = await self._bylines.sign(room, session)
        self._allowances.solicit(session.id)
        return Person(author.nickname, author.tag)


class Soliciting:
    """Carries out `conversation.request`, `.withdraw`, `.decline` and `.quiet`."""

    def __init__(
        self, asking: Asking, finding: Finding, store: ConversationStore, clock: Clock, chance: Chance
    ) -> None:
        self._asking = asking
        self._finding = finding
        self._store = store
        self._clock = clock
        self._chance = chance
        # Made, and to be handed over at the next beat: not while its requester waits for the answer.
        self.fresh: list[Request] = []
        self.settled: list[tuple[str, str]] = []

    async def request(self, room: Room, session: Session, connection_id: int, tag: str) -> str:
        """The request's id, whoever the tag is of. Raises as `Asking.admit`, Refusal `too_many_requests`, and
        StoreUnavailable."""
        you = await self._asking.admit(room, session, connection_id)
        asked = await self._finding.whom(room, session, tag)
        made = Request(
            id=encode_token(self._chance.bytes(ID_BYTES)),
            room_id=room.id,
            requester=session.id,
            requester_nickname=you.nickname,
            requester_tag=you.tag,
            target=asked.session_id,
            nickname=asked.nickname,
            tag=tag,
            at_ms=self._clock.now_ms(),
        )
        kept = await self._store.solicit(made, most=OPEN_REQUESTS)
        if kept.id == made.id:
            self.fresh.append(kept)
        return kept.id

    async def withdraw(self, session: Session, id: str) -> None:
        """Raises Refusal `not_found`, StoreUnavailable."""
        before = await self._store.withdraw(id, session.id, self._clock.now_ms())
        if before is None:
            raise Refusal("not_found")
        self.settled.append((session.id, id))
        if before.target is not None and not before.declined:
            self.settled.append((before.target, id))

    async def decline(self, session: Session, id: str) -> None:
        """Raises Refusal `not_found`, StoreUnavailable."""
        if await self._store.decline(id, session.id, self._clock.now_ms()) is None:
            raise Refusal("not_found")
        self.settled.append((session.id, id))

    async def quiet(self, session: Session, *, on: bool) -> None:
        """What waits already goes on waiting. Raises StoreUnavailable."""
        await self._store.set_quiet(session.id, on=on)


class HandingOver:
    """Tells guests of requests on a beat of its own, so that no answer waits for it or shows it."""

    def __init__(
        self,
        soliciting: Soliciting,
        store: ConversationStore,
        correspondents: Correspondents,
        connections: Connections,
        clock: Clock,
    ) -> None:
        self._soliciting = soliciting
        self._store = store
        self._correspondents = correspondents
        self._connections = connections
        self._clock = clock
        self._lapsed_ms = 0

    async def step(self) -> None:
        """Raises StoreUnavailable."""
        fresh, self._soliciting.fresh = self._soliciting.fresh, []
        for request in fresh:
            await self._hand_over(request)
        settled, self._soliciting.settled = self._soliciting.settled, []
        for session_id, id in settled:
            self._settle(session_id, id)
        now = self._clock.now_ms()
        if now - self._lapsed_ms >= LAPSE_EVERY_MS:
            self._lapsed_ms = now
            await self._lapse(now)

    async def _hand_over(self, request: Request) -> None:
        """It may have been withdrawn within the second."""
        kept, now = await self._store.request(request.id), self._clock.now_ms()
        if kept is not None and kept.target is not None and kept.waits_for(kept.target, now):
            self._connections.notify(kept.target, requested(self._correspondents, kept))

    async def _lapse(self, now: int) -> None:
        for request in await self._store.lapsed(now, LAPSED_A_STEP):
            if request.state == "open":
                self._settle(request.requester, request.id)
                if request.target is not None and not request.declined:
                    self._settle(request.target, request.id)

    def _settle(self, session_id: str, id: str) -> None:
        self._connections.notify(session_id, ConversationSettledEvent(request=id))


def requested(correspondents: Correspondents, request: Request) -> ConversationRequestedEvent:
    """What whom it is for is told."""
    told = correspondents.received(request)
    return ConversationRequestedEvent(
        request=told.request,
        room=told.room,
        room_name=told.room_name,
        tag=told.tag,
        nickname=told.nickname,
        requested_at=told.requested_at,
        expires_at=told.expires_at,
    )
