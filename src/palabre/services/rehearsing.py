"""Rehearsing: what a rule would have done with the messages that are kept, a part at a time."""

import asyncio
from collections import Counter
from dataclasses import replace

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.message import Message
from palabre.domain.moderation.revision import OwnRule, RuleText, rule_of
from palabre.domain.moderation.span import merged
from palabre.domain.moderation.verdict import Verdict
from palabre.domain.room import Room
from palabre.domain.staff import Staff
from palabre.ports.screening import Screening
from palabre.ports.store import RoomLog
from palabre.ports.workshop import RuleFault, Workshop
from palabre.protocol.conversion import rfc3339
from palabre.protocol.desk import Backtested, BacktestSample
from palabre.services.directory import RoomDirectory
from palabre.services.rules_in_force import RulesInForce
from palabre.services.ruling import refused
from palabre.services.staffing import require

# Judged for one answer, and read at once: half a second of work, away from the event loop.
A_PART, A_PAGE = 2_000, 500
SAMPLE = 20
NEWEST = 2**53 - 1


class Rehearsing:
    """Reads the rooms one after the other, each from its newest message back; nothing is kept or counted."""

    def __init__(self, store: RoomLog, directory: RoomDirectory, workshop: Workshop, in_force: RulesInForce) -> None:
        self._store = store
        self._directory = directory
        self._workshop = workshop
        self.in_force = in_force
        self._built: tuple[str, Screening] | None = None

    async def backtest(self, member: Staff, rule_id: str, text: RuleText, after: str) -> Backtested:
        """The next part after `after`, empty at first. Raises DeskRefusal `not_for_you`, `rule_refused`."""
        require(member, "steer")
        rule = replace(rule_of(rule_id, text, "live", author="a", approver="b"))
        screening = await self._screening(OwnRule(rule, text.patterns))
        counts, sample = Counter[str](), list[BacktestSample]()
        judged, place = 0, place_of(after)
        while place is not None and judged < A_PART:
            room, before = self._room_from(place[0]), place[1]
            if room is None:
                place = None
                break
            page = await self._store.page(room.id, before if room.id == place[0] else NEWEST, A_PAGE)
            found = await asyncio.to_thread(self._judge, screening, page)
            judged += len(page)
            counts.update(tally(found))
            sample += [sampled(room, message, verdict) for message, verdict, _ in found][: SAMPLE - len(sample)]
            place = (room.id, page[0].offset) if len(page) == A_PAGE else (room.id + 1, NEWEST)
        is_over = place is None or self._room_from(place[0]) is None
        return Backtested(
            messages=judged,
            total=await self._kept(),
            counts=counts,
            sample=tuple(sample),
            next=None if is_over or place is None else f"{place[0]}:{place[1]}",
        )

    async def _screening(self, own: OwnRule) -> Screening:
        """What judges by this rule alone; the last one is kept for the next part."""
        version = self._workshop.version(own)
        if self._built is None or self._built[0] != version:
            try:
                self._built = (version, await asyncio.to_thread(self._workshop.build, [], [own]))
            except RuleFault as fault:
                raise refused(fault) from None
        return self._built[1]

    def _judge(self, screening: Screening, page: list[Message]) -> list[tuple[Message, Verdict, str]]:
        """The messages it matches, and what the rules in force say of each."""
        said = ((message, screening.judge(message.body)) for message in page if message.body)
        in_force = self.in_force.screening
        return [(message, verdict, in_force.judge(message.body).outcome) for message, verdict in said if verdict.fired]

    def _room_from(self, room_id: int) -> Room | None:
        return min(
            (room for room in self._directory.public() if room.id >= room_id), key=lambda room: room.id, default=None
        )

    async def _kept(self) -> int:
        """How many events are kept, which are messages for the most part."""
        windows = [await self._store.window(room.id, 1) for room in self._directory.public()]
        return sum(window.head + 1 - window.first for window in windows)


def place_of(after: str) -> tuple[int, int] | None:
    """Where to go on: a room's id and an offset; raises DeskRefusal `rule_refused` for what no answer said."""
    if not after:
        return 0, NEWEST
    room, _, before = after.partition(":")
    if not (room.isdecimal() and before.isdecimal()):
        raise DeskRefusal("rule_refused", "expected the `next` of an answer", field="after")
    return int(room), int(before)


def tally(found: list[tuple[Message, Verdict, str]]) -> Counter[str]:
    return Counter({"matched": len(found)}) + Counter(outcome for _, _, outcome in found)


def sampled(room: Room, message: Message, verdict: Verdict) -> BacktestSample:
    return BacktestSample(
        room=room.handle,
        body=message.body,
        spans=merged(span for fired in verdict.fired for span in fired.spans),
        sent_at=rfc3339(message.sent_ms),
    )
