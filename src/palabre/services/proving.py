"""Proving: a guest chooses how to prove their age, something answers, and the browser that began brings the rest."""

import hmac
from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from palabre.domain import age_attempt
from palabre.domain.age import KeptProof, Method, Proof, is_of_an_adult, proof_from
from palabre.domain.age_attempt import MATCHING_DIGITS, RESPONSE_CODE_BYTES, Attempt, Device
from palabre.domain.age_found import AgeFound
from palabre.domain.binding import BrowserKey, encoded
from palabre.domain.discretion import Discreet
from palabre.domain.refusal import Refusal
from palabre.domain.session import Session
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.services.allowances import Allowances
from palabre.services.upholding import Presented, Upholding
from palabre.services.vouching import Vouching

Kind = Literal["wallet", "account", "human", "demo"]


class MethodInfo(Struct, frozen=True, kw_only=True):
    """A way to prove one's age here. `name` is what a guest chooses it by; several may be of one method."""

    name: str
    method: Method
    kind: Kind
    label: str = ""


class Completion(Discreet, frozen=True, kw_only=True):
    """The secret that ties an answer to the browser that began: one of them is there.

    `response_code` goes with the return to the same browser, `matching_code` (6 digits) is read on the other device.
    """

    response_code: str | None = None
    matching_code: str | None = None


class Pending:
    """An attempt with what is not told of it. Of the secret only a keyed digest is held."""

    __slots__ = ("attempt", "digest", "found")

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self.found: AgeFound | None = None
        self.digest: bytes | None = None

    def forget(self) -> None:
        """Nothing more can be made of it."""
        self.found = self.digest = None


