"""Neighbours: guests who come from an address prefix a ban was imposed at; nothing of another's ban is told them."""

import hmac
from datetime import date

from palabre.domain.moderation.judgement import BanMark
from palabre.domain.moderation.sanction import MARK_MS, Sanction
from palabre.ports.clock import Clock
from palabre.ports.mark_keys import MarkKeys
from palabre.ports.sanctions import SanctionStore

MARKING = frozenset({"room_ban", "ban"})


class Neighbours:
    """Marks of bans, at hand: each a keyed hash of a prefix, under the key of the day it was made."""

    def __init__(self, store: SanctionStore, keys: MarkKeys, clock: Clock) -> None:
        self._store = store
        self._keys = keys
        self._clock = clock
        self._marks: tuple[BanMark, ...] = ()

    async def start(self) -> None:
        """As things stand; raises StoreUnavailable."""
        self._marks = tuple(await self._store.ban_marks(self._clock.now_ms()))

    async def step(self) -> None:
        """As other nodes made and undid them; the keys of days without marks are destroyed."""
        await self.start()
        self._keys.keep({self._today().isoformat()} | {mark.day for mark in self._marks})

    def marks_of(self, sanction: Sanction, prefixes: frozenset[str]) -> tuple[BanMark, ...]:
        """The marks a ban leaves, which are no longer than it; none for what is no ban."""
        if sanction.kind not in MARKING or sanction.until_ms is None:
            return ()
        day = self._today().isoformat()
        key = self._keys.key_of(day)
        expires_ms = min(sanction.until_ms, sanction.from_ms + MARK_MS)
        return tuple(
            BanMark(
                sanction_id=sanction.id,
                day=day,
                digest=digest_of(key, prefix),
                room_id=sanction.room_id,
                from_ms=sanction.from_ms,
                expires_ms=expires_ms,
            )
            for prefix in sorted(prefixes)
        )

    def is_one(self, prefix: str, room_id: int, came_ms: int) -> bool:
        """Whether a live mark of the whole place, or of this room, made before they came, matches the prefix."""
        now = self._clock.now_ms()
        live = [
            mark
            for mark in self._marks
            if mark.expires_ms > now and mark.from_ms < came_ms and mark.room_id in (None, room_id)
        ]
        digests: dict[str, bytes | None] = {}
        for mark in live:
            if mark.day not in digests:
                key = self._keys.known(mark.day)
                digests[mark.day] = None if key is None else digest_of(key, prefix)
            found = digests[mark.day]
            if found is not None and hmac.compare_digest(found, mark.digest):
                return True
        return False

    def _today(self) -> date:
        return date.fromtimestamp(self._clock.now_ms() / 1_000)


def digest_of(key: bytes, prefix: str) -> bytes:
    """HMAC-SHA-256 of a prefix: with its key, one of all prefixes is found in a minute; without it, never."""
    return hmac.digest(key, b"ban " + prefix.encode(), "sha256")
