"""Continuing: a session opened in the browser of another bears what restricts that one, for as long as it does."""

import hmac

from palabre.domain.session import Session, decode_token, encode_token
from palabre.ports.clock import Clock
from palabre.services.restraining import Restraints
from palabre.services.trusting import StandingsAtHand

# The ids of the sessions a browser had before: the last one, and those it continued.
Before = tuple[str, ...]
NOBODY: Before = ()
LEFT = "left"


class Continuing:
    """Knows again whom something restricts by the cookie of their session, also once they left it.

    `key` (32 bytes) lies outside the data directory: what a browser keeps of a session it left is authentic by it.
    """

    def __init__(self, restraints: Restraints, at_hand: StandingsAtHand, clock: Clock, *, key: bytes) -> None:
        self._restraints = restraints
        self._at_hand = at_hand
        self._clock = clock
        self._key = key

    def before(self, session: Session | None, cookie: str | None) -> Before:
        """Whom this browser was: by its live session, or by what is left of one."""
        return (session.id, *session.continues) if session is not None else self._left(cookie or "")

    def restricted(self, before: Before) -> Before:
        """Those of them something restricts now."""
        return tuple(session_id for session_id in before if self._restraints.is_restricted(session_id))

    async def carry(self, session: Session) -> None:
        """Whoever said they are under 15 is so in this session too, for as long; raises StoreUnavailable."""
        until_ms = self._restraints.closed_until_ms(session.continues)
        if until_ms > self._clock.now_ms():
            now = self._at_hand.now(session.id)
            await self._at_hand.keep(now.closed_until(until_ms, self._clock.now_ms()))

    def farewell(self, before: Before) -> tuple[str, int]:
        """What the cookie of a session that was left holds, and for how many seconds; ("", 0) when nothing restricts
        it: then it is forgotten."""
        restricted = self.restricted(before)
        if not restricted:
            return "", 0
        left_ms = self._restraints.restricted_until_ms(restricted) - self._clock.now_ms()
        said = " ".join(restricted)
        return f"{LEFT}.{encode_token(said.encode())}.{encode_token(self._mac(said))}", -(-left_ms // 1_000)

    def _left(self, cookie: str) -> Before:
        match cookie.split("."):
            case [mark, said, mac] if mark == LEFT:
                return self._authentic(decode_token(said), decode_token(mac))
        return NOBODY

    def _authentic(self, said: bytes, mac: bytes) -> Before:
        if not hmac.compare_digest(mac, self._mac(said.decode(errors="replace"))):
            return NOBODY
        return tuple(said.decode().split())

    def _mac(self, said: str) -> bytes:
        return hmac.digest(self._key, b"left " + said.encode(), "sha256")