class Proving:
    """Attempts live in memory: a restart ends them, and their guests begin again."""

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
        self._chance = chance
        self._key = chance.bytes(32)
        self._pending: dict[str, Pending] = {}
        # One a session: a newer attempt ends the older.
        self._of_session: dict[str, str] = {}

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
        id = encoded(self._chance.bytes(16))
        attempt = age_attempt.begun(id, session.id, info.method, key.thumbprint(), self._clock.now_ms(), device)
        self._pending[id] = Pending(attempt)
        self._of_session[session.id] = id
        return attempt

    def attempt(self, attempt_id: str) -> Attempt | None:
        """As it stands, for what carries a method out: it is nobody's to be told."""
        pending = self._pending.get(attempt_id)
        return pending.attempt.told(self._clock.now_ms()) if pending else None

    def of(self, session_id: str, attempt_id: str) -> Attempt:
        """A session's own attempt as it stands; raises Refusal `not_found` for another's, as for none."""
        return self._own(session_id, attempt_id).attempt.told(self._clock.now_ms())

    async def answered(self, attempt_id: str, found: AgeFound) -> Completion:
        """A method found this. The guest has proved nothing until their browser completes it.

        Raises Refusal `not_found`, `attempt_over`; what proves no adult, or was presented before, is refused too,
        with `not_over_18` or `presentation_reused` for its reason, and raises `attempt_over`.
        """
        pending = self._known(attempt_id)
        now = self._clock.now_ms()
        taken = age_attempt.answered(pending.attempt, now)
        if not is_of_an_adult(proof_from(found, taken.method, now, self._upholding.life)):
            self._refuse(pending, "not_over_18")
            raise Refusal("attempt_over")
        pending.attempt, pending.found = taken, found
        if not await self._upholding.spend(found):
            self._refuse(pending, "presentation_reused")
            raise Refusal("attempt_over")
        return self._completion(pending)

    def refused(self, attempt_id: str, reason: str) -> None:
        """What a method brought proves nothing; `reason` is a code. For an attempt that is over, or none: nothing."""
        pending = self._pending.get(attempt_id)
        if pending is not None and pending.attempt.state == "waiting":
            self._refuse(pending, reason)

    async def complete(
        self, session_id: str, attempt_id: str, *, response_code: str | None = None, matching_code: str | None = None
    ) -> Proof:
        """The browser that began brings the secret: the session is proven from now on.

        Raises Refusal `not_found` for another's attempt, `attempt_over`, `code_wrong` with the tries left as `limit`,
        StoreUnavailable.
        """
        pending = self._own(session_id, attempt_id)
        age_attempt.require(pending.attempt, self._clock.now_ms(), "answered")
        wanted, given = ("same", response_code) if pending.attempt.device == "same" else ("other", matching_code)
        if given is None or pending.digest is None or not self._is(pending.digest, wanted, given):
            self._mistake(pending)
        if pending.found is None:
            raise Refusal("attempt_over")
        return await self._prove(pending, pending.found)

    async def code(self, session_id: str, attempt_id: str, code: str) -> Proof:
        """What the guest typed: the matching code, or the code of the team for a `human` attempt. As `complete`."""
        pending = self._own(session_id, attempt_id)
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
        self._end(self._own(session_id, attempt_id))

    def cancel_all(self, session_id: str) -> None:
        """What this session began is over."""
        if (known := self._of_session.get(session_id)) is not None:
            self._end(self._pending[known])

    async def end(self, session_id: str) -> None:
        """A guest ends their own proof; raises StoreUnavailable."""
        await self._upholding.end(session_id, "ended")

    async def step(self) -> None:
        """Forget attempts nobody can be asking about any more."""
        over_ms = self._clock.now_ms() - age_attempt.ATTEMPT_MS
        for id, pending in [*self._pending.items()]:
            if pending.attempt.expires_at_ms < over_ms:
                self._drop(id, pending)

    def forget(self, session_id: str) -> None:
        """The session is over, or not in use."""
        if (known := self._of_session.get(session_id)) is not None:
            self._drop(known, self._pending[known])

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

    def _completion(self, pending: Pending) -> Completion:
        if pending.attempt.device == "same":
            secret = encoded(self._chance.bytes(RESPONSE_CODE_BYTES))
            pending.digest = self._digest("same", secret)
            return Completion(response_code=secret)
        number = int.from_bytes(self._chance.bytes(8), "big") % 10**MATCHING_DIGITS
        secret = f"{number:0{MATCHING_DIGITS}}"
        pending.digest = self._digest("other", secret)
        return Completion(matching_code=secret)

    def _mistake(self, pending: Pending) -> None:
        """Raises Refusal `code_wrong`."""
        pending.attempt = age_attempt.mistaken(pending.attempt, self._clock.now_ms())
        if pending.attempt.state == "refused":
            pending.forget()
        raise Refusal("code_wrong", limit=max(0, pending.attempt.tries_left))

    def _refuse(self, pending: Pending, reason: str) -> None:
        pending.attempt = age_attempt.refused(pending.attempt, reason, self._clock.now_ms())
        pending.forget()

    def _end(self, pending: Pending) -> None:
        pending.attempt = age_attempt.ended(pending.attempt, self._clock.now_ms())
        pending.forget()

    def _known(self, attempt_id: str) -> Pending:
        if attempt_id not in self._pending:
            raise Refusal("not_found")
        return self._pending[attempt_id]

    def _own(self, session_id: str, attempt_id: str) -> Pending:
        pending = self._known(attempt_id)
        if pending.attempt.session_id != session_id:
            raise Refusal("not_found")
        return pending

    def _drop(self, id: str, pending: Pending) -> None:
        del self._pending[id]
        if self._of_session.get(pending.attempt.session_id) == id:
            del self._of_session[pending.attempt.session_id]

    def _is(self, digest: bytes, device: str, given: str) -> bool:
        return hmac.compare_digest(digest, self._digest(device, given))

    def _digest(self, device: str, secret: str) -> bytes:
        return hmac.digest(self._key, f"{device}:{secret}".encode(), "sha256")
