"""Upholding: a proof of age is kept while it holds, and its end is felt at once, wherever its guest is connected."""

import hmac
from collections.abc import Callable
from typing import Protocol

import msgspec

from palabre.domain.age import EndOfProof, KeptProof, Method, PairwiseMark, Proof, ProofLife, proof_from, why_over
from palabre.domain.age_found import AgeFound
from palabre.domain.discretion import Discreet
from palabre.domain.passing import ProofChanged
from palabre.domain.refusal import Refusal
from palabre.ports.age_proofs import AgeProofStore, ProofsChanged
from palabre.ports.clock import Clock
from palabre.ports.connections import Connections
from palabre.ports.proofs import ProofsAtHand
from palabre.ports.store import ControlEntry
from palabre.services.lapsed import Lapsed

SWEEP_EVERY_MS = 60_000
ROWS = 1_000


class Persons(Protocol):
    """People known again by what an issuer calls them here: for bans only."""

    def mark_of(self, pairwise: bytes) -> PairwiseMark:
        """What is kept of it: a keyed hash."""
        ...

    async def may_prove(self, session_id: str, pairwise: bytes) -> bool:
        """False for who is banned from the whole place; whatever ban is of them holds for this session from now on."""
        ...


class ProofStore(AgeProofStore, Protocol):
    """Proofs, and the control log, which says of the last day who had one."""

    async def control_after(self, seq: int) -> list[ControlEntry]:
        """As `Rooms.control_after`."""
        ...


class Presented(Discreet, frozen=True, kw_only=True):
    """What a browser proved, by which method, and the key it holds."""

    found: AgeFound
    method: Method
    key_thumbprint: str


class Upholding:
    """The proofs of sessions, on disk and at hand."""

    def __init__(
        self,
        store: ProofStore,
        at_hand: ProofsAtHand,
        persons: Persons,
        clock: Clock,
        *,
        life: ProofLife,
        key: bytes,
        has_ended: Callable[[str], bool],
    ) -> None:
        self.life = life
        self._store = store
        self._at_hand = at_hand
        self._persons = persons
        self._clock = clock
        self._key = key
        self._has_ended = has_ended
        self._connections: Connections | None = None
        self._unbind: Callable[[str], None] = lambda _: None
        self._release: Callable[[str], None] = lambda _: None
        # Ended, and still to be taken off the disk.
        self._owed: dict[str, EndOfProof] = {}
        self.lapsed = Lapsed(clock)
        self._swept_ms = 0

    def listen(
        self,
        connections: Connections,
        unbind: Callable[[str], None],
        release: Callable[[str], None],
    ) -> None:
        """Whom to tell from now on, which bindings to undo, and how a proof ends a guest's protection."""
        self._connections = connections
        self._unbind = unbind
        self._release = release

    async def start(self) -> None:
        """As things stand; raises StoreUnavailable."""
        self.lapsed.restore(await self._store.control_after(0))
        for kept in await self._store.proofs():
            self._at_hand.put(kept)
            self.lapsed.began(kept.session_id, kept.proof.verified_at_ms)

    def proof_of(self, session_id: str) -> Proof | None:
        """The proof of a session that holds now."""
        kept = self._at_hand.of(session_id)
        return kept.proof if kept is not None and self._at_hand.is_adult(session_id) else None

    def until_ms(self, session_id: str) -> int | None:
        """Until when it holds if nothing more is done, Unix ms."""
        return self._at_hand.until_ms(session_id)

    async def spend(self, found: AgeFound) -> bool:
        """Whether this is presented for the first time; what is presented once by nature always is."""
        if found.presentation_sha256 is None or found.presentation_ends_ms is None:
            return True
        digest = hmac.digest(self._key, b"presentation " + found.presentation_sha256, "sha256")
        return await self._store.spend_presentation(digest, found.presentation_ends_ms)

    async def keep(self, session_id: str, presented: Presented) -> KeptProof | None:
        """The session is proven from now on. None for somebody who is banned under another session: so is this one.

        Raises Refusal `session_required` when it is over, StoreUnavailable.
        """
        pairwise = presented.found.pairwise
        if pairwise is not None and not await self._persons.may_prove(session_id, pairwise):
            return None
        kept = KeptProof(
            session_id=session_id,
            proof=proof_from(presented.found, presented.method, self._clock.now_ms(), self.life),
            key_thumbprint=presented.key_thumbprint,
            mark=None if pairwise is None else self._persons.mark_of(pairwise),
        )
        if not await self._store.keep_proof(kept):
            raise Refusal("session_required")
        self._owed.pop(session_id, None)
        self._begin(kept)
        return kept

    async def end(self, session_id: str, why: EndOfProof) -> None:
        """The session is proven no more: felt first, then kept, if need be later. Raises StoreUnavailable."""
        self._owed[session_id] = why
        self._over(session_id, why)
        await self._store.end_proof(session_id, why, self._clock.now_ms())
        self._owed.pop(session_id, None)

    async def follow(self, entry: ControlEntry) -> None:
        """Take in a control entry `proofs.changed`; raises msgspec.DecodeError, StoreUnavailable."""
        changed = msgspec.json.decode(entry.data, type=ProofsChanged)
        kept = await self._store.proof_of(changed.session_id)
        if changed.session_id in self._owed:
            return
        if kept is None:
            self._over(changed.session_id, changed.why or "ended")
        elif kept != self._at_hand.of(changed.session_id):
            self._begin(kept)

    async def step(self) -> None:
        """End what is over by now."""
        now = self._clock.now_ms()
        for kept in self._at_hand.over():
            self._owed[kept.session_id] = why_over(kept.proof, now)
            self._over(kept.session_id, self._owed[kept.session_id])
        for session_id, why in [*self._owed.items()]:
            await self.end(session_id, why)
        if now - self._swept_ms >= SWEEP_EVERY_MS:
            self._swept_ms = now
            await self._store.sweep_age(now, ROWS)

    def forget(self, session_id: str) -> None:
        """The session is over: its proof ended with it. One that is only not in use may come back."""
        if self._has_ended(session_id):
            self._at_hand.drop(session_id)
            self.lapsed.forget(session_id)
            self._unbind(session_id)

    def _begin(self, kept: KeptProof) -> None:
        before = self._at_hand.of(kept.session_id)
        if before is not None and before.key_thumbprint != kept.key_thumbprint:
            self._put_out(kept.session_id)
        self._at_hand.put(kept)
        self.lapsed.began(kept.session_id, kept.proof.verified_at_ms)
        self._release(kept.session_id)
        self._tell(ProofChanged(session_id=kept.session_id, until_ms=self._at_hand.until_ms(kept.session_id)))

    def _over(self, session_id: str, why: EndOfProof) -> None:
        if self._at_hand.drop(session_id) is not None:
            self.lapsed.ended(session_id, self._clock.now_ms())
            self._put_out(session_id)
            self._tell(ProofChanged(session_id=session_id, until_ms=None, why=why))

    def _put_out(self, session_id: str) -> None:
        self._unbind(session_id)
        if self._connections is not None:
            self._connections.put_out_of_adult_rooms(session_id)

    def _tell(self, fact: ProofChanged) -> None:
        if self._connections is not None:
            self._connections.tell(fact.session_id, fact)
