"""Challenging: newcomers prove some work while there is pressure, or wait a minute for each message."""

import hmac
from dataclasses import dataclass

from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.waves import JoinWave, PrefixCounts
from palabre.domain.refusal import Refusal
from palabre.domain.session import Session
from palabre.domain.staff import PROGRAM
from palabre.ports.challenges import Challenges
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.staff import ModerationLog
from palabre.ports.standings import Standings
from palabre.ports.vault import Origin
from palabre.protocol.resources import Challenge
from palabre.services.allowances import Allowances
from palabre.services.tagging import Tagging
from palabre.services.trusting import StandingsAtHand

CHALLENGE_MS = 10 * 60_000
FREE_MS = 30 * 60_000
WAIT_S = 60.0
ROWS_A_STEP = 500
ASKED_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Work:
    """How much is asked: the answer lies between `least` and `most`, all of them as likely."""

    least: int
    most: int


class Pressure:
    """When newcomers are asked: a wave of them, or many from one prefix. Limits of 0 turn it off."""

    def __init__(self, log: ModerationLog, clock: Clock, *, wave: int, prefix: int) -> None:
        self._log = log
        self._clock = clock
        self._wave = JoinWave(wave) if wave else None
        self._prefixes = PrefixCounts(prefix) if prefix else None

    async def opened(self, prefix: str) -> None:
        """A session was opened from there; that a wave begins is told to the staff. Raises StoreUnavailable."""
        now = self._clock.monotonic()
        if self._prefixes is not None:
            self._prefixes.opened(prefix, now)
        if self._wave is not None and self._wave.opened(now):
            await self._log.record_deed(Deed(at_ms=self._clock.now_ms(), who=PROGRAM, what="join_wave"))

    def presses(self, session: Session, origin: Origin) -> bool:
        """Whether this session came in with a wave, or comes from where many come from."""
        now = self._clock.monotonic()
        if self.came_in_wave(session):
            return True
        if self._prefixes is None or not self._prefixes.is_on(now):
            return False
        return self._prefixes.presses(origin.prefix, now)

    def presses_strangers(self, prefix: str) -> bool:
        """Whether many come now, from everywhere or from there."""
        now = self._clock.monotonic()
        if self._wave is not None and self._wave.began(now) is not None:
            return True
        return self._prefixes is not None and self._prefixes.is_on(now) and self._prefixes.presses(prefix, now)

    def came_in_wave(self, session: Session) -> bool:
        """Whether this session came in with the wave there is now."""
        now = self._clock.monotonic()
        began = self._wave.began(now) if self._wave is not None else None
        age = (self._clock.now_ms() - session.created_ms) / 1_000
        return began is not None and age <= now - began


class Solving:
    """Challenges given and solved: signed with a key of the day, each good once and for ten minutes."""

    def __init__(self, challenges: Challenges, store: Standings, tagging: Tagging, chance: Chance, work: Work) -> None:
        self._challenges = challenges
        self._store = store
        self._tagging = tagging
        self._chance = chance
        self._work = work

    def issue(self, now_ms: int) -> Challenge:
        """A fresh one."""
        span = self._work.most - self._work.least
        counter = self._work.least + int.from_bytes(self._chance.bytes(4), "big") % max(1, span)
        return self._challenges.issue(self._key(), counter, now_ms + CHALLENGE_MS)

    async def spend(self, payload: str, now_ms: int) -> bool:
        """Whether it is solved, in time, and for the first time; raises StoreUnavailable."""
        solved = self._challenges.solved(self._key(), payload)
        if solved is None or solved.until_ms <= now_ms:
            return False
        return await self._store.spend_challenge(solved.digest, solved.until_ms)

    async def sweep(self, now_ms: int) -> None:
        """Forget what is worth nothing any more."""
        while await self._store.sweep_challenges(now_ms, ROWS_A_STEP) >= ROWS_A_STEP:
            pass

    def _key(self) -> bytes:
        return hmac.digest(self._tagging.key(), b"challenge", "sha256")


class Challenging:
    """Asks new guests only, and nobody who solved one within the half hour."""

    def __init__(
        self, pressure: Pressure, solving: Solving, at_hand: StandingsAtHand, allowances: Allowances, clock: Clock
    ) -> None:
        self._allowances = allowances
        self._pressure = pressure
        self._solving = solving
        self._at_hand = at_hand
        self._clock = clock
        self._asked: dict[str, float] = {}

    def require(self, session: Session, origin: Origin) -> None:
        """Raises Refusal `challenge_required`, with the seconds after which one message passes without it."""
        if not self._is_spared(session) and self._pressure.presses(session, origin):
            self.ask(session)

    def ask(self, session: Session, *, explanation: str | None = None) -> None:
        """As `require`, whether there is pressure or not; `explanation` says why, in the session's language."""
        left = 0.0 if self._is_spared(session) else self._wait(session.id)
        if left > 0:
            raise Refusal("challenge_required", retry_after=left, explanation=explanation)

    def issue(self, session: Session) -> Challenge:
        """A challenge for a guest's browser; raises Refusal `slowed`."""
        self._allowances.challenge(session.id)
        return self._solving.issue(self._clock.now_ms())

    async def solve(self, session: Session, payload: str) -> None:
        """The session may go on for half an hour. Raises Refusal `challenge_failed`, `slowed`, StoreUnavailable."""
        self._allowances.challenge(session.id)
        now = self._clock.now_ms()
        standing = await self._at_hand.of(session.id)
        if not await self._solving.spend(payload, now):
            raise Refusal("challenge_failed")
        await self._at_hand.keep(standing.freed(now + FREE_MS))
        self._asked.pop(session.id, None)

    def forget(self, session_id: str) -> None:
        """The session is over, or not in use."""
        self._asked.pop(session_id, None)

    async def step(self) -> None:
        """Forget challenges past their time."""
        await self._solving.sweep(self._clock.now_ms())

    def _is_spared(self, session: Session) -> bool:
        standing = self._at_hand.now(session.id)
        return standing.settled_ms is not None or standing.free_until_ms > self._clock.now_ms()

    def _wait(self, session_id: str) -> float:
        """Seconds until a message passes without the challenge; when one does, the next minute begins."""
        now = self._clock.monotonic()
        asked = self._asked.pop(session_id, now)
        left = asked + WAIT_S - now
        self._asked[session_id] = asked if left > 0 else now
        if len(self._asked) > ASKED_KEPT:
            del self._asked[next(iter(self._asked))]
        return max(0.0, left)
