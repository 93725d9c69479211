"""An attempt to prove one's age: single use, ten minutes, of the session and the browser that began it."""

from typing import Literal

import msgspec

from palabre.domain.age import Method
from palabre.domain.discretion import Discreet
from palabre.domain.refusal import Refusal

Device = Literal["same", "other"]
AttemptState = Literal["waiting", "answered", "proven", "refused", "ended"]
Needs = Literal["nothing", "matching_code", "staff_code"]

ATTEMPT_MS = 10 * 60_000
CODE_TRIES = 3
MATCHING_DIGITS = 6
RESPONSE_CODE_BYTES = 16
OPEN = frozenset({"waiting", "answered"})


class Attempt(Discreet, frozen=True, kw_only=True):
    """Where an attempt stands. `refusal` is a code: why it was refused. Times are Unix milliseconds."""

    id: str
    session_id: str
    method: Method
    device: Device
    state: AttemptState
    key_thumbprint: str
    begun_at_ms: int
    expires_at_ms: int
    refusal: str | None = None
    tries_left: int = CODE_TRIES

    def is_open(self, now_ms: int) -> bool:
        """Whether something can still become of it."""
        return self.state in OPEN and now_ms < self.expires_at_ms

    def needs(self) -> Needs:
        """What its guest has to bring."""
        if self.state == "waiting" and self.method == "human":
            return "staff_code"
        return "matching_code" if self.state == "answered" and self.device == "other" else "nothing"

    def told(self, now_ms: int) -> "Attempt":
        """As it is at this time: what nobody finished is over."""
        if self.state in OPEN and now_ms >= self.expires_at_ms:
            return msgspec.structs.replace(self, state="ended", refusal="expired")
        return self


def begun(
    id: str, session_id: str, method: Method, key_thumbprint: str, now_ms: int, device: Device = "same"
) -> Attempt:
    """A new one."""
    return Attempt(
        id=id,
        session_id=session_id,
        method=method,
        device=device,
        state="waiting",
        key_thumbprint=key_thumbprint,
        begun_at_ms=now_ms,
        expires_at_ms=now_ms + ATTEMPT_MS,
    )


def answered(attempt: Attempt, now_ms: int) -> Attempt:
    """A wallet or a provider answered, and was believed; raises Refusal `attempt_over`."""
    require(attempt, now_ms, "waiting")
    return msgspec.structs.replace(attempt, state="answered")


def refused(attempt: Attempt, reason: str, now_ms: int) -> Attempt:
    """What was brought proves nothing. One that is over already stays as it is."""
    if not attempt.is_open(now_ms):
        return attempt
    return msgspec.structs.replace(attempt, state="refused", refusal=reason)


def proven(attempt: Attempt, now_ms: int) -> Attempt:
    """The browser that began it brought what only it could know; raises Refusal `attempt_over`."""
    require(attempt, now_ms, "waiting" if attempt.method == "human" else "answered")
    return msgspec.structs.replace(attempt, state="proven")


def mistaken(attempt: Attempt, now_ms: int) -> Attempt:
    """A wrong code: three, and it is refused."""
    left = attempt.tries_left - 1
    tried = msgspec.structs.replace(attempt, tries_left=left)
    return tried if left > 0 else refused(tried, "codes_spent", now_ms)


def ended(attempt: Attempt, now_ms: int) -> Attempt:
    """Given up, or another began. One that is over already stays as it is."""
    return msgspec.structs.replace(attempt, state="ended") if attempt.is_open(now_ms) else attempt


def require(attempt: Attempt, now_ms: int, state: AttemptState) -> None:
    """Raises Refusal `attempt_over` unless it is open and in this state."""
    if not attempt.is_open(now_ms) or attempt.state != state:
        raise Refusal("attempt_over")
