"""Restraining: which sanctions hold now, at hand wherever a guest asks for something; read from the control log."""

from collections.abc import Collection, Iterable

import msgspec

from palabre.domain.moderation.judgement import Kept
from palabre.domain.moderation.sanction import AUTOMATIC, Measure, Sanction, ToldSanction
from palabre.domain.passing import SanctionApplied, SanctionLifted
from palabre.domain.refusal import Refusal, RefusalCode
from palabre.domain.session import MAX_AGE_MS
from palabre.ports.clock import Clock
from palabre.ports.connections import Connections
from palabre.ports.sanctions import SanctionsChanged, SanctionStore
from palabre.ports.store import ControlEntry
from palabre.services.reasons import Reasons
from palabre.services.receipts import Receipts
from palabre.services.sessions import SessionBook

# What keeps a guest from writing in a room, and from being in it.
SILENCING: frozenset[Measure] = frozenset({"mute", "kick", "room_ban", "ban"})
SHUTTING: frozenset[Measure] = frozenset({"kick", "room_ban", "ban"})
EXCLUDING: frozenset[Measure] = frozenset({"ban"})
# What goes over to a session that continues another.
CARRIED: frozenset[Measure] = SILENCING | frozenset(AUTOMATIC)
CODES: dict[Measure, RefusalCode] = {"mute": "muted", "kick": "kicked", "room_ban": "banned", "ban": "banned"}


