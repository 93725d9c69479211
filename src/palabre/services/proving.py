"""Proving: a guest chooses how to prove their age, something answers, and the browser that began brings the rest."""

from collections.abc import Callable, Sequence

from palabre.domain import age_attempt
from palabre.domain.age import KeptProof, Proof, is_of_an_adult, proof_from
from palabre.domain.age_attempt import Attempt, Device
from palabre.domain.age_found import AgeFound
from palabre.domain.binding import BrowserKey
from palabre.domain.refusal import Refusal
from palabre.domain.session import Session
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.services.allowances import Allowances
from palabre.services.attempts import Attempts, Completion, Pending
from palabre.services.upholding import Presented, Upholding
from palabre.services.vouching import Vouching
from palabre.services.ways import MethodInfo


class Proving:
    """What becomes of an attempt, from its beginning to a proof."""

    def __init__(
        self,
        methods: Callable[[], Sequence[MethodInfo]],
        upholding: Upholding,
        vouching: Vouching,
        allowances: Allowances,
        clock: Clock,
        chance: Chance,
    ) -> None:
        self._methods = methods
        self._upholding = upholding
        self._vouching = vouching
        self._allowances = allowances
        self._clock = clock
        self._attempts = Attempts(chance)

    def methods(self) -> list[MethodInfo]:
        """How a guest can prove it here, in the operator's order."""
        return [*self._methods()]

    def proof_of(self, session_id: str) -> Proof | None:
        """The proof of a session that holds now."""
        return self._upholding.proof_of(session_id)

    def until_ms(self, session_id: str) -> int | None:
        """Until when it holds if nothing more is done, Unix ms."""
        return self._upholding.until_ms(session_id)

    async def begin(
        self, session: Session, name: str, key: BrowserKey, *, prefix: str, device: Device = "same"
    ) -> Attempt:
        """A new attempt by the method of this name; an open one of the same session is over.

        Raises Refusal `not_found` for no such method, `slowed` for too many from an address prefix.
        """
        info = next((info for info in self._methods() if info.name == name), None)
        if info is None:
            raise Refusal("not_found")
        self._allowances.prove(prefix)
        self.cancel_all(session.id)
        id, thumbprint = self._attempts.next_id(), key.thumbprint()
        attempt = age_attempt.begun(id, session.id, info.method, thumbprint, self._clock.now_ms(), device)
        self._attempts.add(attempt)
        return attempt

    def attempt(self, attempt_id: str) -> Attempt | None:
        """As it stands, for what carries a method out: it is nobody's to be told."""
        pending = self._attempts.find(attempt_id)
        return pending.attempt.told(self._clock.now_ms()) if pending else None

    def of(self, session_id: str, attempt_id: str) -> Attempt:
        """A session's own attempt as it stands; raises Refusal `not_found` for another's, as for none."""
        return self._attempts.own(session_id, attempt_id).attempt.told(self._clock.now_ms())

    async def answered(self, attempt_id: str, found: AgeFound) -> Completion:
        """A method found this. The guest has proved nothing until their browser completes it.

        Raises Refusal `not_found`, `attempt_over`; what proves no adult, or was presented before, is refused too,
        with `not_over_18` or `presentation_reused` for its reason, and raises `attempt_over`.
        """
        pending = self._attempts.known(attempt_id)
        now = self._clock.now_ms()
        taken = age_attempt.answered(pending.attempt, now)
        if not is_of_an_adult(proof_from(found, taken.method, now, self._upholding.life)):
            pending.refuse("not_over_18", now)
            raise Refusal("attempt_over")
        pending.attempt, pending.found = taken, found
        if not await self._upholding.spend(found):
            pending.refuse("presentation_reused", self._clock.now_ms())
            raise Refusal("attempt_over")
        return self._attempts.seal(pending)

    def refused(self, attempt_id: str, reason: str) -> None:
        """What a method brought proves nothing; `reason` is a code. For an attempt that is over, or none: nothing."""
        pending = self._attempts.find(attempt_id)
        if pending is not None and pending.attempt.state == "waiting":
            pending.refuse(reason, self._clock.now_ms())

    async def complete(
        self, session_id: str, attempt_id: str, *, response_code: str | None = None, matching_code: str | None = None
    ) -> Proof:
        """The browser that began brings the secret: the session is proven from now on.

        Raises Refusal `not_found` for another's attempt, `attempt_over`, `code_wrong` with the tries left as `limit`,
        StoreUnavailable.
        """
        pending = self._attempts.own(session_id, attempt_id)
        age_attempt.require(pending.attempt, self._clock.now_ms(), "answered")
        given = Completion(response_code=response_code, matching_code=matching_code)
        if not self._attempts.opens(pending, given):
            self._mistake(pending)
        if pending.found is None:
            raise Refusal("attempt_over")
        return await self._prove(pending, pending.found)

    async def code(self, session_id: str, attempt_id: str, code: str) -> Proof:
        """What the guest typed: the matching code, or the code of the team for a `human` attempt. As `complete`."""
        pending = self._attempts.own(session_id, attempt_id)
        if pending.attempt.method != "human":
            return await self.complete(session_id, attempt_id, matching_code=code)
        age_attempt.require(pending.attempt, self._clock.now_ms(), "waiting")
        found = await self._vouching.use(session_id, code)
        if found is None:
            self._mistake(pending)
            raise Refusal("code_wrong")
        proof = await self._prove(pending, found)
        await self._vouching.settle(session_id)
        return proof

    def cancel(self, session_id: str, attempt_id: str) -> None:
        """Give an attempt up; raises Refusal `not_found`."""
        self._attempts.own(session_id, attempt_id).end(self._clock.now_ms())

    def cancel_all(self, session_id: str) -> None:
        """What this session began is over."""
        if (pending := self._attempts.of_session(session_id)) is not None:
            pending.end(self._clock.now_ms())

    async def end(self, session_id: str) -> None:
        """A guest ends their own proof; raises StoreUnavailable."""
        await self._upholding.end(session_id, "ended")

    async def step(self) -> None:
        """Forget attempts nobody can be asking about any more."""
        self._attempts.sweep(self._clock.now_ms() - age_attempt.ATTEMPT_MS)

    def forget(self, session_id: str) -> None:
        """The session is over, or not in use."""
        if (pending := self._attempts.of_session(session_id)) is not None:
            self._attempts.drop(pending)

    async def _prove(self, pending: Pending, found: AgeFound) -> Proof:
        now = self._clock.now_ms()
        done, before = age_attempt.proven(pending.attempt, now), pending.attempt
        # Before anything is awaited: of two that complete at once, one does.
        pending.attempt = done
        presented = Presented(found=found, method=done.method, key_thumbprint=done.key_thumbprint)
        try:
            kept: KeptProof | None = await self._upholding.keep(done.session_id, presented)
        except Exception:
            pending.attempt = before
            raise
        pending.forget()
        if kept is None:
            pending.attempt = age_attempt.refused(before, "banned", now)
            raise Refusal("attempt_over")
        return kept.proof

    def _mistake(self, pending: Pending) -> None:
        """Raises Refusal `code_wrong`."""
        pending.attempt = age_attempt.mistaken(pending.attempt, self._clock.now_ms())
        if pending.attempt.state == "refused":
            pending.forget()
        raise Refusal("code_wrong", limit=max(0, pending.attempt.tries_left))
