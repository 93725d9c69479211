"""Attempts: the proofs being given on this node, each with the secret that ties its answer to who began."""

import hmac

from palabre.domain import age_attempt
from palabre.domain.age_attempt import MATCHING_DIGITS, RESPONSE_CODE_BYTES, Attempt
from palabre.domain.age_found import AgeFound
from palabre.domain.binding import encoded
from palabre.domain.discretion import Discreet
from palabre.domain.refusal import Refusal
from palabre.ports.chance import Chance


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

    def refuse(self, reason: str, now_ms: int) -> None:
        """It proves nothing, and `reason` is the code of why."""
        self.attempt = age_attempt.refused(self.attempt, reason, now_ms)
        self.forget()

    def end(self, now_ms: int) -> None:
        """Given up, or another began."""
        self.attempt = age_attempt.ended(self.attempt, now_ms)
        self.forget()

    def forget(self) -> None:
        """Nothing more can be made of it."""
        self.found = self.digest = None


class Attempts:
    """In memory, one a session: a restart ends them, and their guests begin again."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._key = chance.bytes(32)
        self._pending: dict[str, Pending] = {}
        self._of_session: dict[str, str] = {}

    def next_id(self) -> str:
        """128 bits."""
        return encoded(self._chance.bytes(16))

    def add(self, attempt: Attempt) -> None:
        self._pending[attempt.id] = Pending(attempt)
        self._of_session[attempt.session_id] = attempt.id

    def find(self, attempt_id: str) -> Pending | None:
        return self._pending.get(attempt_id)

    def known(self, attempt_id: str) -> Pending:
        """Raises Refusal `not_found`."""
        if attempt_id not in self._pending:
            raise Refusal("not_found")
        return self._pending[attempt_id]

    def own(self, session_id: str, attempt_id: str) -> Pending:
        """Raises Refusal `not_found` for another's, as for none."""
        pending = self.known(attempt_id)
        if pending.attempt.session_id != session_id:
            raise Refusal("not_found")
        return pending

    def of_session(self, session_id: str) -> Pending | None:
        """The latest of a session."""
        return self._pending.get(self._of_session.get(session_id, ""))

    def drop(self, pending: Pending) -> None:
        attempt = pending.attempt
        del self._pending[attempt.id]
        if self._of_session.get(attempt.session_id) == attempt.id:
            del self._of_session[attempt.session_id]

    def sweep(self, before_ms: int) -> None:
        """Forget those that ended before this time, Unix ms."""
        for pending in [*self._pending.values()]:
            if pending.attempt.expires_at_ms < before_ms:
                self.drop(pending)

    def seal(self, pending: Pending) -> Completion:
        """The secret by which the browser that began completes it."""
        if pending.attempt.device == "same":
            secret = encoded(self._chance.bytes(RESPONSE_CODE_BYTES))
            pending.digest = self._digest("same", secret)
            return Completion(response_code=secret)
        number = int.from_bytes(self._chance.bytes(8), "big") % 10**MATCHING_DIGITS
        secret = f"{number:0{MATCHING_DIGITS}}"
        pending.digest = self._digest("other", secret)
        return Completion(matching_code=secret)

    def opens(self, pending: Pending, given: Completion) -> bool:
        """Whether this is its secret."""
        device = pending.attempt.device
        secret = given.response_code if device == "same" else given.matching_code
        if secret is None or pending.digest is None:
            return False
        return hmac.compare_digest(pending.digest, self._digest(device, secret))

    def _digest(self, device: str, secret: str) -> bytes:
        return hmac.digest(self._key, f"{device}:{secret}".encode(), "sha256")
