"""Asking: an attempt's question put to a wallet or a provider, and what comes back taken in."""

import hmac
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field

from palabre.domain.age import Method
from palabre.domain.age_attempt import Attempt, Device
from palabre.domain.binding import BrowserKey
from palabre.domain.discretion import Discreet
from palabre.domain.refusal import Refusal
from palabre.domain.session import Session, encode_token
from palabre.ports.accounts import Account, AccountAnswer, AccountAsked, AccountRefused
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.demo_wallet import DemoProof, DemoWallet
from palabre.ports.presentations import PresentationAsked, PresentationRefused, Presentations
from palabre.protocol.openid4vp import WALLET, MalformedAnswer, WalletRequest, answer_in, answer_of, link_of
from palabre.services.proving import Completion, MethodInfo, Proving

# Nonces, states and verifiers: 256 bits, where 128 are asked for.
SECRET_BYTES = 32
DEMO_WALLET_PATH = "/age/demo-wallet"
CALLBACK_PATH = "/age/oidc/callback"


def response_path(attempt_id: str) -> str:
    """Where a wallet posts its answer."""
    return f"/age/eu/{attempt_id}/response"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The methods of this place, by the names guests choose them by.

    `is_enough` says whether the operator offers as many as adult rooms need.
    """

    wallet: Presentations | None = None
    accounts: Mapping[str, Account] = field(default_factory=dict)
    demo: Presentations | None = None
    demo_wallet: DemoWallet | None = None
    human: bool = True
    is_enough: bool = True

    def infos(self) -> list[MethodInfo]:
        """Those that can be chosen now: a wallet only while some issuer is believed."""
        found: list[MethodInfo] = []
        if self.wallet is not None and self.wallet.can_verify():
            found.append(MethodInfo(name="eu", method="eu", kind="wallet"))
        for name, account in self.accounts.items():
            found.append(MethodInfo(name=name, method="oidc", kind="account", label=account.label))
        if self.demo is not None:
            found.append(MethodInfo(name="demo", method="demo", kind="demo"))
        if self.human:
            found.append(MethodInfo(name="human", method="human", kind="human"))
        return found

    def can_be_given(self) -> bool:
        """Whether guests can prove their age here."""
        return self.is_enough and bool(self.infos())

    def presentations(self, method: Method) -> Presentations | None:
        """What checks the wallets of a method."""
        return {"eu": self.wallet, "demo": self.demo}.get(method)


class Question(Discreet, frozen=True, kw_only=True):
    """What was asked for an attempt, and from which address of ours; it is answered once, or never."""

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

    def of_wallet(self) -> WalletRequest:
        uri = self.origin + response_path(self.attempt_id)
        return WalletRequest(response_uri=uri, nonce=self.nonce, state=self.state)

    def of_account(self) -> AccountAsked:
        uri = self.origin + CALLBACK_PATH
        return AccountAsked(state=self.state, nonce=self.nonce, verifier=self.verifier, redirect_uri=uri)


class Asked(Discreet, frozen=True, kw_only=True):
    """An attempt that begins, and the address that carries it on; None where there is none."""

    attempt: Attempt
    link: str | None = None


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
        self._questions: dict[str, Question] = {}

    async def begin(
        self, session: Session, name: str, key: BrowserKey, *, prefix: str, device: Device, origin: str
    ) -> Asked:
        """An attempt by the method of this name. Raises Refusal as `Proving.begin`.

        A provider that cannot be reached refuses the attempt that was begun, with its code for the reason.
        """
        self._sweep()
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
        self._questions[attempt.id] = question
        return Asked(attempt=attempt, link=link)

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
        if not self._take(question, answer.state):
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

    async def returned(self, session_id: str | None, state: str, answer: AccountAnswer) -> Heard:
        """What a browser brought back from a provider. Another browser's session takes nothing: `other_browser`."""
        question = self._open(state.partition(".")[0])
        account = self._ways.accounts.get(question.name) if question else None
        if question is None or account is None:
            return UNKNOWN
        if question.session_id != session_id:
            return Heard(device="same", reason="other_browser")
        if not self._take(question, state):
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
        is_demo = question.method == "demo"
        return link_of(question.of_wallet(), question.origin + DEMO_WALLET_PATH if is_demo else WALLET)

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
            verifier=self._secret(),
        )

    def _open(self, attempt_id: str) -> Question | None:
        """The question of an attempt that still waits for its answer."""
        attempt = self._proving.attempt(attempt_id)
        return self._questions.get(attempt_id) if attempt and attempt.state == "waiting" else None

    def _take(self, question: Question, state: str) -> bool:
        """Whether this is the answer to that question; then it is nobody's any more."""
        if not hmac.compare_digest(question.state.encode(), state.encode()):
            return False
        return self._questions.pop(question.attempt_id, None) is not None

    def _secret(self) -> str:
        return encode_token(self._chance.bytes(SECRET_BYTES))

    def _sweep(self) -> None:
        now = self._clock.now_ms()
        self._questions = {id: asked for id, asked in self._questions.items() if asked.expires_at_ms > now}
