"""Asking: an attempt's question put to a wallet or a provider, and what comes back taken in."""

from collections.abc import Awaitable

from palabre.domain.age_attempt import Attempt, Device
from palabre.domain.binding import BrowserKey
from palabre.domain.discretion import Discreet
from palabre.domain.refusal import Refusal
from palabre.domain.session import Session, encode_token
from palabre.ports.accounts import AccountAnswer, AccountRefused
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.demo_wallet import DemoProof
from palabre.ports.presentations import BrowserQuestion, BrowserRequest, PresentationAsked, PresentationRefused
from palabre.protocol.openid4vp import WALLET, MalformedAnswer, WalletRequest, answer_in, answer_of, link_of
from palabre.services.attempts import Completion
from palabre.services.proving import Proving
from palabre.services.questions import Question, Questions
from palabre.services.ways import Ways

# Nonces, states and references: 128 bits, as is asked for. What is longer makes a square harder to scan.
SECRET_BYTES = 16
# RFC 7636, §4.1: 43 characters at least.
VERIFIER_BYTES = 32
DEMO_WALLET_PATH = "/age/demo-wallet"


class Asked(Discreet, frozen=True, kw_only=True):
    """An attempt that begins, and what carries it on, where there is such a thing.

    `link` opens a wallet or a provider, `page` is the address another device opens, and `browser` is what this
    browser itself may ask a wallet.
    """

    attempt: Attempt
    link: str | None = None
    page: str | None = None
    browser: BrowserRequest | None = None


class Heard(Discreet, frozen=True, kw_only=True):
    """What became of an answer: a completion for the browser that began, or the code of why there is none.

    `attempt_id` is empty for an answer to nothing.
    """

    device: Device = "other"
    attempt_id: str = ""
    completion: Completion | None = None
    reason: str | None = None


UNKNOWN = Heard(reason="attempt_unknown")


