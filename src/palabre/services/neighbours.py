"""Neighbours: guests who come from an address prefix a ban was imposed at; nothing of another's ban is told them."""

import hmac
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from palabre.domain.age import PairwiseMark
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
        self._marks: dict[str, dict[bytes, list[BanMark]]] = {}
        self._person_of: Callable[[str], PairwiseMark | None] = lambda _: None
        self._persons: Callable[[], Iterable[PairwiseMark]] = tuple

    def know(
        self, person_of: Callable[[str], PairwiseMark | None], persons: Callable[[], Iterable[PairwiseMark]]
    ) -> None:
        """What is known of the person of a session, by their proof of age, and of all there are."""
        self._person_of = person_of
        self._persons = persons

    async def start(self) -> None:
        """As things stand; raises StoreUnavailable."""
        found: dict[str, dict[bytes, list[BanMark]]] = {}
        for mark in await self._store.ban_marks(self._clock.now_ms()):
            found.setdefault(mark.day, {}).setdefault(mark.digest, []).append(mark)
        self._marks = found

    async def step(self) -> None:
        """As other nodes made and undid them; the keys of days without marks are destroyed."""
        await self.start()
        self._keys.keep({self._today().isoformat(), *self._marks, *(mark.day for mark in self._persons())})

    def marks_of(self, sanction: Sanction, prefixes: frozenset[str]) -> tuple[BanMark, ...]:
        """The marks a ban leaves, which are no longer than it; none for what is no ban."""
        if sanction.kind not in MARKING or sanction.until_ms is None:
            return ()
        day = self._today().isoformat()
        key = self._keys.key_of(day)
        expires_ms = min(sanction.until_ms, sanction.from_ms + MARK_MS)
        of_prefixes = tuple(
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
        person = self._person_of(sanction.session_id)
        return of_prefixes if person is None else (*of_prefixes, mark_of_person(person, sanction, sanction.until_ms))

    def mark_of(self, pairwise: bytes) -> PairwiseMark:
        """What is kept of what an issuer calls a person here."""
        day = self._today().isoformat()
        return PairwiseMark(day, digest_of_person(self._keys.key_of(day), pairwise))

    def bans_of(self, pairwise: bytes) -> frozenset[str]:
        """The live bans, of a room or of the whole place, imposed on sessions of this very person: their ids."""
        now = self._clock.now_ms()
        keys = ((day, self._keys.known(day)) for day in self._marks)
        found = (self._marks[day].get(digest_of_person(key, pairwise), ()) for day, key in keys if key is not None)
        return frozenset(mark.sanction_id for marks in found for mark in marks if mark.expires_ms > now)

    def are_any(self) -> bool:
        """Whether there is a mark at all: mostly there is none, and nobody needs to be looked up."""
        return bool(self._marks)

    def is_one(self, prefix: str, room_id: int, came_ms: int) -> bool:
        """Whether a live mark of the whole place, or of this room, made before they came, matches the prefix."""
        now = self._clock.now_ms()
        return any(
            mark.expires_ms > now and mark.from_ms < came_ms and mark.room_id in (None, room_id)
            for day in self._marks
            for mark in self._of(day, prefix)
        )

    def _of(self, day: str, prefix: str) -> Sequence[BanMark]:
        """The marks of one day at this prefix: found by a digest nobody outside can make or choose."""
        key = self._keys.known(day)
        return () if key is None else self._marks[day].get(digest_of(key, prefix), ())

    def _today(self) -> date:
        return date.fromtimestamp(self._clock.now_ms() / 1_000)


def digest_of(key: bytes, prefix: str) -> bytes:
    """HMAC-SHA-256 of a prefix: with its key, one of all prefixes is found in a minute; without it, never."""
    return hmac.digest(key, b"ban " + prefix.encode(), "sha256")


def digest_of_person(key: bytes, pairwise: bytes) -> bytes:
    """HMAC-SHA-256 of what an issuer calls a person here."""
    return hmac.digest(key, b"person " + pairwise, "sha256")


def mark_of_person(person: PairwiseMark, sanction: Sanction, until_ms: int) -> BanMark:
    """For as long as the ban: unlike an address, it is of one person only."""
    return BanMark(
        sanction_id=sanction.id,
        day=person.day,
        digest=person.digest,
        room_id=sanction.room_id,
        from_ms=sanction.from_ms,
        expires_ms=until_ms,
    )
