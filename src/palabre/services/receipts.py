"""Receipts: made for whoever is told of a decision or reported something, opened without a session."""

import base64
import binascii
import hmac

from msgspec.structs import replace

from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.domain.receipt import (
    CODE_BYTES,
    NewReceipt,
    ReceiptAbout,
    code_of,
    derived_code,
    hash_code,
    opened_with,
)
from palabre.domain.refusal import Refusal
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.sanctions import SanctionStore
from palabre.services.allowances import Allowances

OPENED_MS = 30 * 60_000
DIGEST_BYTES = 32
TIME_BYTES = 8
MAC_BYTES = 32
SESSION_AT = DIGEST_BYTES + TIME_BYTES
NOTHING = (b"", "")


class Receipts:
    """`key` (32 bytes) lies outside the data directory: from it come the codes of decisions, and what cookies hold."""

    def __init__(
        self, store: SanctionStore, allowances: Allowances, clock: Clock, chance: Chance, *, key: bytes
    ) -> None:
        self._store = store
        self._allowances = allowances
        self._clock = clock
        self._chance = chance
        self._key = key

    def derived(self, decision_id: str) -> str:
        """The code that opens a decision for whom it is about; the same each time."""
        return derived_code(self._key, decision_id)

    def make(self) -> NewReceipt:
        """A new code, which is kept nowhere."""
        code = code_of(self._chance.bytes(CODE_BYTES))
        return NewReceipt(code=code, digest=digest_of(code), until_ms=self._clock.now_ms() + APPEAL_MS)

    async def renew(self, decision_id: str) -> None:
        """Have the derived code open its decision also after the key was lost, as a restarted demo's is."""
        about = ReceiptAbout("decision", decision_id, self._clock.now_ms() + APPEAL_MS)
        await self._store.keep_receipt(digest_of(self.derived(decision_id)), about)

    async def exchange(self, code: str, prefix: str) -> str:
        """What the cookie holds, for half an hour.

        Raises Refusal `not_found`, after the same work whether the code could be one or not; `slowed`, counted per
        address prefix like sessions.
        """
        self._allowances.open_session(prefix)
        digest = hash_code(code)
        found = await self._store.receipt(digest or bytes(DIGEST_BYTES))
        if digest is None or found is None or found.expires_ms <= self._clock.now_ms():
            raise Refusal("not_found")
        said = digest + (self._clock.now_ms() + OPENED_MS).to_bytes(TIME_BYTES, "big")
        if found.kind == "erasure":
            said += opened_with(code, found.about_id).encode()
        return base64.urlsafe_b64encode(said + self._mac(said)).decode()

    async def opened(self, cookie: str | None) -> ReceiptAbout:
        """What the receipt of this cookie opens; raises Refusal `not_found`."""
        digest, session_id = self._said_in(cookie or "")
        found = await self._store.receipt(digest) if digest else None
        if found is None or found.expires_ms <= self._clock.now_ms():
            raise Refusal("not_found")
        return replace(found, about_id=session_id) if found.kind == "erasure" else found

    def _said_in(self, cookie: str) -> tuple[bytes, str]:
        """The digest of a code and, of an erasure, the session; empty when it is no cookie of ours, or over."""
        try:
            raw = base64.urlsafe_b64decode(cookie.encode())
        except (binascii.Error, ValueError):
            return NOTHING
        said, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
        if len(said) < SESSION_AT or not hmac.compare_digest(mac, self._mac(said)):
            return NOTHING
        is_over = int.from_bytes(said[DIGEST_BYTES:SESSION_AT], "big") <= self._clock.now_ms()
        return NOTHING if is_over else (said[:DIGEST_BYTES], said[SESSION_AT:].decode())

    def _mac(self, said: bytes) -> bytes:
        return hmac.digest(self._key, b"opened " + said, "sha256")


def digest_of(code: str) -> bytes:
    """Of a code of our own."""
    digest = hash_code(code)
    assert digest is not None  # noqa: S101
    return digest
