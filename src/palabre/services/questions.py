"""Questions: what was asked for an attempt, kept in memory until it is answered, once, or never."""

import hashlib
import hmac

from palabre.domain.age import Method
from palabre.domain.age_attempt import Device
from palabre.domain.discretion import Discreet
from palabre.ports.accounts import AccountAsked
from palabre.ports.presentations import BrowserQuestion
from palabre.protocol.openid4vp import WalletRequest

CALLBACK_PATH = "/age/oidc/callback"
ASK_PATH = "/age/ask/"


def response_path(attempt_id: str) -> str:
    """Where a wallet posts its answer."""
    return f"/age/eu/{attempt_id}/response"


class Question(Discreet, frozen=True, kw_only=True):
    """What was asked for an attempt, and from which address of ours.

    `reference` names it in an address short enough for a square to scan; `browser` is the same question as the
    browser that began puts it to a wallet, where that can be.
    """

    attempt_id: str
    session_id: str
    method: Method
    name: str
    device: Device
    origin: str
    expires_at_ms: int
    state: str
    nonce: str
    verifier: str
    reference: str
    browser: BrowserQuestion | None = None

    def of_wallet(self) -> WalletRequest:
        uri = self.origin + response_path(self.attempt_id)
        return WalletRequest(response_uri=uri, nonce=self.nonce, state=self.state)

    def of_account(self) -> AccountAsked:
        uri = self.origin + CALLBACK_PATH
        return AccountAsked(state=self.state, nonce=self.nonce, verifier=self.verifier, redirect_uri=uri)

    def page(self) -> str:
        """The address another device opens: it names this place, and the request waits there."""
        return f"{self.origin}{ASK_PATH}{self.reference}"


class Questions:
    """Those that are open."""

    def __init__(self) -> None:
        self._of_attempt: dict[str, Question] = {}
        # By the digest of the reference: looking one up tells nothing of another by its timing.
        self._by_reference: dict[bytes, str] = {}

    def add(self, question: Question) -> None:
        self._of_attempt[question.attempt_id] = question
        self._by_reference[digest_of(question.reference)] = question.attempt_id

    def of(self, attempt_id: str) -> Question | None:
        return self._of_attempt.get(attempt_id)

    def referred(self, reference: str) -> Question | None:
        """The question of a reference, as often as it is looked at, until it is answered."""
        return self.of(self._by_reference.get(digest_of(reference), ""))

    def take(self, question: Question) -> bool:
        """It is nobody's any more; whether it was still there."""
        self._by_reference.pop(digest_of(question.reference), None)
        return self._of_attempt.pop(question.attempt_id, None) is not None

    def take_by_state(self, question: Question, state: str) -> bool:
        """As `take`, for an answer that knows the state of the question."""
        return hmac.compare_digest(question.state.encode(), state.encode()) and self.take(question)

    def sweep(self, now_ms: int) -> None:
        for question in [asked for asked in self._of_attempt.values() if asked.expires_at_ms <= now_ms]:
            self.take(question)


def digest_of(reference: str) -> bytes:
    return hashlib.sha256(reference.encode()).digest()
