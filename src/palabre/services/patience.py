"""Patience: while many come at once, who tells the team without a session waits a minute, or proves some work."""

import base64
import binascii
import hmac
from hashlib import sha256

from palabre.domain.moderation.report import URGENT, Category
from palabre.domain.refusal import Refusal
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.standings import Standings
from palabre.services.challenging import WAIT_S, Pressure, Solving
from palabre.services.tagging import Tagging

# From the moment it is given; after that, another one.
TICKET_MS = 15 * 60_000
TIME_BYTES, NONCE_BYTES, MAC_BYTES = 8, 8, 32


class Tickets:
    """What says since when somebody waits: signed with a key of the day, for one address prefix, good once."""

    def __init__(self, store: Standings, tagging: Tagging, chance: Chance, clock: Clock) -> None:
        self._store = store
        self._tagging = tagging
        self._chance = chance
        self._clock = clock

    def issue(self, prefix: str) -> str:
        """The waiting begins now."""
        said = self._clock.now_ms().to_bytes(TIME_BYTES, "big") + self._chance.bytes(NONCE_BYTES)
        return base64.urlsafe_b64encode(said + self._mac(said, prefix)).decode()

    def left(self, ticket: str, prefix: str) -> float | None:
        """Seconds still to wait; None for what is no ticket of this prefix, or one of long ago."""
        try:
            raw = base64.b64decode(ticket.encode(), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        said, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
        if len(said) != TIME_BYTES + NONCE_BYTES or not hmac.compare_digest(mac, self._mac(said, prefix)):
            return None
        waited_ms = self._clock.now_ms() - int.from_bytes(said[:TIME_BYTES], "big")
        return max(0.0, WAIT_S - waited_ms / 1_000) if 0 <= waited_ms < TICKET_MS else None

    async def spend(self, ticket: str) -> bool:
        """Whether it is used for the first time; raises StoreUnavailable."""
        return await self._store.spend_challenge(sha256(ticket.encode()).digest(), self._clock.now_ms() + TICKET_MS)

    def _mac(self, said: bytes, prefix: str) -> bytes:
        return hmac.digest(self._tagging.key(), b"ticket " + said + prefix.encode(), "sha256")


class Patience:
    """What is asked of strangers under pressure. Danger to somebody, and what concerns a child, never wait."""

    def __init__(self, pressure: Pressure, tickets: Tickets, solving: Solving, clock: Clock) -> None:
        self._pressure = pressure
        self._tickets = tickets
        self._solving = solving
        self._clock = clock

    async def require(self, prefix: str, category: Category, shown: str) -> None:
        """`shown` is a ticket that was waited for, or the answer to a challenge; empty at first.

        Raises Refusal `challenge_required`, with a ticket and how long to wait with it, and StoreUnavailable.
        """
        if category in URGENT or not self._pressure.presses_strangers(prefix):
            return
        left = self._tickets.left(shown, prefix)
        if left:
            raise Refusal("challenge_required", retry_after=left, challenge=shown)
        if left == 0 and await self._tickets.spend(shown):
            return
        if left is None and shown and await self._solving.spend(shown, self._clock.now_ms()):
            return
        raise Refusal("challenge_required", retry_after=WAIT_S, challenge=self._tickets.issue(prefix))