class Restraints:
    """The decisions about sessions that may still be live, of the last 24 h, and those that restrict for longer: a
    session that continues another is restricted by them too."""

    def __init__(
        self,
        store: SanctionStore,
        reasons: Reasons,
        receipts: Receipts,
        book: SessionBook,
        clock: Clock,
    ) -> None:
        self._store = store
        self._reasons = reasons
        self._receipts = receipts
        self._book = book
        self._clock = clock
        self._connections: Connections | None = None
        self._kept: dict[str, tuple[Kept, ...]] = {}
        self._standing: dict[str, dict[str, Sanction]] = {}

    def listen(self, connections: Connections) -> None:
        """Whom to tell from now on."""
        self._connections = connections

    async def start(self) -> None:
        """As things stand; raises StoreUnavailable."""
        now = self._clock.now_ms()
        for kept in await self._store.decisions_since(now - MAX_AGE_MS):
            session_id = kept.judgement.session_id
            if session_id is not None:
                self._kept[session_id] = (*self._kept.get(session_id, ()), kept)
                await self._receipts.renew(kept.judgement.id)
        self._standing = {session_id: self._now(session_id) for session_id in self._kept}

    async def follow(self, entry: ControlEntry) -> None:
        """Take in a control entry `sanctions.changed`; raises msgspec.DecodeError, StoreUnavailable."""
        await self.refresh(msgspec.json.decode(entry.data, type=SanctionsChanged).session_id)

    async def refresh(self, session_id: str) -> None:
        """Read again what was decided about a session, and tell its guest what is new."""
        kept = await self._store.decisions_about([session_id])
        self._kept[session_id] = tuple(each for each in kept if each.sanction is not None)
        self._turn(session_id)

    async def step(self) -> None:
        """Tell what has come to its end, and forget sessions that must be over."""
        now = self._clock.now_ms()
        for session_id, kept in [*self._kept.items()]:
            self._turn(session_id)
            if all(each.judgement.at_ms < now - MAX_AGE_MS and not is_carried(each, now) for each in kept):
                del self._kept[session_id]
                self._standing.pop(session_id, None)

    def count(self) -> int:
        """Of how many sessions something is held."""
        return len(self._kept)

    def require_writing(self, room_id: int, session_id: str) -> None:
        """Raises Refusal `muted`, `kicked`, `banned`, with the sanction that ends last."""
        self._require(room_id, session_id, SILENCING)

    def require_entering(self, room_id: int, session_id: str) -> None:
        """Raises Refusal `kicked`, `banned`, with the sanction that ends last."""
        self._require(room_id, session_id, SHUTTING)

    def is_restricted(self, session_id: str) -> bool:
        """Whether something keeps this very session from anything, in any room."""
        now = self._clock.now_ms()
        return any(is_carried(kept, now) for kept in self._kept.get(session_id, ()))

    def restricted_until_ms(self, session_ids: Iterable[str]) -> int:
        """When the last ends of what restricts any of these, Unix ms; 0 when nothing does."""
        now = self._clock.now_ms()
        about = (kept for session_id in session_ids for kept in self._kept.get(session_id, ()))
        return max((ends(kept) for kept in about if is_carried(kept, now)), default=0)

    def closed_until_ms(self, session_ids: Iterable[str]) -> int:
        """Until when a rule closed writing to one of these, Unix ms; 0 when none did, or a person undid it."""
        now = self._clock.now_ms()
        about = (kept for session_id in session_ids for kept in self._kept.get(session_id, ()))
        closing = (kept for kept in about if kept.judgement.sanction == "writing_closed" and is_carried(kept, now))
        return max(map(ends, closing), default=0)

    async def bear(self, session_id: str, sanctions: Collection[str]) -> None:
        """This guest is known to be the one of these sanctions: they hold here too, and are told. Raises
        StoreUnavailable."""
        standing = (kept.sanction for each in self._kept.values() for kept in each if kept.sanction is not None)
        earlier = (sanction.session_id for sanction in standing if sanction.id in sanctions)
        before = self._of(session_id)
        await self._book.bear(session_id, tuple(dict.fromkeys(earlier)))
        for kept in self._of(session_id):
            if kept.sanction is not None and kept not in before and self._connections is not None:
                self._apply_to(self._connections, session_id, kept, kept.sanction)

    def require_coming_in(self, session_id: str) -> None:
        """Raises Refusal `banned` for who is banned from the whole place."""
        self._require(None, session_id, EXCLUDING)

    def told(self, room_id: int, session_id: str) -> tuple[ToldSanction, ...]:
        """What the guest is told of where they enter this room: what holds there, and what was decided lately."""
        now = self._clock.now_ms()
        here = [kept for kept in self._of(session_id) if is_told(kept, now) and reaches(kept, room_id)]
        return tuple(told for kept in here if (told := self._told(kept, session_id)) is not None)

    def _require(self, room_id: int | None, session_id: str, kinds: frozenset[Measure]) -> None:
        now = self._clock.now_ms()
        found = [
            kept
            for kept in self._of(session_id)
            if (sanction := kept.standing()) is not None
            and sanction.kind in kinds
            and sanction.restricts(now)
            and (sanction.room_id is None or sanction.room_id == room_id)
        ]
        if found:
            self._refuse(max(found, key=ends), session_id, now)

    def _refuse(self, kept: Kept, session_id: str, now: int) -> None:
        sanction = kept.sanction
        if sanction is not None and sanction.until_ms is not None:
            raise Refusal(
                CODES[sanction.kind],
                retry_after=(sanction.until_ms - now) / 1_000,
                sanction=self._told(kept, session_id),
            )

    def _told(self, kept: Kept, session_id: str) -> ToldSanction | None:
        session = self._book.live(session_id)
        return self._reasons.told(kept, session.locale if session else None)

    def _of(self, session_id: str) -> tuple[Kept, ...]:
        own = self._kept.get(session_id, ())
        continued = self._book.continued(session_id)
        if not continued:
            return own
        now = self._clock.now_ms()
        earlier = (kept for each in continued for kept in self._kept.get(each, ()))
        return (*own, *(kept for kept in earlier if is_carried(kept, now)))

    def _bearers(self, sanction: Sanction) -> list[str]:
        """Whom it is about, and who continues them."""
        heirs = self._book.heirs(sanction.session_id) if sanction.kind in CARRIED else ()
        return [sanction.session_id, *sorted(heirs)]

    def _now(self, session_id: str) -> dict[str, Sanction]:
        now = self._clock.now_ms()
        return {
            kept.sanction.id: kept.sanction
            for kept in self._kept.get(session_id, ())
            if kept.sanction is not None and is_told(kept, now)
        }

    def _turn(self, session_id: str) -> None:
        before, after = self._standing.get(session_id, {}), self._now(session_id)
        self._standing[session_id] = after
        if self._connections is None:
            return
        for kept in self._kept.get(session_id, ()):
            if kept.sanction is not None and kept.sanction.id in after.keys() - before.keys():
                self._apply(self._connections, kept, kept.sanction)
        for sanction_id in before.keys() - after.keys():
            self._lift(self._connections, before[sanction_id])

    def _apply(self, connections: Connections, kept: Kept, sanction: Sanction) -> None:
        for session_id in self._bearers(sanction):
            self._apply_to(connections, session_id, kept, sanction)

    def _apply_to(self, connections: Connections, session_id: str, kept: Kept, sanction: Sanction) -> None:
        told = self._told(kept, session_id)
        if told is None:
            return
        connections.tell(session_id, SanctionApplied(session_id=session_id, sanction=told))
        if sanction.kind in SHUTTING:
            connections.put_out(session_id, sanction.room_id)

    def _lift(self, connections: Connections, sanction: Sanction) -> None:
        room = self._reasons.slug(sanction.room_id)
        for session_id in self._bearers(sanction):
            connections.tell(session_id, SanctionLifted(session_id=session_id, sanction_id=sanction.id, room=room))


def is_told(kept: Kept, now_ms: int) -> bool:
    """Whether the guest is told of it where they enter."""
    sanction = kept.standing()
    return sanction is not None and sanction.is_told(now_ms)


def is_carried(kept: Kept, now_ms: int) -> bool:
    """Whether it keeps its guest from something now, and goes over to a session that continues theirs."""
    sanction = kept.standing()
    return sanction is not None and sanction.kind in CARRIED and sanction.restricts(now_ms)


def reaches(kept: Kept, room_id: int) -> bool:
    return kept.sanction is not None and kept.sanction.reaches(room_id)


def ends(kept: Kept) -> int:
    """When its sanction ends, Unix ms."""
    return (kept.sanction and kept.sanction.until_ms) or 0
