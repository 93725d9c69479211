"""Allowances in force: the buckets of sessions and address prefixes, slow mode, and repetition."""

import math
from collections.abc import Callable

from palabre.domain.allowance import MAX_RETRY_AFTER_S, Bucket, Rate, Rates
from palabre.domain.refusal import Refusal, RefusalCode, SlowReason
from palabre.domain.repetition import Saying, Sayings, saying
from palabre.domain.room import MAX_SLOW_MODE, Room
from palabre.ports.clock import Clock

FORGET_ABOVE = 20_000


def own_slow_mode(room: Room) -> int:
    """Seconds between two messages of a guest, as the room itself wants it."""
    return room.settings.slow_mode


class Allowances:
    """Each method takes one unit or raises Refusal `slowed` with its `reason` and `retry_after` in seconds."""

    def __init__(self, rates: Rates, clock: Clock, slow_mode: Callable[[Room], int] = own_slow_mode) -> None:
        self._slow_mode = slow_mode
        self._rates = {
            "post": rates.posts,
            "name": rates.names,
            "session": rates.sessions,
            "enter": rates.enters,
            "reaction": rates.reactions,
            "typing": rates.typing,
            "hide": rates.hides,
            "mark": rates.marks,
            "challenge": rates.challenges,
            "report": rates.reports,
            "access": rates.accesses,
            "notice": rates.notices,
            "proof": rates.proofs,
            "wallet": rates.wallets,
            "solicitation": rates.solicitations,
        }
        self._hears_repetition = rates.repetitions
        self._clock = clock
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._last_posts: dict[tuple[str, int], float] = {}
        self._sayings: dict[str, Sayings] = {}

    def post(self, session_id: str, room: Room, body: str) -> Saying | None:
        """One message: the room's slow mode, then repetition, then the session's own rate.

        What is returned is to be given to `take_back` when the message is not posted after all.
        """
        now = self._clock.monotonic()
        key = (session_id, room.id)
        slow_mode = self._slow_mode(room) if self._rates["post"] else 0
        wait = self._last_posts.get(key, now - slow_mode) + slow_mode - now
        if wait > 0:
            raise slowed(wait, "slow_mode")
        said = self._listen(session_id, body, now)
        self.amend(session_id)
        if said is not None:
            self._sayings.setdefault(session_id, Sayings()).add(said)
        if slow_mode:
            self._last_posts[key] = now
            self._forget_old_posts(now)
        return said

    def take_back(self, session_id: str, said: Saying | None) -> None:
        """The message was refused, or not kept, or there already: it does not count as said."""
        sayings = self._sayings.get(session_id)
        if said is not None and sayings is not None:
            sayings.take_back(said)

    def amend(self, session_id: str) -> None:
        """One change to a message already posted: the session's own rate, whatever the room's slow mode."""
        self._take("post", session_id)

    def rename(self, session_id: str) -> None:
        """One change of nickname; raises Refusal `nickname_changed_too_often`."""
        self._take("name", session_id, code="nickname_changed_too_often")

    def react(self, session_id: str) -> None:
        """One reaction put or taken away."""
        self._take("reaction", session_id)

    def type(self, session_id: str) -> None:
        """One sign that a guest is writing."""
        self._take("typing", session_id)

    def hide(self, session_id: str) -> None:
        """One guest hidden, or shown again."""
        self._take("hide", session_id)

    def mark(self, session_id: str) -> None:
        """One read mark."""
        self._take("mark", session_id)

    def challenge(self, session_id: str) -> None:
        """One challenge given, or one answer tried."""
        self._take("challenge", session_id)

    def solicit(self, session_id: str) -> None:
        """One request for a conversation."""
        self._take("solicitation", session_id)

    def report(self, session_id: str) -> None:
        """One report of a guest."""
        self._take("report", session_id)

    def access(self, session_id: str) -> None:
        """One look at everything kept of a session."""
        self._take("access", session_id)

    def notice(self, prefix: str) -> None:
        """One notice from an address prefix."""
        self._take("notice", prefix, reason="prefix")

    def prove(self, prefix: str) -> None:
        """One attempt to prove an age, from an address prefix."""
        self._take("proof", prefix, reason="prefix")

    def answer_age(self, prefix: str) -> None:
        """One answer of a wallet, from an address prefix."""
        self._take("wallet", prefix, reason="prefix")

    def open_session(self, prefix: str) -> None:
        """One session for an address prefix."""
        self._take("session", prefix, reason="prefix")

    def enter(self, prefix: str) -> None:
        """One entry into a room for an address prefix."""
        self._take("enter", prefix, reason="prefix")

    def _listen(self, session_id: str, body: str, now: float) -> Saying | None:
        """What is about to be said; raises Refusal when it was said twice within 30 seconds."""
        if not self._hears_repetition:
            return None
        said = saying(body, now)
        sayings = self._sayings.get(session_id)
        if sayings is None:
            self._forget_old_sayings(now)
            return said
        wait = sayings.wait(said)
        if wait > 0:
            raise slowed(wait, "repetition")
        return said

    def _take(self, kind: str, key: str, *, code: RefusalCode = "slowed", reason: SlowReason = "rate") -> None:
        rate = self._rates[kind]
        if rate is None:
            return
        now = self._clock.monotonic()
        bucket = self._buckets.get((kind, key))
        if bucket is None:
            self._forget_full_buckets(now)
            bucket = self._buckets[kind, key] = Bucket(rate, now)
        wait = bucket.take(rate, now)
        if wait:
            raise slowed(wait + 0.05, reason, code)

    def _forget_full_buckets(self, now: float) -> None:
        if len(self._buckets) >= FORGET_ABOVE:
            self._buckets = {key: bucket for key, bucket in self._buckets.items() if self._is_due(key, bucket, now)}

    def _is_due(self, key: tuple[str, str], bucket: Bucket, now: float) -> bool:
        """Whether forgetting this bucket would change something."""
        rate: Rate | None = self._rates[key[0]]
        return rate is not None and not bucket.is_full(rate, now)

    def _forget_old_posts(self, now: float) -> None:
        if len(self._last_posts) >= FORGET_ABOVE:
            self._last_posts = {key: at for key, at in self._last_posts.items() if now - at < MAX_SLOW_MODE}

    def _forget_old_sayings(self, now: float) -> None:
        if len(self._sayings) >= FORGET_ABOVE:
            self._sayings = {key: sayings for key, sayings in self._sayings.items() if not sayings.expire(now)}


def slowed(wait: float, reason: SlowReason, code: RefusalCode = "slowed") -> Refusal:
    """The refusal of one who must wait so many seconds; `reason` is told with `slowed` only."""
    # Never a moment too soon, were it by rounding.
    tenths = math.ceil(round(wait * 10, 3))
    return Refusal(code, retry_after=min(MAX_RETRY_AFTER_S, tenths / 10), reason=reason if code == "slowed" else None)
