"""Keyring: a member's passkeys and recovery codes: adding, asking, revoking, and coming in by them."""

from collections.abc import Sequence

from msgspec import Struct

from palabre.domain.credential import (
    CHALLENGE_BYTES,
    CHALLENGE_MS,
    RECOVERY_BYTES,
    RECOVERY_CODES,
    Asked,
    Passkey,
    Purpose,
    recovery_code,
    recovery_hash,
)
from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.event import Deed, What
from palabre.domain.session import TOKEN_BYTES, encode_token, hash_token
from palabre.domain.staff import Staff, StaffSession
from palabre.ports.authenticators import Authenticators, KeyPlaceAsked
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.store import Store
from palabre.services.allowances import Allowances
from palabre.services.confirming import Confirming


class Attempt(Struct, frozen=True):
    """What a question belongs to: a cookie of this browser, by its token, and the place at hand."""

    token: str
    place: KeyPlaceAsked

    def __repr__(self) -> str:
        return "<Attempt>"


class KeyAnswered(Struct, frozen=True):
    """What a browser gave: the credential id it names, and WebAuthn's JSON."""

    id: bytes
    text: bytes
    transports: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "<KeyAnswered>"


class Questions:
    """What keys are asked: a question is good once, for five minutes, in its attempt, for its purpose and person."""

    def __init__(self, store: Store, clock: Clock, chance: Chance) -> None:
        self._store = store
        self._clock = clock
        self._chance = chance

    async def ask(self, purpose: Purpose, number: int, attempt: Attempt) -> bytes:
        """The challenge."""
        challenge = self._chance.bytes(CHALLENGE_BYTES)
        expires_ms = self._clock.now_ms() + CHALLENGE_MS
        await self._store.ask(
            Asked(
                attempt_hash=attempt_hash(purpose, attempt),
                purpose=purpose,
                number=number,
                challenge=challenge,
                expires_ms=expires_ms,
            )
        )
        return challenge

    async def take(self, purpose: Purpose, number: int, attempt: Attempt) -> bytes:
        """The challenge that was asked; raises DeskRefusal `challenge_stale`."""
        asked = await self._store.take_asked(attempt_hash(purpose, attempt))
        fits = asked is not None and (asked.purpose, asked.number) == (purpose, number)
        if asked is None or not fits or asked.expires_ms <= self._clock.now_ms():
            raise DeskRefusal("challenge_stale")
        return asked.challenge


def attempt_hash(purpose: Purpose, attempt: Attempt) -> bytes:
    return hash_token(f"{purpose} {attempt.token}")