class Asking:
    """Questions live in memory, as attempts do. Nothing of an answer outlives the call it came in."""

    def __init__(self, proving: Proving, ways: Ways, chance: Chance, clock: Clock) -> None:
        self._proving = proving
        self._ways = ways
        self._chance = chance
        self._clock = clock
        self._questions = Questions()

    async def begin(
        self, session: Session, name: str, key: BrowserKey, *, prefix: str, device: Device, origin: str
    ) -> Asked:
        """An attempt by the method of this name. Raises Refusal as `Proving.begin`.

        A provider that cannot be reached refuses the attempt that was begun, with its code for the reason.
        """
        self._questions.sweep(self._clock.now_ms())
        device = "same" if name in self._ways.accounts else device
        attempt = await self._proving.begin(session, name, key, prefix=prefix, device=device)
        question = self._question(attempt, name, origin)
        if attempt.method == "human":
            return Asked(attempt=attempt)
        try:
            link = await self._link(question)
        except AccountRefused as refused:
            self._proving.refused(attempt.id, refused.code)
            return Asked(attempt=self._proving.attempt(attempt.id) or attempt)
        self._questions.add(question)
        return Asked(
            attempt=attempt,
            link=link,
            page=question.page() if attempt.device == "other" else None,
            browser=question.browser.request() if question.browser else None,
        )

    def referred(self, reference: str) -> Question | None:
        """The question of a reference that another device brought; None once it is answered, or over."""
        question = self._questions.referred(reference)
        return self._open(question.attempt_id) if question else None

    def wallet_link(self, question: Question) -> str:
        """The address that opens a wallet on it."""
        is_demo = question.method == "demo"
        return link_of(question.of_wallet(), question.origin + DEMO_WALLET_PATH if is_demo else WALLET)

    async def hear(self, attempt_id: str, body: bytes) -> Heard:
        """The form a wallet posted. Whatever is not this attempt's own answer gets the same one: `attempt_unknown`."""
        question = self._open(attempt_id)
        presentations = self._ways.presentations(question.method) if question else None
        if question is None or presentations is None:
            return UNKNOWN
        try:
            answer = answer_in(body)
        except MalformedAnswer:
            # Not said by who knows the state: it takes nothing from who does.
            return UNKNOWN
        if not self._questions.take_by_state(question, answer.state):
            return UNKNOWN
        if answer.device_response is None:
            return self._refused(question, "declined")
        asked = question.of_wallet()
        told = PresentationAsked(client_id=asked.client_id(), nonce=asked.nonce, response_uri=asked.response_uri)
        try:
            found = await presentations.verify(answer.device_response, told)
        except PresentationRefused as refused:
            return self._refused(question, refused.code)
        return await self._answered(question, self._proving.answered(question.attempt_id, found))

    async def presented(self, session_id: str, attempt_id: str, response: str) -> None:
        """What the browser that began was given by a wallet, by itself: it is taken in and completed at once.

        Raises Refusal `not_found` for another's attempt, `attempt_over`, StoreUnavailable.
        """
        self._proving.of(session_id, attempt_id)
        question = self._open(attempt_id)
        if question is None or question.browser is None or not self._questions.take(question):
            raise Refusal("attempt_over")
        try:
            found = await question.browser.verify(response, question.origin)
        except PresentationRefused as refused:
            self._refused(question, refused.code)
            return
        heard = await self._answered(question, self._proving.answered(attempt_id, found))
        if heard.completion is not None:
            code = heard.completion.response_code
            await self._proving.complete(session_id, attempt_id, response_code=code)

    async def returned(self, session_id: str | None, state: str, answer: AccountAnswer) -> Heard:
        """What a browser brought back from a provider. Another browser's session takes nothing: `other_browser`."""
        question = self._open(state.partition(".")[0])
        account = self._ways.accounts.get(question.name) if question else None
        if question is None or account is None:
            return UNKNOWN
        if question.session_id != session_id:
            return Heard(device="same", reason="other_browser")
        if not self._questions.take_by_state(question, state):
            return UNKNOWN
        try:
            found = await account.verify(question.of_account(), answer)
        except AccountRefused as refused:
            return self._refused(question, refused.code)
        return await self._answered(question, self._proving.answered(question.attempt_id, found))

    async def give(self, attempt_id: str, request: WalletRequest, proof: DemoProof | None) -> Heard:
        """The demo wallet's answer to such a request: `proof`, or a no. Raises Refusal `not_found` without one."""
        wallet = self._ways.demo_wallet
        if wallet is None:
            raise Refusal("not_found")
        asked = PresentationAsked(client_id=request.client_id(), nonce=request.nonce, response_uri=request.response_uri)
        presented = None if proof is None else await wallet.present(asked, proof)
        return await self.hear(attempt_id, answer_of(request, presented))

    def has_demo_wallet(self) -> bool:
        return self._ways.demo_wallet is not None

    async def _link(self, question: Question) -> str:
        if account := self._ways.accounts.get(question.name):
            return await account.link(question.of_account())
        return self.wallet_link(question)

    async def _answered(self, question: Question, taking: Awaitable[Completion]) -> Heard:
        try:
            completion = await taking
        except Refusal:
            return self._refused(question, "attempt_unknown")
        return Heard(device=question.device, attempt_id=question.attempt_id, completion=completion)

    def _refused(self, question: Question, reason: str) -> Heard:
        self._proving.refused(question.attempt_id, reason)
        attempt = self._proving.attempt(question.attempt_id)
        told = attempt.refusal if attempt and attempt.refusal else reason
        return Heard(device=question.device, attempt_id=question.attempt_id, reason=told)

    def _question(self, attempt: Attempt, name: str, origin: str) -> Question:
        return Question(
            attempt_id=attempt.id,
            session_id=attempt.session_id,
            method=attempt.method,
            name=name,
            device=attempt.device,
            origin=origin,
            expires_at_ms=attempt.expires_at_ms,
            state=f"{attempt.id}.{self._secret()}",
            nonce=self._secret(),
            verifier=encode_token(self._chance.bytes(VERIFIER_BYTES)),
            reference=self._secret(),
            browser=self._of_browser(attempt),
        )

    def _of_browser(self, attempt: Attempt) -> BrowserQuestion | None:
        """The demo's wallet is a page: no browser finds it."""
        if attempt.method != "eu" or attempt.device != "same" or self._ways.wallet is None:
            return None
        return self._ways.wallet.question(self._chance.bytes(SECRET_BYTES))

    def _open(self, attempt_id: str) -> Question | None:
        """The question of an attempt that still waits for its answer."""
        attempt = self._proving.attempt(attempt_id)
        return self._questions.of(attempt_id) if attempt and attempt.state == "waiting" else None

    def _secret(self) -> str:
        return encode_token(self._chance.bytes(SECRET_BYTES))
