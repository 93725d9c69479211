"""Inviting: ways into a private room are made, looked at, used and revoked."""

from palabre.domain.invitation import CODE_BYTES, HOUR_MS, MAX_INVITATIONS, Invitation
from palabre.domain.member import Member
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Session, encode_token, hash_token
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.members import MemberStore
from palabre.protocol.private_rooms import Band
from palabre.services.directory import RoomDirectory
from palabre.services.entitling import Entitling
from palabre.services.hosting import Hosting
from palabre.services.membership import Members
from palabre.services.naming import Naming
from palabre.services.trusting import StandingsAtHand

FEW, MANY = 5, 20


class Inviting:
    """What a room's owner does with invitations to it."""

    def __init__(self, store: MemberStore, hosting: Hosting, clock: Clock, chance: Chance) -> None:
        self._store = store
        self._hosting = hosting
        self._clock = clock
        self._chance = chance

    async def invite(
        self, slug: str, session: Session, page_key: str | None, *, hours: int, uses: int
    ) -> tuple[Invitation, str]:
        """The invitation, and its code, kept nowhere. Raises as `Hosting.owned`, and Refusal `too_many_invitations`."""
        room, now = self._hosting.owned(slug, session, page_key), self._clock.now_ms()
        code = encode_token(self._chance.bytes(CODE_BYTES))
        invitation = Invitation(
            id=encode_token(self._chance.bytes(CODE_BYTES)),
            digest=hash_token(code),
            room_id=room.id,
            created_by=session.id,
            created_ms=now,
            expires_ms=now + hours * HOUR_MS,
            uses=uses,
            uses_left=uses,
        )
        if not await self._store.invite_to(invitation, MAX_INVITATIONS):
            raise Refusal("too_many_invitations", limit=MAX_INVITATIONS)
        return invitation, code

    async def list(self, slug: str, session: Session, page_key: str | None) -> list[Invitation]:
        """The latest first. Raises as `Hosting.owned`."""
        return await self._store.invitations(self._hosting.owned(slug, session, page_key).id)

    async def revoke(self, slug: str, session: Session, page_key: str | None, id: str) -> None:
        """Nobody comes in by it any more. Raises as `Hosting.owned`, and Refusal `not_found`."""
        room = self._hosting.owned(slug, session, page_key)
        if not await self._store.revoke_invitation(room.id, id, self._clock.now_ms()):
            raise Refusal("not_found")

    def now_ms(self) -> int:
        return self._clock.now_ms()


class Admittance:
    """Who may become a member of a private room, and under which name."""

    def __init__(self, entitling: Entitling, standings: StandingsAtHand, naming: Naming) -> None:
        self._entitling = entitling
        self._standings = standings
        self._naming = naming

    async def is_spared(self, session: Session | None) -> bool:
        """Whether nothing private is for them: who said they are a minor. Raises StoreUnavailable."""
        return session is not None and (await self._standings.of(session.id)).protected_ms is not None

    def require(self, room: Room, session: Session) -> None:
        """Raises Refusal `not_open_yet`, `proof_required`, `kicked`, `banned`."""
        self._entitling.require_joining(room, session.id)

    async def name(self, room: Room, session: Session, nickname: str) -> str:
        """The nickname as it will be shown; raises as `Naming.check`, and Refusal `nickname_taken`."""
        checked = self._naming.check(nickname)
        if not await self._naming.may_take(room.id, session.id, checked):
            raise Refusal("nickname_taken")
        return checked

    async def take_name(self, room: Room, session: Session, nickname: str) -> None:
        """They bear it there from now on; raises Refusal `nickname_taken` when somebody was quicker."""
        await self._naming.change(room.id, session, nickname)


class Accepting:
    """What a guest does with a code. Unknown, expired, revoked, used up, or not for them: one same answer."""

    def __init__(
        self, store: MemberStore, directory: RoomDirectory, members: Members, admitting: Admittance, clock: Clock
    ) -> None:
        self._store = store
        self._directory = directory
        self._members = members
        self._admitting = admitting
        self._clock = clock

    async def look(self, code: str, session: Session | None) -> Room:
        """The room one would enter. Raises Refusal `invitation_ended`."""
        invitation = await self._store.invitation_of(hash_token(code))
        is_spared = await self._admitting.is_spared(session)
        room = self._directory.by_id(invitation.room_id) if invitation else None
        if invitation is None or room is None or room.closed or is_spared:
            raise Refusal("invitation_ended")
        if not self._is_good(invitation, room, session):
            raise Refusal("invitation_ended")
        return room

    async def enter(self, code: str, nickname: str, session: Session) -> Room:
        """They are a member from now on, under this nickname there.

        Raises Refusal `invitation_ended`, `proof_required`, `kicked`, `banned`, `room_full`, or as `Naming.change`.
        """
        room = await self.look(code, session)
        self._admitting.require(room, session)
        if self._members.is_in(room.id, session.id):
            return room
        if len(self._members.of(room.id)) >= room.settings.capacity:
            raise Refusal("room_full", limit=room.settings.capacity)
        checked = await self._admitting.name(room, session, nickname)
        invitation = await self._store.invitation_of(hash_token(code))
        member = Member(
            room_id=room.id,
            session_id=session.id,
            since_ms=self._clock.now_ms(),
            nickname=checked,
            invitation=invitation.id if invitation else None,
        )
        if not await self._members.come_in(hash_token(code), member):
            raise Refusal("invitation_ended")
        await self._admitting.take_name(room, session, checked)
        return room

    def _is_good(self, invitation: Invitation, room: Room, session: Session | None) -> bool:
        member = self._members.member(room.id, session.id) if session else None
        if member is not None and member.is_in:
            return True
        if member is not None and member.removed and invitation.created_ms <= (member.left_ms or 0):
            return False
        return invitation.is_good(self._clock.now_ms())


def band_of(count: int) -> Band:
    """How many, roughly."""
    return "< 5" if count < FEW else "5–20" if count <= MANY else "20 +"
