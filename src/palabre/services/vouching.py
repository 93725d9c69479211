"""Vouching: two of the team met a guest in person, and a code says so, once, for a quarter of an hour."""

import hashlib

from msgspec import Struct

from palabre.domain.age import ADULT
from palabre.domain.age_found import AgeFound
from palabre.domain.binding import encoded
from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.event import Deed, What
from palabre.domain.staff import PROGRAM, Staff
from palabre.domain.vouch import CODE_BYTES, CODE_MS, Vouch, VouchState, code_from, code_hash
from palabre.ports.age_proofs import AgeProofStore
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.services.confirming import Confirming
from palabre.services.conflicts import Conflicting
from palabre.services.staffing import require
from palabre.services.upholding import Upholding


class VouchRow(Struct, frozen=True, kw_only=True):
    """A vouch as a member of the team is told of it; `code` is there while it can be used, for who opened it."""

    vouch: Vouch
    state: VouchState
    is_mine: bool
    code: str | None = None


class Vouching:
    """`strict` as in a public place: nobody vouches for a guest of their own browser."""

    def __init__(
        self,
        store: AgeProofStore,
        upholding: Upholding,
        confirming: Confirming,
        conflicts: Conflicting,
        clock: Clock,
        chance: Chance,
        *,
        instance_name: str,
        strict: bool,
    ) -> None:
        self._store = store
        self._upholding = upholding
        self._confirming = confirming
        self._conflicts = conflicts
        self._clock = clock
        self._chance = chance
        self._issuer = hashlib.sha256(instance_name.encode()).digest()
        self._strict = strict

    async def open(self, member: Staff) -> VouchRow:
        """A member vouches for who is in front of them; the code is told once, and works when another confirmed.

        Raises DeskRefusal `not_for_you`, `confirm_identity`; StoreUnavailable.
        """
        await self._require(member)
        code, now = code_from(self._chance.bytes(CODE_BYTES)), self._clock.now_ms()
        vouch = Vouch(
            id=encoded(self._chance.bytes(16)),
            code_hash=code_hash(code),
            opened_by=member.number,
            opened_at_ms=now,
            expires_at_ms=now + CODE_MS,
        )
        await self._store.open_vouch(vouch, self._deed("vouch_opened", vouch.id, member.id))
        return VouchRow(vouch=vouch, state="opened", is_mine=True, code=code)

    async def second(self, member: Staff, id: str) -> VouchRow:
        """Another member confirms it.

        Raises DeskRefusal `vouch_unknown`, `vouch_over`, `needs_another_person`, and as `open`.
        """
        await self._require(member)
        now = self._clock.now_ms()
        vouch = await self._known(id)
        if vouch.opened_by == member.number:
            raise DeskRefusal("needs_another_person")
        if not await self._store.second_vouch(id, member.number, now, self._deed("vouch_seconded", id, member.id)):
            raise DeskRefusal("vouch_over")
        return self._row(await self._known(id), member)

    async def revoke(self, member: Staff, id: str) -> None:
        """Take a vouch back, whoever's it is; the proof it gave ends at once.

        Raises DeskRefusal `vouch_unknown`, `vouch_over`, and as `open`.
        """
        await self._require(member)
        await self._known(id)
        revoked = await self._store.revoke_vouch(id, self._clock.now_ms(), self._deed("vouch_revoked", id, member.id))
        if revoked is None:
            raise DeskRefusal("vouch_over")
        if revoked.session_id is not None:
            await self._take_back(revoked.session_id)

    async def all(self, member: Staff) -> list[VouchRow]:
        """Those of the last day, the latest first; nobody is told by which guest one was used."""
        require(member, "steer")
        return [self._row(vouch, member) for vouch in await self._store.vouches()]

    async def use(self, session_id: str, code: str) -> AgeFound | None:
        """What a guest's code says of them; None when it says nothing. Raises StoreUnavailable."""
        now = self._clock.now_ms()
        vouch = await self._store.vouch_of_code(code_hash(code))
        if vouch is None or vouch.state(now) != "confirmed" or self._is_of_who_vouched(vouch, session_id):
            return None
        if not await self._store.use_vouch(vouch.id, session_id, now, self._deed("vouch_used", vouch.id, PROGRAM)):
            return None
        return AgeFound(threshold=ADULT, is_over=True, issuer_sha256=self._issuer)

    async def settle(self, session_id: str) -> None:
        """End what a vouch gave while it was being taken back. Raises StoreUnavailable."""
        used = [vouch for vouch in await self._store.vouches() if vouch.session_id == session_id]
        if used and used[0].revoked_at_ms is not None:
            await self._take_back(session_id)

    async def _take_back(self, session_id: str) -> None:
        proof = self._upholding.proof_of(session_id)
        if proof is not None and proof.method == "human":
            await self._upholding.end(session_id, "revoked")

    async def _require(self, member: Staff) -> None:
        require(member, "steer")
        await self._confirming.require(member)

    async def _known(self, id: str) -> Vouch:
        vouch = await self._store.vouch(id)
        if vouch is None:
            raise DeskRefusal("vouch_unknown")
        return vouch

    def _is_of_who_vouched(self, vouch: Vouch, session_id: str) -> bool:
        vouched = (vouch.opened_by, vouch.seconded_by)
        return self._strict and any(
            session_id in self._conflicts.sessions_of(number) for number in vouched if number is not None
        )

    def _row(self, vouch: Vouch, member: Staff) -> VouchRow:
        return VouchRow(vouch=vouch, state=vouch.state(self._clock.now_ms()), is_mine=vouch.is_by(member.number))

    def _deed(self, what: What, id: str, who: str) -> Deed:
        return Deed(at_ms=self._clock.now_ms(), who=who, what=what, subject=id)
