"""Appointing: who is of the staff, said by an owner."""

import msgspec
from msgspec import Struct

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.event import Deed, told
from palabre.domain.session import TOKEN_BYTES, encode_token, hash_token
from palabre.domain.staff import INVITATION_MS, Role, Staff, StaffLink
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.staff import Invitation
from palabre.ports.store import Store
from palabre.services.confirming import Confirming
from palabre.services.staffing import require


class Appointed(Struct, frozen=True):
    """The data of a deed `staff_invited`; `again` when an old way in was replaced."""

    role: Role
    again: bool = False


class Invited(Struct, frozen=True, kw_only=True):
    """A member, and the token that lets them in once."""

    member: Staff
    token: str
    expires_ms: int

    def __repr__(self) -> str:
        return "<Invited>"


class Appointing:
    """Every method raises DeskRefusal `not_for_you` for who is no owner, `confirm_identity` for who may not be them."""

    def __init__(self, store: Store, confirming: Confirming, clock: Clock, chance: Chance) -> None:
        self._store = store
        self._confirming = confirming
        self._clock = clock
        self._chance = chance

    async def people(self, member: Staff) -> list[tuple[Staff, int]]:
        """Everyone, with how many keys each has: all of the staff may know with whom they work."""
        require(member, "see")
        keys = [key.number for key in await self._store.passkeys()]
        return [(each, keys.count(each.number)) for each in await self._store.staff()]

    async def invite(self, owner: Staff, name: str, role: Role, rooms: frozenset[int] | None) -> Invited:
        """Somebody new; their way in works once, for a day."""
        await self._allow(owner)
        token, now = encode_token(self._chance.bytes(TOKEN_BYTES)), self._clock.now_ms()
        invitation = Invitation(
            name=name, role=role, rooms=rooms, link_hash=hash_token(token), expires_ms=now + INVITATION_MS
        )
        member = await self._store.invite(invitation, self._deed(owner, role))
        return Invited(member=member, token=token, expires_ms=invitation.expires_ms)

    async def invite_again(self, owner: Staff, number: int) -> Invited:
        """For who lost every key: their old ways in end. Raises DeskRefusal `staff_unknown`."""
        await self._allow(owner)
        member = await self._known(number)
        token, expires_ms = encode_token(self._chance.bytes(TOKEN_BYTES)), self._clock.now_ms() + INVITATION_MS
        deed = msgspec.structs.replace(self._deed(owner, member.role, again=True), subject=member.id)
        await self._store.invite_again(StaffLink(hash_token(token), number, expires_ms), deed)
        return Invited(member=member, token=token, expires_ms=expires_ms)

    async def remove(self, owner: Staff, number: int) -> Staff:
        """Raises DeskRefusal `staff_unknown`, and `last_owner` when nobody would be left to invite others."""
        await self._allow(owner)
        member = await self._known(number)
        owners = [each.number for each in await self._store.staff() if each.role == "owner"]
        if owners == [number]:
            raise DeskRefusal("last_owner")
        deed = Deed(at_ms=self._clock.now_ms(), who=owner.id, what="staff_removed", subject=member.id)
        await self._store.remove_staff(number, deed)
        return member

    async def _allow(self, owner: Staff) -> None:
        require(owner, "appoint")
        await self._confirming.require(owner)

    async def _known(self, number: int) -> Staff:
        for member in await self._store.staff():
            if member.number == number:
                return member
        raise DeskRefusal("staff_unknown")

    def _deed(self, owner: Staff, role: Role, *, again: bool = False) -> Deed:
        data = told(Appointed(role, again))
        return Deed(at_ms=self._clock.now_ms(), who=owner.id, what="staff_invited", data=data)
