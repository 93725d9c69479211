"""Allowances in force: the buckets of sessions and address prefixes, and slow mode."""

from palabre.domain.allowance import Bucket, Rate, Rates
from palabre.domain.refusal import Refusal, RefusalCode
from palabre.domain.room import MAX_SLOW_MODE, Room
from palabre.ports.clock import Clock

FORGET_ABOVE = 20_000


class Allowances:
    """Each method takes one unit or raises Refusal `slowed` with `retry_after` in seconds."""

    def __init__(self, rates: Rates, clock: Clock) -> None:
        self._rates = rates
        self._clock = clock
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self._last_posts: dict[tuple[str, int], float] = {}

    def post(self, session_id: str, room: Room) -> None:
        """One message: the room's slow mode, then the session's own rate."""
        now = self._clock.monotonic()
        key = (session_id, room.id)
        slow_mode = room.settings.slow_mode if self._rates.posts else 0
        wait = self._last_posts.get(key, now - slow_mode) + slow_mode - now
        if wait > 0:
            raise Refusal("slowed", retry_after=round(wait, 1))
        self.amend(session_id)
        if slow_mode:
            self._last_posts[key] = now
            self._forget_old_posts(now)

    def amend(self, session_id: str) -> None:
        """One change to a message already posted: the session's own rate, whatever the room's slow mode."""
        self._take("post", session_id, self._rates.posts)

    def rename(self, session_id: str) -> None:
        """One change of nickname; raises Refusal `nickname_changed_too_often`."""
        self._take("name", session_id, self._rates.names, "nickname_changed_too_often")

    def open_session(self, prefix: str) -> None:
        """One session for an address prefix."""
        self._take("session", prefix, self._rates.sessions)

    def enter(self, prefix: str) -> None:
        """One entry into a room for an address prefix."""
        self._take("enter", prefix, self._rates.enters)

    def _take(self, kind: str, key: str, rate: Rate | None, code: RefusalCode = "slowed") -> None:
        if rate is None:
            return
        now = self._clock.monotonic()
        bucket = self._buckets.get((kind, key))
        if bucket is None:
            self._forget_full_buckets(now)
            bucket = self._buckets[kind, key] = Bucket(rate, now)
        wait = bucket.take(rate, now)
        if wait:
            raise Refusal(code, retry_after=round(wait + 0.05, 1))

    def _forget_full_buckets(self, now: float) -> None:
        if len(self._buckets) < FORGET_ABOVE:
            return
        rates = {
            "post": self._rates.posts,
            "name": self._rates.names,
            "session": self._rates.sessions,
            "enter": self._rates.enters,
        }
        self._buckets = {
            key: bucket
            for key, bucket in self._buckets.items()
            if (rate := rates[key[0]]) is not None and not bucket.is_full(rate, now)
        }

    def _forget_old_posts(self, now: float) -> None:
        if len(self._last_posts) >= FORGET_ABOVE:
            self._last_posts = {key: at for key, at in self._last_posts.items() if now - at < MAX_SLOW_MODE}