class Keyring:
    """What members do with their own keys. Each method raises DeskRefusal as the Authenticators and the store do."""

    def __init__(
        self, store: Store, questions: Questions, authenticators: Authenticators, confirming: Confirming, clock: Clock
    ) -> None:
        self._store = store
        self.questions = questions
        self._authenticators = authenticators
        self._confirming = confirming
        self._clock = clock

    async def own(self, member: Staff) -> list[Passkey]:
        """The oldest first."""
        return await self._store.passkeys(member.number)

    async def recovery_left(self, member: Staff) -> int:
        return await self._store.recovery_left(member.number)

    async def add(
        self, member: Staff, name: str, answer: KeyAnswered, attempt: Attempt, session_hash: bytes
    ) -> Passkey:
        """Keep a new key: the first needs no confirmation, and is one. Raises `confirm_identity`, `challenge_stale`."""
        await self.may_add(member)
        challenge = await self.questions.take("register", member.number, attempt)
        read = await self._authenticators.read_new(answer.text, challenge, attempt.place)
        passkey = Passkey(
            id=read.id,
            number=member.number,
            name=name.strip() or member.id,
            rp_id=attempt.place.rp_id,
            public_key=read.public_key,
            sign_count=read.sign_count,
            transports=answer.transports,
            added_ms=self._clock.now_ms(),
        )
        await self._store.add_passkey(passkey, self._deed(member.id, "passkey_added"))
        await self._store.confirm_staff_session(session_hash, self._clock.now_ms())
        return passkey

    async def may_add(self, member: Staff) -> None:
        """Raises DeskRefusal `confirm_identity` for whoever has a key already and has not shown it of late."""
        if await self.own(member):
            await self._confirming.require(member)

    async def revoke(self, member: Staff, id: bytes) -> None:
        """Raises `passkey_unknown`, `last_passkey`, `confirm_identity`."""
        await self._confirming.require(member)
        if not await self._store.revoke_passkey(member.number, id, self._deed(member.id, "passkey_revoked")):
            raise DeskRefusal("passkey_unknown")

    async def make_recovery(self, member: Staff, codes: Sequence[bytes]) -> list[str]:
        """Codes of these random bytes, which replace the ones before; raises `confirm_identity`, `passkey_required`."""
        if not await self.own(member):
            raise DeskRefusal("passkey_required")
        await self._confirming.require(member)
        told = [recovery_code(each) for each in codes]
        await self._store.set_recovery(
            member.number, [*map(recovery_hash, told)], self._deed(member.id, "recovery_made")
        )
        return told

    async def confirm(self, member: Staff, answer: KeyAnswered, attempt: Attempt, session_hash: bytes) -> None:
        """It is they who sit there: for the next ten minutes dangerous acts are theirs."""
        challenge = await self.questions.take("confirm", member.number, attempt)
        passkey = await self._known(answer.id, attempt.place)
        if passkey.number != member.number:
            raise DeskRefusal("passkey_unknown")
        shown = await self._authenticators.check(answer.text, challenge, attempt.place, passkey.public_key)
        if not await self._store.use_passkey(passkey.id, shown, self._clock.now_ms()):
            await self._refuse_copy(passkey)
        await self._store.confirm_staff_session(session_hash, self._clock.now_ms())

    async def sign_in(self, answer: KeyAnswered, attempt: Attempt, session_hash: bytes) -> StaffSession:
        """Open a sign-in by a key: it is a confirmation too."""
        challenge = await self.questions.take("sign_in", 0, attempt)
        passkey = await self._known(answer.id, attempt.place)
        shown = await self._authenticators.check(answer.text, challenge, attempt.place, passkey.public_key)
        session = self._opened(passkey.number, session_hash, attempt.place)
        if not await self._store.sign_in(passkey, shown, session, self._deed(f"M-{passkey.number}", "signed_in")):
            await self._refuse_copy(passkey)
        return session

    async def recover(self, code: str, place: KeyPlaceAsked, session_hash: bytes) -> StaffSession:
        """Open a sign-in by a code; raises `recovery_unknown`."""
        opened = self._opened(0, session_hash, place)
        session = await self._store.use_recovery(recovery_hash(code), opened, self._deed("", "recovery_used"))
        if session is None:
            raise DeskRefusal("recovery_unknown")
        return session

    def _opened(self, number: int, session_hash: bytes, place: KeyPlaceAsked) -> StaffSession:
        now = self._clock.now_ms()
        return StaffSession(session_hash, number, now, now, origin=place.origin, confirmed_ms=now)

    async def _known(self, id: bytes, place: KeyPlaceAsked) -> Passkey:
        passkey = await self._store.passkey(id)
        if passkey is None or passkey.rp_id != place.rp_id:
            raise DeskRefusal("passkey_unknown")
        return passkey

    async def _refuse_copy(self, passkey: Passkey) -> None:
        await self._store.record_deed(self._deed(f"M-{passkey.number}", "passkey_copied"))
        raise DeskRefusal("passkey_copied")

    def _deed(self, who: str, what: What) -> Deed:
        return Deed(at_ms=self._clock.now_ms(), who=who, what=what)


class Doors:
    """The doors without a sign-in: a new token for the cookie of whoever comes through. Counted like new sessions."""

    def __init__(self, keyring: Keyring, allowances: Allowances, chance: Chance) -> None:
        self._keyring = keyring
        self._allowances = allowances
        self._chance = chance

    async def ask(self, place: KeyPlaceAsked, prefix: str) -> tuple[str, bytes]:
        """The token of an attempt to sign in by a key, and the challenge. Raises Refusal `slowed`."""
        self._allowances.open_session(prefix)
        token = encode_token(self._chance.bytes(TOKEN_BYTES))
        return token, await self._keyring.questions.ask("sign_in", 0, Attempt(token, place))

    async def by_passkey(self, answer: KeyAnswered, attempt: Attempt) -> tuple[str, int]:
        """The token for the cookie, and whose it is."""
        token = encode_token(self._chance.bytes(TOKEN_BYTES))
        session = await self._keyring.sign_in(answer, attempt, hash_token(token))
        return token, session.number

    async def by_recovery(self, code: str, place: KeyPlaceAsked, prefix: str) -> tuple[str, int]:
        """The same by a code; raises Refusal `slowed`."""
        self._allowances.open_session(prefix)
        token = encode_token(self._chance.bytes(TOKEN_BYTES))
        session = await self._keyring.recover(code, place, hash_token(token))
        return token, session.number

    async def codes(self, member: Staff) -> list[str]:
        """Eight new recovery codes, told once."""
        return await self._keyring.make_recovery(
            member, [self._chance.bytes(RECOVERY_BYTES) for _ in range(RECOVERY_CODES)]
        )
