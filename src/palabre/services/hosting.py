"""Hosting: a guest makes a private room, changes it, sees who is in it, removes somebody, closes it."""

from palabre.domain.body import normalise_body
from palabre.domain.invitation import MAX_OWNED_ROOMS, PRIVATE_CAPACITY
from palabre.domain.member import Member, Place
from palabre.domain.moderation.circumstances import Circumstances
from palabre.domain.passing import EndOfMembership, MembershipEnded
from palabre.domain.refusal import Refusal
from palabre.domain.room import PLACE_BYTES, Room, RoomKind, RoomSettings, changed, place_slug
from palabre.domain.session import Session, encode_token
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.presence import Presence
from palabre.ports.screening import Screening
from palabre.ports.store import RoomLog
from palabre.protocol.private_rooms import PrivateRoomInfo, RoomMember
from palabre.services.entitling import Entitling
from palabre.services.membership import Members
from palabre.services.naming import Naming
from palabre.services.recognising import Recognising
from palabre.services.tagging import Tagging


class RoomNames:
    """Names of private rooms, screened as what is written there."""

    def __init__(self, screening: Screening) -> None:
        self._screening = screening

    def check(self, text: str, kind: RoomKind) -> str:
        """The name as shown; raises Refusal `body_empty`, `body_unprintable`, `screened`."""
        name = " ".join(normalise_body(text).split())
        verdict = self._screening.judge(name, Circumstances(room=kind))
        if verdict.outcome != "allow":
            raise Refusal("screened", rule=verdict.rule, words=verdict.words)
        return name


class Founding:
    """Makes private rooms: for proven adults, three each."""

    def __init__(self, members: Members, entitling: Entitling, names: RoomNames, clock: Clock, chance: Chance) -> None:
        self._members = members
        self._entitling = entitling
        self._names = names
        self._clock = clock
        self._chance = chance

    async def found(self, session: Session, name: str, *, adult: bool) -> Room:
        """Raises Refusal `proof_required`, `banned`, `not_open_yet`, `too_many_rooms`, or as `RoomNames.check`."""
        self._entitling.require_adult(session.id)
        kind: RoomKind = "adult" if adult else "general"
        settings = RoomSettings(
            name=self._names.check(name, kind),
            language=session.locale,
            capacity=PRIVATE_CAPACITY,
            readers="guests",
            kind=kind,
        )
        place = Place(
            slug=place_slug("private", self._chance.bytes(PLACE_BYTES)),
            privacy="private",
            settings=settings,
            epoch=encode_token(self._chance.bytes(12)),
            owner=session.id,
        )
        first = Member(room_id=0, session_id=session.id, since_ms=self._clock.now_ms(), nickname=session.nickname)
        return await self._members.create(place, [first], most_owned=MAX_OWNED_ROOMS)


class Roll:
    """Who is in a private room, by the tags and nicknames they have there."""

    def __init__(
        self, members: Members, naming: Naming, tagging: Tagging, presence: Presence, recognising: Recognising
    ) -> None:
        self._members = members
        self._naming = naming
        self._tagging = tagging
        self._presence = presence
        self._recognising = recognising

    def count(self, room: Room) -> int:
        return len(self._members.of(room.id))

    def people(self, room: Room, session: Session) -> tuple[RoomMember, ...]:
        """As one of them sees them; the first come first."""
        return tuple(
            RoomMember(
                nickname=self._naming.held_now(room.id, member.session_id) or member.nickname,
                tag=self._tagging.tag(room.id, member.session_id),
                owner=member.session_id == room.owner,
                you=member.session_id == session.id,
                here=self._presence.is_here(room.id, member.session_id),
            )
            for member in self._members.of(room.id)
        )

    async def member(self, room: Room, tag: str) -> Member | None:
        """The member behind a tag: that of today, or one they wrote under."""
        for member in self._members.of(room.id):
            if self._tagging.tag(room.id, member.session_id) == tag:
                return member
        byline = await self._recognising.whose(room.id, tag)
        found = self._members.member(room.id, byline.session_id) if byline else None
        return found if found is not None and found.is_in else None


class Hosting:
    """What its members may do with a private room, and what its owner alone. Whoever is in none is told `not_found`."""

    def __init__(self, members: Members, entitling: Entitling, names: RoomNames, roll: Roll, store: RoomLog) -> None:
        self._members = members
        self._entitling = entitling
        self._names = names
        self._roll = roll
        self._store = store

    def info(self, slug: str, session: Session, page_key: str | None) -> PrivateRoomInfo:
        """Raises as `room`."""
        room = self.room(slug, session, page_key)
        return PrivateRoomInfo(
            slug=room.slug,
            name=room.settings.name,
            adult=room.settings.kind == "adult",
            opened=room.opened,
            owner=room.owner == session.id,
            members=self._roll.count(room),
            slow_seconds=room.settings.slow_mode,
            people=self._roll.people(room, session),
        )

    def room(self, slug: str, session: Session, page_key: str | None) -> Room:
        """The private room of this slug, for a member; raises Refusal `not_found`, or as `Entitling.room_of_page`."""
        room = self._entitling.room_of_page(slug, session.id, page_key)
        if room.privacy != "private":
            raise Refusal("not_found")
        return room

    def owned(self, slug: str, session: Session, page_key: str | None) -> Room:
        """The same, for its owner; raises as `room`, and Refusal `not_yours`."""
        room = self.room(slug, session, page_key)
        if room.owner != session.id:
            raise Refusal("not_yours")
        return room

    async def change(
        self, slug: str, session: Session, page_key: str | None, *, name: str | None, slow_seconds: int | None
    ) -> PrivateRoomInfo:
        """Raises as `owned`, and as `RoomNames.check`."""
        room = self.owned(slug, session, page_key)
        changes: dict[str, object] = {}
        if name is not None:
            changes["name"] = self._names.check(name, room.settings.kind)
        if slow_seconds is not None:
            changes["slow_mode"] = slow_seconds
        if changes:
            await self._store.change_room(room.id, changed(room.settings, changes), closed=False)
        return self.info(slug, session, page_key)

    async def close(self, slug: str, session: Session, page_key: str | None) -> None:
        """It is over for everyone in it. Raises as `owned`."""
        room = self.owned(slug, session, page_key)
        gone = [member.session_id for member in self._members.of(room.id)]
        await self._members.close(room)
        for session_id in gone:
            self._members.tell(ended(room, session_id, "closed"))

    async def remove(self, slug: str, session: Session, page_key: str | None, tag: str, reason: str) -> None:
        """They are told why, and do not come back by what they came by. Raises as `owned`, and Refusal `not_found` for
        a tag of no member, or one's own."""
        room = self.owned(slug, session, page_key)
        said = normalise_body(reason)
        member = await self._roll.member(room, tag)
        if member is None or member.session_id == session.id:
            raise Refusal("not_found")
        if await self._members.part(room, member.session_id, removed=True, reason=said) is not None:
            self._members.tell(ended(room, member.session_id, "removed", said))

    async def leave(self, slug: str, session: Session) -> None:
        """They are in it no more; it goes on, without an owner if they were it. Raises Refusal `not_found`."""
        room = self._entitling.seen(slug, session.id)
        if room.privacy != "private" or await self._members.part(room, session.id) is None:
            raise Refusal("not_found")
        self._members.tell(ended(room, session.id, "left"))


def ended(room: Room, session_id: str, why: EndOfMembership, reason: str = "") -> MembershipEnded:
    """What each connection of a session is told."""
    return MembershipEnded(session_id=session_id, room=room.slug, name=room.settings.name, why=why, reason=reason)
