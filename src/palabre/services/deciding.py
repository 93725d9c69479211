"""Deciding: what screening decided is kept, off the path of the messages it was about."""

import asyncio
import contextlib
from collections import deque

from msgspec.structs import replace

from palabre.domain.discretion import Discreet
from palabre.domain.moderation.circumstances import ORDINARY, Circumstances
from palabre.domain.moderation.decision import Decision, is_kept, reasons_of
from palabre.domain.moderation.follow_up import FollowUp
from palabre.domain.moderation.verdict import Verdict
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.decisions import Decisions
from palabre.ports.screening import Screening
from palabre.ports.store import StoreUnavailable
from palabre.services.identifiers import new_id

# A flood of refused messages costs memory and disk up to here; what is left out is counted.
MOST_WAITING = 2_000
MOST_AT_ONCE = 200


class Timed:
    """A Screening that says of each verdict to be kept how long it took."""

    def __init__(self, screening: Screening, clock: Clock) -> None:
        self._screening = screening
        self._clock = clock

    @property
    def version(self) -> str:
        return self._screening.version

    def judge(self, text: str, about: Circumstances = ORDINARY) -> Verdict:
        since = self._clock.monotonic()
        verdict = self._screening.judge(text, about)
        if not is_kept(verdict):
            return verdict
        return replace(verdict, microseconds=round((self._clock.monotonic() - since) * 1e6))


class Judged(Discreet, frozen=True, kw_only=True):
    """A text that was judged: whose, where, and under which id it was kept, where there is such a thing."""

    text: str
    session_id: str | None = None
    room_id: int | None = None
    message_id: str | None = None
    follow_up: FollowUp | None = None


class Noted:
    """A Screening whose decisions are noted as they are made: on nicknames, of which nothing more is known."""

    def __init__(self, screening: Screening, decisions: "DecisionBook") -> None:
        self._screening = screening
        self._decisions = decisions

    @property
    def version(self) -> str:
        return self._screening.version

    def judge(self, text: str, about: Circumstances = ORDINARY) -> Verdict:
        verdict = self._screening.judge(text, about)
        self._decisions.note(Judged(text=text), verdict)
        return verdict


class DecisionBook:
    """Gathers decisions, and writes them many at a time; `missed` counts those there was no place for, `followed_up`
    those on disk that lead to something.

    What was refused or held is written before its author is told, what was allowed within a second.
    """

    def __init__(self, store: Decisions, clock: Clock, chance: Chance) -> None:
        self._store = store
        self._clock = clock
        self._chance = chance
        self._waiting: deque[Decision] = deque()
        self._writing: asyncio.Task[None] | None = None
        self.missed = 0
        self.followed_up = 0

    def note(self, judged: Judged, verdict: Verdict) -> None:
        """Remember a verdict; a plain permission leaves nothing. Never raises, reads nothing."""
        follow_up = judged.follow_up
        if not (is_kept(verdict) or follow_up):
            return
        if len(self._waiting) >= MOST_WAITING and follow_up is None:
            self.missed += 1
            return
        now = self._clock.now_ms()
        id = new_id(now, self._chance)
        self._waiting.append(
            Decision(
                id=id,
                at_ms=now,
                session_id=judged.session_id,
                room_id=judged.room_id,
                message_id=judged.message_id,
                outcome=verdict.outcome,
                rules_version=verdict.version,
                reasons=reasons_of(verdict),
                microseconds=verdict.microseconds,
                text=judged.text if verdict.outcome != "allow" else None,
                follow_up=follow_up and replace(follow_up, id=id),
            )
        )

    async def settle(self) -> None:
        """Have on disk what was noted so far, before anyone is told of it; later when the store cannot be written."""
        with contextlib.suppress(StoreUnavailable):
            await self.flush()

    async def flush(self) -> None:
        """Write what waits; raises StoreUnavailable, and keeps it then."""
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_all())
        # Who asked may be gone before it is written: it is written all the same, for whoever waits too.
        await asyncio.shield(self._writing)

    async def _write_all(self) -> None:
        while self._waiting:
            await self._write_some()

    async def _write_some(self) -> None:
        some = [self._waiting.popleft() for _ in range(min(MOST_AT_ONCE, len(self._waiting)))]
        try:
            await self._store.keep_decisions(some)
        except StoreUnavailable:
            self._waiting.extendleft(reversed(some))
            raise
        # Not before: whoever looks in between would find nothing, and not look again for long.
        self.followed_up += sum(decision.follow_up is not None for decision in some)
